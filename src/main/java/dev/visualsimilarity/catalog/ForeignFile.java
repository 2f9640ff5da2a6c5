package dev.visualsimilarity.catalog;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** What is often given as a table and is none, recognised by the file's first bytes. */
final class ForeignFile {

  private static final String EXPORT = "export the table as CSV or JSON Lines in UTF-8";
  private static final String UNPACK = "unpack it; gzip, zip, tar and tar.gz are read as they are";
  private static final String NAME =
      "give a zip a name that ends in .zip, or save the workbook as CSV in UTF-8";
  private static final String TAR = "give it a name that ends in .tar, .tar.gz or .tgz";
  private static final String FOLDER = "give the folder of the images, or a table that names them";

  /** Long enough, or of such bytes, that no header of a CSV file begins so. */
  private record Signature(String name, int offset, String magic, String advice) {}

  private static final List<Signature> SIGNATURES =
      List.of(
          new Signature("a Parquet file", 0, "PAR1\u0015", EXPORT),
          new Signature("an Avro file", 0, "Obj\1", EXPORT),
          new Signature("an SQLite database", 0, "SQLite format 3\0", EXPORT),
          new Signature("an Excel workbook", 0, "\u00d0\u00cf\u0011\u00e0", EXPORT),
          new Signature("a PDF document", 0, "%PDF-", EXPORT),
          new Signature("a zip file or an Excel workbook", 0, "PK\3\4", NAME),
          new Signature("a tar file", 257, "ustar\0", TAR),
          new Signature("a tar file", 257, "ustar  \0", TAR),
          new Signature("a bzip2 file", 4, "1AY&SY", UNPACK),
          new Signature("an xz file", 0, "\u00fd7zXZ\0", UNPACK),
          new Signature("a Zstandard file", 0, "(\u00b5/\u00fd", UNPACK),
          new Signature("a 7z archive", 0, "7z\u00bc\u00af", UNPACK),
          new Signature("a RAR archive", 0, "Rar!\u001a", UNPACK),
          new Signature("a JPEG image", 0, "\u00ff\u00d8\u00ff", FOLDER),
          new Signature("a PNG image", 0, "\u0089PNG", FOLDER),
          new Signature("a GIF image", 0, "GIF89a", FOLDER));
  private static final int BYTES = 265;

  private ForeignFile() {}

  /**
   * Says what a file is, and what to do, such as {@code a Parquet file; export the table as CSV}.
   *
   * @param file which stays where it is; must support marks
   * @return nothing if it may be a table
   */
  static Optional<String> describe(InputStream file) throws IOException {
    file.mark(BYTES);
    String start = new String(file.readNBytes(BYTES), StandardCharsets.ISO_8859_1);
    file.reset();
    return SIGNATURES.stream()
        .filter(signature -> start.startsWith(signature.magic, signature.offset))
        .findFirst()
        .map(signature -> signature.name + "; " + signature.advice);
  }
}
