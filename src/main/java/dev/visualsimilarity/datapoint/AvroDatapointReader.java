package dev.visualsimilarity.datapoint;

import static dev.visualsimilarity.datapoint.AvroBlocks.notAvro;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.apache.avro.AvroRuntimeException;

/**
 * Reads Avro object container files of index data, as {@link AvroDatapointWriter} writes them and
 * with every schema that Avro can resolve to {@link AvroSchema#READ}; codecs are null and deflate.
 *
 * <p>A record that breaks a rule of index data costs itself. One that cannot be decoded costs its
 * block, too, for there is no telling where the next one begins.
 */
final class AvroDatapointReader implements DatapointReader {

  private final AvroBlocks blocks;
  private final int dimensions;
  private AvroRecords records;
  private long left;
  private long number;
  private boolean broken;
  private boolean ended;

  AvroDatapointReader(InputStream stream, int dimensions) {
    this.blocks = new AvroBlocks(stream);
    this.dimensions = dimensions;
  }

  @Override
  public Optional<Datapoint> next() throws IOException, RecordException {
    while (left == 0) {
      if (ended || !open()) {
        return Optional.empty();
      }
    }
    number++;
    left--;
    try {
      return Optional.of(records.next());
    } catch (RecordException e) {
      throw e.type() == RecordErrorType.INVALID_AVRO_SYNTAX ? withTheRestOfTheBlock(e) : e;
    }
  }

  @Override
  public long number() {
    return number;
  }

  @Override
  public String excerpt() {
    return records == null ? "" : records.excerpt();
  }

  @Override
  public void close() throws IOException {
    blocks.close();
  }

  private RecordException withTheRestOfTheBlock(RecordException e) {
    long lost = left;
    left = 0;
    number += lost;
    broken = true;
    String message = lost == 0 ? "" : "; %d records behind it are lost".formatted(lost);
    return new RecordException(e.type(), e.id(), e.getMessage() + message);
  }

  /** Moves to the next block; false at the end. */
  private boolean open() throws IOException, RecordException {
    if (records != null && !broken && !records.atEnd()) {
      broken = true;
      number++;
      throw notAvro("a block has bytes behind its last record");
    }
    try {
      if (records == null) {
        records = records(blocks.header());
      }
      Optional<AvroBlocks.Block> block = blocks.next();
      if (block.isEmpty()) {
        ended = true;
        return false;
      }
      left = block.get().count();
      records.begin(block.get().bytes());
      broken = false;
      return true;
    } catch (RecordException e) {
      ended = true;
      number++;
      throw e;
    }
  }

  private AvroRecords records(AvroHeader header) throws IOException, RecordException {
    try {
      return new AvroRecords(header.schema(), dimensions);
    } catch (AvroRuntimeException e) {
      throw notAvro("the schema of the file is not that of index data: " + e.getMessage());
    }
  }
}
