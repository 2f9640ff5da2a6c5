package dev.visualsimilarity.preprocess;

import dev.visualsimilarity.ledger.RejectReason;
import dev.visualsimilarity.ledger.Stage;
import dev.visualsimilarity.preprocess.format.BadImageException;
import dev.visualsimilarity.preprocess.format.ImageFormat;
import dev.visualsimilarity.preprocess.format.ImageHeader;
import dev.visualsimilarity.tensors.TensorSpec;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import org.tensorflow.Tensor;
import org.tensorflow.exceptions.TFInvalidArgumentException;
import org.tensorflow.exceptions.TFResourceExhaustedException;
import org.tensorflow.exceptions.TensorFlowException;
import org.tensorflow.ndarray.NdArray;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.ByteDataBuffer;

/**
 * Decodes JPEG, PNG, GIF (first frame) and BMP images to tensors of one size with TensorFlow: three
 * channels, default DCT, times 1/255, ResizeBilinear with half-pixel centres and no antialiasing.
 * The indexed images and the query images both come through here. Thread safe.
 */
public final class ImageDecoder implements AutoCloseable {

  /** An image of more pixels is refused before it is decoded. */
  public static final int MAX_PIXELS = 1 << 26;

  private final DecodeOptions options;
  private final DecodeGraph graph;
  // Decoding takes about 16 bytes a pixel: this bounds them over all threads.
  private final Semaphore pixels = new Semaphore(MAX_PIXELS, true);

  /**
   * Makes a decoder.
   *
   * @param options of decoding
   * @param callers threads that will call it at a time
   */
  public ImageDecoder(DecodeOptions options, int callers) {
    this.options = options;
    this.graph = new DecodeGraph(options.spec(), callers);
  }

  /** What every tensor is. */
  public TensorSpec spec() {
    return options.spec();
  }

  /**
   * Decodes one image.
   *
   * @param encoded the bytes of the file
   * @return the tensor: height × width × 3 elements, little-endian
   * @throws BadImageException if it is no image that can be decoded, with the reason for the ledger
   */
  public byte[] decode(byte[] encoded) throws BadImageException {
    return decode(List.of(encoded)).get(0).tensor();
  }

  /** Decodes several images in as few runs as possible; the results are in their order. */
  public List<Decoding> decode(List<byte[]> encoded) {
    List<Decoding> results = new ArrayList<>(Collections.nCopies(encoded.size(), null));
    Map<ImageFormat, List<Image>> batches = new EnumMap<>(ImageFormat.class);
    for (int i = 0; i < encoded.size(); i++) {
      try {
        Image image = new Image(i, header(encoded.get(i)), encoded.get(i));
        batches.computeIfAbsent(image.header.format(), format -> new ArrayList<>()).add(image);
      } catch (BadImageException e) {
        results.set(i, Decoding.failed(e));
      }
    }
    batches.values().forEach(images -> decodeOneFormat(images, results));
    return results;
  }

  @Override
  public void close() {
    graph.close();
  }

  private static ImageHeader header(byte[] encoded) throws BadImageException {
    ImageHeader header = ImageHeader.read(encoded);
    if (header.pixels() > MAX_PIXELS) {
      throw new BadImageException(
          Stage.DECODE,
          RejectReason.TOO_LARGE,
          "%d x %d, in all %d pixels; at most %d are decoded"
              .formatted(header.width(), header.height(), header.pixels(), MAX_PIXELS));
    }
    return header;
  }

  private void decodeOneFormat(List<Image> images, List<Decoding> results) {
    long sum = images.stream().mapToLong(image -> image.header.pixels()).sum();
    if (images.size() == 1) {
      decodeOne(images.get(0), results);
    } else if (sum > MAX_PIXELS || !decodeTogether(images, (int) sum, results)) {
      images.forEach(image -> decodeOne(image, results));
    }
  }

  /** Returns false, and no results, if one of the images cannot be decoded. */
  private boolean decodeTogether(List<Image> images, int sum, List<Decoding> results) {
    try {
      List<byte[]> tensors = run(images, sum);
      for (int i = 0; i < images.size(); i++) {
        results.set(images.get(i).index, Decoding.of(tensors.get(i)));
      }
      return true;
    } catch (TFResourceExhaustedException e) {
      throw e;
    } catch (TFInvalidArgumentException | TensorFlowException e) {
      return false;
    }
  }

  private void decodeOne(Image image, List<Decoding> results) {
    Decoding result;
    try {
      result = Decoding.of(run(List.of(image), (int) image.header.pixels()).get(0));
    } catch (TFResourceExhaustedException e) {
      throw e;
    } catch (TFInvalidArgumentException | TensorFlowException e) {
      result = Decoding.failed(failure(image));
    }
    results.set(image.index, result);
  }

  private static BadImageException failure(Image image) {
    ImageFormat format = image.header.format();
    return image.header.isTruncated(image.encoded)
        ? new BadImageException(
            Stage.DECODE,
            RejectReason.TRUNCATED,
            "the file ends, after %d bytes, before its %s image does"
                .formatted(image.encoded.length, format))
        : new BadImageException(
            Stage.DECODE,
            RejectReason.CORRUPT,
            "TensorFlow cannot decode its %s data".formatted(format));
  }

  private List<byte[]> run(List<Image> images, int sum) {
    NdArray<byte[]> encoded = NdArrays.ofObjects(byte[].class, Shape.of(images.size()));
    for (int i = 0; i < images.size(); i++) {
      encoded.setObject(images.get(i).encoded, i);
    }
    pixels.acquireUninterruptibly(sum);
    try (Tensor batch = graph.run(images.get(0).header.format(), encoded)) {
      ByteDataBuffer bytes = batch.asRawTensor().data();
      List<byte[]> tensors = new ArrayList<>(images.size());
      for (int i = 0; i < images.size(); i++) {
        byte[] tensor = new byte[spec().bytes()];
        bytes.slice((long) i * tensor.length, tensor.length).read(tensor);
        tensors.add(tensor);
      }
      return tensors;
    } finally {
      pixels.release(sum);
    }
  }

  private static final class Image {
    private final int index;
    private final ImageHeader header;
    private final byte[] encoded;

    Image(int index, ImageHeader header, byte[] encoded) {
      this.index = index;
      this.header = header;
      this.encoded = encoded;
    }
  }
}
