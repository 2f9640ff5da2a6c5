package dev.visualsimilarity.preprocess.image;

import dev.visualsimilarity.preprocess.format.BadImageException;
import dev.visualsimilarity.tensors.TensorSpec;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
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

/**
 * Decodes images to tensors of one size with TensorFlow: three channels, default DCT, times 1/255,
 * ResizeBilinear with half-pixel centres and no antialiasing. The indexed images and the query
 * images both come through here. Thread safe.
 *
 * <ul>
 *   <li>JPEG, PNG, GIF and usual BMP files are TensorFlow's own: it makes RGB of grey, palettes and
 *       CMYK, takes the upper 8 of 16 bits, drops alpha without blending, and applies no colour
 *       profile.
 *   <li>WebP files come from libwebp, and BMP files with palettes, run lengths or unusual masks
 *       from the JDK, as RGB samples; the rest of the way is the same. Alpha is dropped there too.
 *   <li>Of an animation, the first frame is the image.
 * </ul>
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
    this.graph = new DecodeGraph(options, callers);
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
    return decodeInPlace(encoded).stream().map(Decoding::of).toList();
  }

  /** As the other, without a copy: each result is to be closed. */
  public List<DecodedImage> decodeInPlace(List<byte[]> encoded) {
    List<DecodedImage> results = new ArrayList<>(Collections.nCopies(encoded.size(), null));
    Map<ImageKind, List<EncodedImage>> batches = new LinkedHashMap<>();
    for (int i = 0; i < encoded.size(); i++) {
      try {
        EncodedImage image = EncodedImage.of(i, encoded.get(i), options.applyExifOrientation());
        batches.computeIfAbsent(image.kind(), kind -> new ArrayList<>()).add(image);
      } catch (BadImageException e) {
        results.set(i, DecodedImage.failed(e));
      }
    }
    batches.forEach((kind, images) -> decodeOneKind(kind, images, results));
    return results;
  }

  @Override
  public void close() {
    graph.close();
  }

  private void decodeOneKind(
      ImageKind kind, List<EncodedImage> images, List<DecodedImage> results) {
    long sum = images.stream().mapToLong(EncodedImage::pixels).sum();
    boolean together = images.size() > 1 && sum <= MAX_PIXELS;
    if (!together || !decodeTogether(kind, images, (int) sum, results)) {
      images.forEach(image -> results.set(image.index(), decodeOne(kind, image)));
    }
  }

  /** Returns false, and no results, if one of the images cannot be decoded. */
  private boolean decodeTogether(
      ImageKind kind, List<EncodedImage> images, int sum, List<DecodedImage> results) {
    try {
      List<DecodedImage> decoded = run(kind, images, sum);
      for (int i = 0; i < images.size(); i++) {
        results.set(images.get(i).index(), decoded.get(i));
      }
      return true;
    } catch (TFResourceExhaustedException e) {
      throw e;
    } catch (BadImageException | TFInvalidArgumentException | TensorFlowException e) {
      return false;
    }
  }

  private DecodedImage decodeOne(ImageKind kind, EncodedImage image) {
    try {
      return run(kind, List.of(image), image.pixels()).get(0);
    } catch (TFResourceExhaustedException e) {
      throw e;
    } catch (BadImageException e) {
      return DecodedImage.failed(e);
    } catch (TFInvalidArgumentException | TensorFlowException e) {
      return DecodedImage.failed(image.failure());
    }
  }

  private List<DecodedImage> run(ImageKind kind, List<EncodedImage> images, int sum)
      throws BadImageException {
    pixels.acquireUninterruptibly(sum);
    try {
      return BatchMemory.images(runGraph(kind, images), images.size());
    } finally {
      pixels.release(sum);
    }
  }

  private Tensor runGraph(ImageKind kind, List<EncodedImage> images) throws BadImageException {
    NdArray<byte[]> contents = NdArrays.ofObjects(byte[].class, Shape.of(images.size()));
    for (int i = 0; i < images.size(); i++) {
      contents.setObject(images.get(i).contents(), i);
    }
    return graph.run(kind, contents, images.stream().map(EncodedImage::layout).toList());
  }
}
