package dev.visualsimilarity.indexdata;

import dev.visualsimilarity.indexdata.FileCheck.BatchCheck;
import dev.visualsimilarity.storage.Storage;
import java.io.IOException;
import java.util.Collections;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Reads every record of every file of index data, with all cores, and tells every mistake. Where
 * the directory itself breaks a rule, that is told and no record is read. Memory grows by some 40
 * to 80 bytes an id, and by nothing else.
 */
public final class IndexDataCheck {

  private final Storage storage;
  private final int threads;

  public IndexDataCheck(Storage storage, int threads) {
    this.storage = storage;
    this.threads = threads;
  }

  /**
   * Checks index data.
   *
   * @param sink is told of every mistake, in no order
   */
  public IndexDataReport run(IndexDataFiles files, RecordRules rules, FindingSink sink)
      throws IOException {
    Findings findings = new Findings(sink);
    for (Finding mistake : files.mistakes()) {
      findings.add(new Place(0, 0), mistake);
    }
    if (findings.count() > 0) {
      return report(files, rules, 0, new Tally(), Map.of(), findings);
    }
    RecordRules complete =
        rules.dimensions() > 0
            ? rules
            : rules.withDimensions(FirstRecords.dimensions(storage, files));
    RecordIds ids = new RecordIds();
    ReadProgress progress = new ReadProgress(files.bytes());
    LateRepeats late = new LateRepeats(findings);
    BatchCheck batch = new BatchCheck(complete, ids, findings, late, progress);
    Tally tally = records(files, batch);
    late.tell(storage, files);
    Map<String, String> types = NumericTypes.of(tally.numerics(), findings);
    long deletions = new DeletionCheck(storage, files, batch).run();
    return report(files, complete, deletions, tally, types, findings);
  }

  private Tally records(IndexDataFiles files, BatchCheck batch) throws IOException {
    FileQueue queue = new FileQueue(storage, files, batch);
    Callable<Tally> part = queue::work;
    ExecutorService executor = Executors.newFixedThreadPool(threads);
    Tally all = new Tally();
    try {
      for (Future<Tally> done : executor.invokeAll(Collections.nCopies(threads, part))) {
        all.add(done.get());
      }
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException io) {
        throw io;
      }
      throw new IllegalStateException("the check of index data failed", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while checking index data", e);
    } finally {
      executor.shutdownNow();
    }
    return all;
  }

  private static IndexDataReport report(
      IndexDataFiles files,
      RecordRules rules,
      long deletions,
      Tally tally,
      Map<String, String> types,
      Findings findings) {
    return new IndexDataReport(
        files.data().size(),
        files.bytes(),
        tally.records(),
        deletions,
        rules.dimensions(),
        tally.restricts(),
        types,
        tally.crowdingTags(),
        findings.count(),
        findings.first());
  }
}
