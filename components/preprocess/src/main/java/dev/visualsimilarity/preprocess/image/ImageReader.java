package dev.visualsimilarity.preprocess.image;

import dev.visualsimilarity.error.UserException;
import dev.visualsimilarity.ledger.RejectReason;
import dev.visualsimilarity.ledger.Stage;
import dev.visualsimilarity.preprocess.format.BadImageException;
import dev.visualsimilarity.storage.OutageException;
import dev.visualsimilarity.storage.Storage;
import dev.visualsimilarity.storage.StorageUri;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.NoSuchFileException;

/** Reads the bytes of image files. Thread safe. */
public final class ImageReader {

  /** A longer file is refused. */
  public static final int MAX_BYTES = 1 << 26;

  /** What nearly all images are smaller than. */
  public static final int SMALL_BYTES = 1 << 20;

  private final Storage storage;

  /** Reads from {@code storage}. */
  public ImageReader(Storage storage) {
    this.storage = storage;
  }

  /**
   * Reads a file.
   *
   * @throws BadImageException if it is missing, unreadable or too large
   * @throws UserException if the storage as a whole does not answer, which is no fault of the image
   */
  public byte[] read(StorageUri uri) throws BadImageException {
    return read(uri, () -> {});
  }

  /** As the other; runs {@code beforeRest} before it takes more than {@link #SMALL_BYTES}. */
  public byte[] read(StorageUri uri, Runnable beforeRest) throws BadImageException {
    try (InputStream in = storage.read(uri)) {
      byte[] bytes = in.readNBytes(SMALL_BYTES);
      if (bytes.length == SMALL_BYTES) {
        beforeRest.run();
        InputStream whole = new SequenceInputStream(new ByteArrayInputStream(bytes), in);
        bytes = whole.readNBytes(MAX_BYTES + 1);
      }
      if (bytes.length > MAX_BYTES) {
        throw new BadImageException(
            Stage.READ,
            RejectReason.TOO_LARGE,
            "the file has more than %d bytes".formatted(MAX_BYTES));
      }
      return bytes;
    } catch (NoSuchFileException e) {
      throw new BadImageException(Stage.READ, RejectReason.MISSING, missing(uri));
    } catch (OutageException e) {
      throw UserException.failed(e.getMessage(), e);
    } catch (IOException e) {
      throw new BadImageException(
          Stage.READ, RejectReason.UNREADABLE, String.valueOf(e.getMessage()));
    }
  }

  private static String missing(StorageUri uri) {
    return uri.path().indexOf('\\') < 0
        ? "there is no such file"
        : "there is no such file; what separates folders is /, not \\";
  }
}
