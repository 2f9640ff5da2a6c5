package dev.visualsimilarity.emulator.engine;

import dev.visualsimilarity.datapoint.Attributes;
import dev.visualsimilarity.datapoint.NumericRestrict;
import dev.visualsimilarity.datapoint.Restrict;
import dev.visualsimilarity.emulator.engine.file.PayloadReader;
import dev.visualsimilarity.emulator.engine.file.PayloadWriter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Ids and attributes, row by row:
 *
 * <pre>
 * text   id
 * byte   1 if a crowding tag follows, else 0
 * text   crowding tag
 * int32  restricts, then for each:
 *          text   namespace
 *          int32  allowed tokens, then each as a text
 *          int32  denied tokens, then each as a text
 * int32  numeric restricts, then for each:
 *          text   namespace
 *          byte   type: 0 int64, 1 float32, 2 float64
 *          int64  the number; float32 and float64 as the bits of a float64
 * </pre>
 */
final class DatapointsFile {
  private static final byte LONG = 0;
  private static final byte FLOAT = 1;
  private static final byte DOUBLE = 2;

  private final Map<String, String> texts = new HashMap<>();

  private DatapointsFile() {}

  static void write(Datapoints datapoints, PayloadWriter out) throws IOException {
    for (int row = 0; row < datapoints.size(); row++) {
      out.writeText(datapoints.id(row));
      Attributes attributes = datapoints.attributes(row);
      out.writeByte(attributes.crowdingTag().isPresent() ? 1 : 0);
      if (attributes.crowdingTag().isPresent()) {
        out.writeText(attributes.crowdingTag().get());
      }
      out.writeInt(attributes.restricts().size());
      for (Restrict restrict : attributes.restricts()) {
        out.writeText(restrict.namespace());
        writeTexts(restrict.allow(), out);
        writeTexts(restrict.deny(), out);
      }
      out.writeInt(attributes.numericRestricts().size());
      for (NumericRestrict restrict : attributes.numericRestricts()) {
        out.writeText(restrict.namespace());
        writeNumber(restrict.value(), out);
      }
    }
  }

  /** Reads {@code rows} rows into the lists. */
  static void read(PayloadReader in, int rows, List<String> ids, List<Attributes> attributes)
      throws IOException {
    DatapointsFile file = new DatapointsFile();
    for (int row = 0; row < rows; row++) {
      ids.add(in.readText());
      Optional<String> tag =
          in.readByte() == 0 ? Optional.empty() : Optional.of(file.shared(in.readText()));
      List<Restrict> restricts = new ArrayList<>();
      for (int i = in.readCount("restricts", Integer.MAX_VALUE); i > 0; i--) {
        restricts.add(
            new Restrict(file.shared(in.readText()), file.readTexts(in), file.readTexts(in)));
      }
      List<NumericRestrict> numbers = new ArrayList<>();
      for (int i = in.readCount("numeric restricts", Integer.MAX_VALUE); i > 0; i--) {
        numbers.add(new NumericRestrict(file.shared(in.readText()), readNumber(in)));
      }
      boolean none = tag.isEmpty() && restricts.isEmpty() && numbers.isEmpty();
      attributes.add(none ? Attributes.NONE : new Attributes(restricts, numbers, tag));
    }
  }

  private static void writeTexts(List<String> texts, PayloadWriter out) throws IOException {
    out.writeInt(texts.size());
    for (String text : texts) {
      out.writeText(text);
    }
  }

  private List<String> readTexts(PayloadReader in) throws IOException {
    List<String> list = new ArrayList<>();
    for (int i = in.readCount("tokens", Integer.MAX_VALUE); i > 0; i--) {
      list.add(shared(in.readText()));
    }
    return list;
  }

  /** Namespaces and tokens are few, and repeated on every row. */
  private String shared(String text) {
    return texts.computeIfAbsent(text, t -> t);
  }

  private static void writeNumber(Number number, PayloadWriter out) throws IOException {
    if (number instanceof Long) {
      out.writeByte(LONG);
      out.writeLong(number.longValue());
    } else {
      out.writeByte(number instanceof Float ? FLOAT : DOUBLE);
      out.writeDouble(number.doubleValue());
    }
  }

  private static Number readNumber(PayloadReader in) throws IOException {
    return switch (in.readByte()) {
      case LONG -> in.readLong();
      case FLOAT -> (float) in.readDouble();
      default -> in.readDouble();
    };
  }
}
