package dev.visualsimilarity.pipeline.command;

import dev.visualsimilarity.command.Version;
import dev.visualsimilarity.error.ExitCode;
import dev.visualsimilarity.error.UserException;
import dev.visualsimilarity.indexdata.FindingSink;
import dev.visualsimilarity.indexdata.FindingsFile;
import dev.visualsimilarity.indexdata.IndexDataCheck;
import dev.visualsimilarity.indexdata.IndexDataFiles;
import dev.visualsimilarity.indexdata.IndexDataReport;
import dev.visualsimilarity.indexdata.RecordRules;
import dev.visualsimilarity.json.Json;
import dev.visualsimilarity.storage.Storage;
import dev.visualsimilarity.storage.StorageUri;
import dev.visualsimilarity.storage.Storages;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Checks a directory of index data by hand, as build-index does before it builds. */
@Command(
    name = "check-index-data",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {
      "Checks a directory of index data against every rule of Vector Search, as build-index does.",
      "Prints what the directory holds as JSON on standard output; exits with 1 if it has mistakes."
    })
public final class CheckIndexDataCommand implements Callable<Integer> {

  @Parameters(
      index = "0",
      paramLabel = "DIR",
      description = "local or gs://BUCKET/DIR: files *.json, *.csv or *.avro, and delete/")
  String directory;

  @Option(
      names = "--dimensions",
      paramLabel = "N",
      description = "of the index; 0 (default): those of the first records")
  int dimensions;

  @Option(
      names = "--allow-zero-vectors",
      description =
          "for an index that keeps lengths: feature norm NONE, and not the cosine distance")
  boolean zeroVectorsAllowed;

  @Option(
      names = "--findings",
      paramLabel = "FILE",
      description = "write every mistake to this file (local or gs://), as JSON Lines")
  String findings = "";

  @Spec CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    if (dimensions < 0) {
      throw UserException.badParameter("--dimensions must not be negative: " + dimensions);
    }
    StorageUri uri = StorageUri.parse(directory);
    try (Storage storage = Storages.create()) {
      IndexDataReport report = check(storage, IndexDataFiles.list(storage, uri));
      spec.commandLine().getOut().println(Json.PRETTY.toJson(report.summary()));
      spec.commandLine().getOut().flush();
      return tell(uri, report);
    }
  }

  private IndexDataReport check(Storage storage, IndexDataFiles files) throws IOException {
    if (findings.isBlank()) {
      return check(storage, files, finding -> {});
    }
    try (FindingsFile file = FindingsFile.begin(storage, StorageUri.parse(findings))) {
      IndexDataReport report = check(storage, files, file);
      file.commit();
      return report;
    }
  }

  private IndexDataReport check(Storage storage, IndexDataFiles files, FindingSink sink)
      throws IOException {
    return new IndexDataCheck(storage, Runtime.getRuntime().availableProcessors())
        .run(files, new RecordRules(dimensions, zeroVectorsAllowed), sink);
  }

  private int tell(StorageUri uri, IndexDataReport report) {
    PrintWriter err = spec.commandLine().getErr();
    if (report.findingCount() == 0 && report.records() == 0 && report.deletions() == 0) {
      throw UserException.failed(
          "there is no record in %s, of which no index can be built; give the directory that extract-features wrote"
              .formatted(uri));
    }
    if (report.findingCount() == 0) {
      String ready = report.records() == 0 ? "ready to delete from an index that exists" : "ready";
      err.println("%s is %s: %s".formatted(uri, ready, report.holds()));
      err.flush();
      return ExitCode.DONE;
    }
    String all =
        findings.isBlank() ? "--findings FILE writes all of them" : "all are in " + findings;
    err.println("%s has %s; %s.".formatted(uri, report.counts(), all));
    err.println(report.firstFindingsText());
    err.flush();
    return ExitCode.FAILED;
  }
}
