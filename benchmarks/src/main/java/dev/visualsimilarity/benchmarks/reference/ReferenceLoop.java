package dev.visualsimilarity.benchmarks.reference;

import dev.visualsimilarity.benchmarks.data.Model;
import dev.visualsimilarity.datapoint.Attributes;
import dev.visualsimilarity.datapoint.Datapoint;
import dev.visualsimilarity.datapoint.DatapointFormat;
import dev.visualsimilarity.datapoint.DatapointWriter;
import dev.visualsimilarity.datapoint.RecordException;
import dev.visualsimilarity.json.Json;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.tensorflow.Result;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.buffer.FloatDataBuffer;
import org.tensorflow.types.TFloat32;

/**
 * The loop that embeddings are usually made with: one image at a time is read, decoded and put
 * through the model with TensorFlow's default threads, its vector appended to a list, and the list
 * written at the end. What the components are compared with; a program of its own.
 */
public final class ReferenceLoop {

  private static final double NANOS = 1e9;

  private ReferenceLoop() {}

  /**
   * Runs the loop.
   *
   * @param args the folder of images, the folder of the SavedModel, the file to write (JSON Lines),
   *     and the file for the metrics
   */
  public static void main(String[] args) throws IOException {
    Model model = Model.open(Path.of(args[1]));
    List<Path> images = images(Path.of(args[0]));
    try (OneImageDecoder decoder = new OneImageDecoder(model.spec());
        SavedModelBundle bundle =
            SavedModelBundle.loader(model.folder().toString())
                .withTags(SavedModelBundle.DEFAULT_TAG)
                .load()) {
      long start = System.nanoTime();
      List<Datapoint> datapoints = new ArrayList<>();
      for (Path image : images) {
        float[] vector;
        try (Tensor tensor = decoder.decode(Files.readAllBytes(image))) {
          vector = predict(bundle, model, tensor);
        }
        String id = image.getFileName().toString().replaceFirst("\\.jpg$", "");
        datapoints.add(new Datapoint(id, vector, Attributes.NONE));
      }
      write(datapoints, Path.of(args[2]));
      double seconds = (System.nanoTime() - start) / NANOS;
      Files.writeString(Path.of(args[3]), Json.COMPACT.toJson(Map.of("seconds", seconds)));
    }
  }

  private static List<Path> images(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".jpg")).sorted().toList();
    }
  }

  private static float[] predict(SavedModelBundle bundle, Model model, Tensor image) {
    try (Result result =
        bundle.session().runner().feed(model.input(), image).fetch(model.output()).run()) {
      FloatDataBuffer data = ((TFloat32) result.get(0)).asRawTensor().data().asFloats();
      float[] vector = new float[(int) data.size()];
      data.read(vector);
      return vector;
    }
  }

  private static void write(List<Datapoint> datapoints, Path file) throws IOException {
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file));
        DatapointWriter writer =
            DatapointFormat.JSON.writer(out, datapoints.get(0).vector().length)) {
      for (Datapoint datapoint : datapoints) {
        writer.write(datapoint);
      }
    } catch (RecordException e) {
      throw new IOException("an embedding that cannot be written", e);
    }
  }
}
