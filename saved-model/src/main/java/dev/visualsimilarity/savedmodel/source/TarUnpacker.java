package dev.visualsimilarity.savedmodel.source;

import dev.visualsimilarity.error.UserException;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.apache.commons.compress.archivers.ArchiveException;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/**
 * Unpacks tar archives of strangers, gzipped or not: files and directories only, nothing outside of
 * the folder, no more than the limits.
 *
 * @param maxBytes that all files together may have
 * @param maxEntries that an archive may have
 */
public record TarUnpacker(long maxBytes, int maxEntries) {

  private static final int GZIP_MAGIC = 0x1f8b;
  private static final int BUFFER_BYTES = 1 << 16;

  /** Limits far above any model of images: 16 GiB in 100,000 entries. */
  public static final TarUnpacker DEFAULT = new TarUnpacker(16L << 30, 100_000);

  /**
   * Unpacks an archive.
   *
   * @param name of the archive, for messages
   * @param archive its bytes, which are read to their end
   * @param folder to unpack into
   * @throws UserException if the archive is damaged, cut off, too big, or would write elsewhere
   */
  public void unpack(String name, InputStream archive, Path folder) throws IOException {
    BufferedInputStream in = new BufferedInputStream(archive, BUFFER_BYTES);
    boolean empty = true;
    try {
      InputStream plain = isGzip(in) ? new GZIPInputStream(in, BUFFER_BYTES) : in;
      TarArchiveInputStream tar = new TarArchiveInputStream(plain);
      long left = maxBytes;
      int entries = 0;
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        empty = false;
        if (++entries > maxEntries) {
          throw refused(name, "has more than %d entries".formatted(maxEntries));
        }
        left -= unpack(name, entry, tar, folder, left);
      }
      // The checksum of a gzip file stands at its end.
      plain.transferTo(OutputStream.nullOutputStream());
    } catch (EOFException | ZipException | ArchiveException e) {
      throw damaged(name, e);
    } catch (IOException e) {
      if (isOfTar(e)) {
        throw damaged(name, e);
      }
      throw e;
    }
    if (empty) {
      throw refused(name, "is empty or no tar archive");
    }
  }

  private long unpack(
      String name, TarArchiveEntry entry, InputStream content, Path folder, long left)
      throws IOException {
    Path file = target(name, entry, folder);
    if (entry.isDirectory()) {
      Files.createDirectories(file);
      return 0;
    }
    if (!entry.isFile() || entry.isLink() || entry.isSymbolicLink()) {
      throw refused(
          name,
          "holds '%s', which is a link or a device; pack files only".formatted(entry.getName()));
    }
    if (entry.getSize() > left) {
      throw refused(name, "has more than %d bytes unpacked".formatted(maxBytes));
    }
    Files.createDirectories(file.getParent());
    return Files.copy(content, file, StandardCopyOption.REPLACE_EXISTING);
  }

  private static Path target(String name, TarArchiveEntry entry, Path folder) {
    try {
      Path file = folder.resolve(entry.getName()).normalize();
      if (!entry.getName().startsWith("/") && file.startsWith(folder)) {
        return file;
      }
    } catch (InvalidPathException e) {
      // Told below.
    }
    throw refused(
        name, "holds '%s', which leaves the directory of the model".formatted(entry.getName()));
  }

  private static boolean isGzip(BufferedInputStream in) throws IOException {
    in.mark(2);
    int magic = in.read() << 8 | in.read();
    in.reset();
    return magic == GZIP_MAGIC;
  }

  /** Compress reports faults of the archive and of the stream below it by the same class. */
  private static boolean isOfTar(IOException e) {
    return e.getClass() == IOException.class
        && e.getStackTrace().length > 0
        && e.getStackTrace()[0].getClassName().startsWith("org.apache.commons.compress.");
  }

  private static UserException damaged(String name, IOException e) {
    return UserException.failed(
        "archive %s is damaged, cut off or no tar archive (%s); fetch or pack it again"
            .formatted(name, e.getMessage()),
        e);
  }

  private static UserException refused(String name, String what) {
    return UserException.badParameter("archive %s %s".formatted(name, what));
  }
}
