package dev.visualsimilarity.datapoint;

import static dev.visualsimilarity.datapoint.RecordJson.refused;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipException;
import org.apache.avro.InvalidNumberEncodingException;
import org.apache.avro.file.DataFileConstants;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;

/**
 * The blocks of an Avro object container file (Avro specification, "Object Container Files"):
 *
 * <pre>
 * header: 'O' 'b' 'j' 1, map of bytes (avro.schema, avro.codec), 16 bytes of marker
 * block:  [long] number of records, [long] size in bytes, the records, the marker
 * </pre>
 *
 * <p>Avro's own reader believes the sizes that it is told and gives a file up at its first mistake;
 * this one has limits, and goes on with the next block when records of one cannot be read.
 */
final class AvroBlocks implements Closeable {

  private static final int MAX_BLOCK = DatapointReader.MAX_RECORD_BYTES;

  private final BufferedInputStream in;
  private final BinaryDecoder decoder;
  private AvroHeader header;
  private byte[] marker;

  /**
   * Records that follow each other.
   *
   * @param count how many
   * @param bytes all of them
   */
  // Two blocks are never compared: an array in a record costs nothing here.
  @SuppressWarnings("ArrayRecordComponent")
  record Block(long count, byte[] bytes) {}

  AvroBlocks(InputStream stream) {
    this.in = new BufferedInputStream(stream, 1 << 16);
    // Direct: it takes no byte more from the stream than it decodes.
    this.decoder = DecoderFactory.get().directBinaryDecoder(in, null);
  }

  /**
   * Reads the header, which is before the first block.
   *
   * @throws RecordException if it is none; there are no blocks then
   */
  AvroHeader header() throws IOException, RecordException {
    try {
      header = AvroHeader.read(decoder);
      marker = in.readNBytes(DataFileConstants.SYNC_SIZE);
      return header;
    } catch (EOFException e) {
      throw notAvro("the file ends within its header");
    } catch (InvalidNumberEncodingException e) {
      throw notAvro("a size in the header of the file is no number");
    }
  }

  /**
   * The next block; nothing at the end of the file.
   *
   * @throws RecordException if it is broken; nothing behind it can be read then
   */
  Optional<Block> next() throws IOException, RecordException {
    in.mark(1);
    if (in.read() < 0) {
      return Optional.empty();
    }
    in.reset();
    try {
      long count = decoder.readLong();
      long size = decoder.readLong();
      if (size < 0 || size > MAX_BLOCK || count < 0 || count > size) {
        throw notAvro(
            "a block claims %d records in %d bytes; %d bytes are the largest allowed"
                .formatted(count, size, MAX_BLOCK));
      }
      byte[] bytes = in.readNBytes((int) size);
      byte[] end = in.readNBytes(marker.length);
      if (bytes.length < size || end.length < marker.length) {
        throw new EOFException();
      }
      if (!Arrays.equals(end, marker)) {
        throw notAvro("a block does not end where it should");
      }
      return Optional.of(new Block(count, header.deflated() ? inflated(bytes) : bytes));
    } catch (EOFException e) {
      throw notAvro("the file ends within a block");
    } catch (InvalidNumberEncodingException e) {
      throw notAvro("the size of a block is no number");
    }
  }

  @Override
  public void close() throws IOException {
    in.close();
  }

  /** A refusal as {@link RecordErrorType#INVALID_AVRO_SYNTAX}. */
  static RecordException notAvro(String message) {
    return refused(RecordErrorType.INVALID_AVRO_SYNTAX, message);
  }

  private static byte[] inflated(byte[] bytes) throws IOException, RecordException {
    Inflater inflater = new Inflater(true);
    try (InputStream records = new InflaterInputStream(new ByteArrayInputStream(bytes), inflater)) {
      byte[] inflated = records.readNBytes(MAX_BLOCK + 1);
      if (inflated.length > MAX_BLOCK) {
        throw notAvro("a block has more than %d bytes, the most allowed".formatted(MAX_BLOCK));
      }
      return inflated;
    } catch (ZipException | EOFException e) {
      throw notAvro("a block cannot be inflated: " + e.getMessage());
    } finally {
      inflater.end();
    }
  }
}
