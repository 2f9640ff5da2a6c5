package dev.visualsimilarity.preprocess;

import static org.assertj.core.api.Assertions.assertThat;

import dev.visualsimilarity.datapoint.Attributes;
import dev.visualsimilarity.datapoint.Restrict;
import dev.visualsimilarity.storage.LocalStorage;
import dev.visualsimilarity.storage.StorageUri;
import dev.visualsimilarity.tensors.TensorRecord;
import dev.visualsimilarity.tensors.TensorShardWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.EagerSession;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.NdArray;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.io.ParseExample;
import org.tensorflow.types.TString;
import org.tensorflow.types.family.TType;

/** TensorFlow's own readers take the shards that we write. */
class TfDataTest {

  private static final int COUNT = 5;

  @TempDir private Path folder;

  @Test
  void tfDataReadsAShardBack() throws IOException {
    Path file = folder.resolve("tensors-00000-of-00001.tfrecord");
    List<byte[]> tensors = new ArrayList<>();
    Random random = new Random(3);
    try (TensorShardWriter writer =
        TensorShardWriter.begin(new LocalStorage(), StorageUri.local(file))) {
      for (int i = 0; i < COUNT; i++) {
        // Lengths on both sides of where a varint takes one byte more.
        byte[] tensor = new byte[100 + 20 * i * i * i * i];
        random.nextBytes(tensor);
        tensors.add(tensor);
        writer.write(new TensorRecord("id-ä" + i, ByteBuffer.wrap(tensor), attributes(i)));
      }
      writer.commit();
    }

    try (EagerSession session = EagerSession.create()) {
      Ops tf = Ops.create(session);
      Operand<TString> serialized = records(tf, file);
      ParseExample parsed =
          tf.io.parseExample(
              serialized,
              strings(tf),
              strings(tf),
              strings(tf, "id", "tensor", "attributes"),
              strings(tf),
              defaults(tf),
              0L,
              List.of(),
              List.of(),
              List.of(),
              List.of(Shape.scalar(), Shape.scalar(), Shape.scalar()));
      for (int i = 0; i < COUNT; i++) {
        assertThat(value(parsed, 0, i)).isEqualTo(utf8("id-ä" + i));
        assertThat(value(parsed, 1, i)).isEqualTo(tensors.get(i));
        assertThat(value(parsed, 2, i)).isEqualTo(utf8(json(i)));
      }
    }
  }

  private static Operand<TString> records(Ops tf, Path file) {
    Operand<? extends TType> dataset =
        tf.data.tfRecordDataset(
            strings(tf, file.toString()),
            tf.constant(""),
            tf.constant(0L),
            tf.constant(new long[] {0}));
    Operand<? extends TType> batches =
        tf.data.batchDataset(
            dataset,
            tf.constant((long) COUNT),
            tf.constant(false),
            List.of(TString.class),
            List.of(Shape.of(Shape.UNKNOWN_SIZE)));
    return tf.dtypes.cast(
        tf.data
            .datasetToSingleElement(
                batches, List.of(TString.class), List.of(Shape.of(Shape.UNKNOWN_SIZE)))
            .iterator()
            .next(),
        TString.class);
  }

  private static List<Operand<?>> defaults(Ops tf) {
    return List.of(strings(tf), strings(tf), strings(tf));
  }

  private static Operand<TString> strings(Ops tf, String... values) {
    NdArray<String> vector = NdArrays.ofObjects(String.class, Shape.of(values.length));
    for (int i = 0; i < values.length; i++) {
      vector.setObject(values[i], i);
    }
    return tf.constantOf(TString.tensorOf(vector));
  }

  private static byte[] value(ParseExample parsed, int feature, int record) {
    TString values = (TString) parsed.denseValues().get(feature).asTensor();
    return values.asBytes().getObject(record);
  }

  private static Attributes attributes(int i) {
    return i == 0
        ? Attributes.NONE
        : new Attributes(
            List.of(new Restrict("colour", List.of("ü".repeat(50 * i)), List.of())),
            List.of(),
            Optional.empty());
  }

  private static String json(int i) {
    return i == 0
        ? "{}"
        : "{\"restricts\":[{\"namespace\":\"colour\",\"allow\":[\"%s\"]}]}"
            .formatted("ü".repeat(50 * i));
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
