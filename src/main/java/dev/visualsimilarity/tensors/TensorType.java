package dev.visualsimilarity.tensors;

import dev.visualsimilarity.error.UserException;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;

/** The type of a tensor's elements. */
public enum TensorType {
  /** Intensity in [0, 1], 4 bytes, little-endian. */
  FLOAT32(Float.BYTES),
  /** Intensity in 0..255, rounded: a quarter of the bytes. */
  UINT8(Byte.BYTES);

  private final int bytes;

  TensorType(int bytes) {
    this.bytes = bytes;
  }

  /** Bytes of an element. */
  public int bytes() {
    return bytes;
  }

  /** {@code float32} or {@code uint8}. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Reads a wire name; empty text is {@code float32}.
   *
   * @throws UserException if there is no such type
   */
  public static TensorType parse(String text) {
    return switch (text.strip()) {
      case "", "float32" -> FLOAT32;
      case "uint8" -> UINT8;
      default ->
          throw UserException.badParameter(
              "tensor type '%s' is unknown; allowed are float32 and uint8".formatted(text));
    };
  }

  /** Reads a flag's value. */
  public static final class Converter implements ITypeConverter<TensorType> {
    @Override
    public TensorType convert(String text) {
      return parse(text);
    }
  }
}
