package dev.visualsimilarity.preprocess.format;

import dev.visualsimilarity.ledger.RejectReason;
import java.util.Set;

/** What a JPEG file (ITU-T T.81, annex B) says of itself. */
final class Jpeg {

  private static final Set<Integer> PROGRESSIVE = Set.of(0xc2, 0xca);
  // Baseline, extended sequential and progressive, with Huffman or arithmetic coding.
  private static final Set<Integer> DECODED = Set.of(0xc0, 0xc1, 0xc2, 0xc9, 0xca);
  private static final int BITS = 8;
  private static final String EXIF = "Exif\0\0";
  // Encoders make about ten. Each goes over all blocks of the image, however few bytes it has.
  private static final int MAX_SCANS = 500;
  private static final int SCAN_HEADER = 5;

  private Jpeg() {}

  static ImageHeader header(Bytes bytes) throws BadImageException {
    JpegSegments segments = new JpegSegments(bytes);
    findFrame(bytes, segments);
    long frame = segments.offset();
    if (!DECODED.contains(segments.marker())) {
      throw new BadImageException(
          RejectReason.UNSUPPORTED_FORMAT,
          "a lossless or hierarchical JPEG image; baseline, extended and progressive are decoded");
    }
    int precision = bytes.u8(frame + 4);
    if (precision != BITS) {
      throw new BadImageException(
          RejectReason.UNSUPPORTED_FORMAT,
          "a JPEG image of %d bits a sample; 8 are decoded".formatted(precision));
    }
    int components = bytes.u8(frame + 9);
    checkScans(bytes, segments, components, PROGRESSIVE.contains(segments.marker()));
    return new ImageHeader(
        ImageFormat.JPEG, bytes.u16BigEndian(frame + 7), bytes.u16BigEndian(frame + 5));
  }

  /**
   * Whether an end-of-image marker ends the file or follows the begin of the scan: those of
   * thumbnails come before it.
   */
  static boolean hasEnd(Bytes bytes) throws BadImageException {
    if (isEnd(bytes, bytes.length() - 2L)) {
      return true;
    }
    JpegSegments segments = new JpegSegments(bytes);
    while (segments.marker() != JpegSegments.SOS) {
      segments.next();
    }
    for (long i = segments.offset(); i < bytes.length() - 1L; i++) {
      if (isEnd(bytes, i)) {
        return true;
      }
    }
    return false;
  }

  /** The TIFF structure of the EXIF segment, or none. */
  static Bytes exif(Bytes bytes) throws BadImageException {
    JpegSegments segments = new JpegSegments(bytes);
    while (segments.marker() != JpegSegments.SOS && segments.marker() != JpegSegments.EOI) {
      if (segments.marker() == JpegSegments.APP1 && bytes.has(segments.offset() + 4, EXIF)) {
        return bytes.slice(segments.offset() + 4 + EXIF.length(), segments.end());
      }
      segments.next();
    }
    return Bytes.NONE;
  }

  private static void findFrame(Bytes bytes, JpegSegments segments) throws BadImageException {
    try {
      while (!segments.isFrame()) {
        if (segments.marker() == JpegSegments.SOS || segments.marker() == JpegSegments.EOI) {
          throw new BadImageException(
              RejectReason.CORRUPT, "a JPEG file whose data begins before its frame header");
        }
        segments.next();
      }
    } catch (BadImageException e) {
      if (e.reason() == RejectReason.TRUNCATED && isEnd(bytes, bytes.length() - 2L)) {
        throw new BadImageException(
            RejectReason.CORRUPT, "a JPEG file with a segment that is longer than the file");
      }
      throw e;
    }
  }

  private static void checkScans(
      Bytes bytes, JpegSegments segments, int components, boolean progressive)
      throws BadImageException {
    try {
      while (segments.marker() != JpegSegments.SOS) {
        segments.next();
      }
    } catch (BadImageException e) {
      // Nothing is decoded without a scan; the decoder says so.
      return;
    }
    long first = segments.offset();
    boolean onlyOne = !progressive && bytes.u8(first + 4) >= components;
    if (!onlyOne && hasTooManyScans(bytes, first)) {
      throw new BadImageException(
          RejectReason.TOO_LARGE, "a JPEG image of more than %d scans".formatted(MAX_SCANS));
    }
  }

  private static boolean hasTooManyScans(Bytes bytes, long first) throws BadImageException {
    int scans = 0;
    long offset = first;
    while (offset + SCAN_HEADER <= bytes.length() && scans <= MAX_SCANS) {
      // Files of another kind may be appended: only what can be a header counts.
      boolean isHeader = bytes.u16BigEndian(offset + 2) == 6 + 2 * bytes.u8(offset + 4);
      scans += isHeader ? 1 : 0;
      offset = bytes.find(JpegSegments.MARKER, JpegSegments.SOS, offset + 2);
    }
    return scans > MAX_SCANS;
  }

  private static boolean isEnd(Bytes bytes, long offset) throws BadImageException {
    return bytes.u8(offset) == JpegSegments.MARKER && bytes.u8(offset + 1) == JpegSegments.EOI;
  }
}
