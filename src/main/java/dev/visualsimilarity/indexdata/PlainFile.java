package dev.visualsimilarity.indexdata;

import dev.visualsimilarity.storage.Storage;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Optional;

/** Opens files that must not be compressed: their records would all be told to be no text. */
final class PlainFile {

  private static final byte[] GZIP_MAGIC = {0x1f, (byte) 0x8b};

  private PlainFile() {}

  /** The bytes of a file; nothing, and a mistake that is told, if they are those of gzip. */
  static Optional<InputStream> open(
      Storage storage, IndexDataFiles files, int number, Findings findings) throws IOException {
    InputStream in = new BufferedInputStream(storage.read(files.file(number).uri()), 1 << 16);
    in.mark(GZIP_MAGIC.length);
    if (!Arrays.equals(in.readNBytes(GZIP_MAGIC.length), GZIP_MAGIC)) {
      in.reset();
      return Optional.of(in);
    }
    in.close();
    findings.add(
        new Place(number, 0),
        IndexDataFiles.mistake(
            files.name(number),
            BatchErrorType.COMPRESSED_FILE,
            "the file is compressed with gzip; Vector Search reads plain files: gunzip it"));
    return Optional.empty();
  }
}
