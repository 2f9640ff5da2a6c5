package dev.visualsimilarity.queryindex;

import com.google.cloud.aiplatform.v1.CreateIndexEndpointRequest;
import com.google.cloud.aiplatform.v1.CreateIndexRequest;
import com.google.cloud.aiplatform.v1.DeployIndexRequest;
import com.google.cloud.aiplatform.v1.DeployedIndex;
import com.google.cloud.aiplatform.v1.Index;
import com.google.cloud.aiplatform.v1.IndexEndpoint;
import com.google.cloud.aiplatform.v1.IndexEndpointServiceClient;
import com.google.cloud.aiplatform.v1.IndexServiceClient;
import com.google.longrunning.Operation;
import com.google.longrunning.OperationsClient;
import com.google.protobuf.Value;
import com.google.protobuf.util.JsonFormat;
import dev.visualsimilarity.datapoint.Attributes;
import dev.visualsimilarity.datapoint.Datapoint;
import dev.visualsimilarity.datapoint.DatapointFormat;
import dev.visualsimilarity.datapoint.DatapointWriter;
import dev.visualsimilarity.datapoint.NumericRestrict;
import dev.visualsimilarity.datapoint.Restrict;
import dev.visualsimilarity.extractfeatures.FeatureExtractor;
import dev.visualsimilarity.preprocess.image.DecodeOptions;
import dev.visualsimilarity.preprocess.image.ImageDecoder;
import dev.visualsimilarity.savedmodel.ModelSpec;
import dev.visualsimilarity.savedmodel.ModelStore;
import dev.visualsimilarity.storage.LocalStorage;
import dev.visualsimilarity.tensors.TensorSpec;
import dev.visualsimilarity.tensors.TensorType;
import dev.visualsimilarity.vertexai.ApiCalls;
import dev.visualsimilarity.vertexai.ApiEndpoint;
import dev.visualsimilarity.vertexai.VertexClients;
import dev.visualsimilarity.vertexai.operation.OperationWaiter;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import javax.imageio.ImageIO;

/**
 * A small shop below a folder: 12 products of coloured tiles, five pictures of each in the catalog,
 * one query picture of each and three rows that cannot be used; indexed in an emulator, a product's
 * number being its price and its crowding tag.
 */
final class Shop {

  static final int PRODUCTS = 12;
  private static final int PICTURES = 5;
  private static final String PARENT = "projects/local/locations/us-central1";
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final Path folder;
  private final Path model;

  private Shop(Path folder, Path model) {
    this.folder = folder;
    this.model = model;
  }

  static Shop open(Path folder) throws Exception {
    Shop shop = new Shop(folder, GridModel.export(folder.resolve("model")));
    shop.writeCatalog();
    shop.writeQueries();
    shop.writeIndexData();
    return shop;
  }

  Path model() {
    return model;
  }

  Path catalog() {
    return folder.resolve("catalog.csv");
  }

  Path queries() {
    return folder.resolve("queries.csv");
  }

  /**
   * Builds an index of the catalog and deploys it to an endpoint that it makes; returns its name.
   */
  String deploy(
      ApiEndpoint emulator, String deployedIndexId, String algorithm, IndexEndpoint.Builder kind)
      throws IOException {
    try (VertexClients clients = new VertexClients(emulator)) {
      IndexServiceClient indexes = clients.indexes();
      Index index = Index.newBuilder().setDisplayName("x").setMetadata(metadata(algorithm)).build();
      Operation building =
          indexes
              .createIndexCallable()
              .call(CreateIndexRequest.newBuilder().setParent(PARENT).setIndex(index).build());
      String indexName =
          finished(emulator, indexes.getOperationsClient(), building)
              .getResponse()
              .unpack(Index.class)
              .getName();
      IndexEndpointServiceClient endpoints = clients.indexEndpoints();
      Operation creating =
          endpoints
              .createIndexEndpointCallable()
              .call(
                  CreateIndexEndpointRequest.newBuilder()
                      .setParent(PARENT)
                      .setIndexEndpoint(kind.setDisplayName("x"))
                      .build());
      String endpoint =
          finished(emulator, endpoints.getOperationsClient(), creating)
              .getResponse()
              .unpack(IndexEndpoint.class)
              .getName();
      Operation deploying =
          endpoints
              .deployIndexCallable()
              .call(
                  DeployIndexRequest.newBuilder()
                      .setIndexEndpoint(endpoint)
                      .setDeployedIndex(
                          DeployedIndex.newBuilder().setId(deployedIndexId).setIndex(indexName))
                      .build());
      finished(emulator, endpoints.getOperationsClient(), deploying);
      return endpoint;
    }
  }

  private static Operation finished(
      ApiEndpoint emulator, OperationsClient operations, Operation begun) {
    return new OperationWaiter(operations, new ApiCalls(emulator), LIMIT, LIMIT)
        .await("preparing", begun);
  }

  private Value metadata(String algorithm) throws IOException {
    Value.Builder metadata = Value.newBuilder();
    JsonFormat.parser()
        .merge(
            """
            {"contentsDeltaUri": "%s",
             "config": {"dimensions": 48, "approximateNeighborsCount": 50,
                        "featureNormType": "UNIT_L2_NORM", "algorithmConfig": %s}}
            """
                .formatted(folder.resolve("data"), algorithm),
            metadata);
    return metadata.build();
  }

  private void writeCatalog() throws IOException {
    List<String> rows = new ArrayList<>(List.of("id,image,product,title,category"));
    for (int product = 0; product < PRODUCTS; product++) {
      for (int picture = 0; picture < PICTURES; picture++) {
        String id = "p%d_%d".formatted(product, picture);
        draw(id, product, 10L * product + picture);
        rows.add(
            "%s,%s.png,p%d,<b>Mug & cup</b> %d,%s"
                .formatted(id, id, product, product, product % 2 == 0 ? "even" : "odd"));
      }
    }
    Files.write(catalog(), rows);
  }

  private void writeQueries() throws IOException {
    List<String> rows = new ArrayList<>(List.of("id,image,product,title,category"));
    for (int product = 0; product < PRODUCTS; product++) {
      draw("q" + product, product, 1000 + product);
      rows.add(
          "q%d,q%d.png,p%d,Query %d,%s"
              .formatted(product, product, product, product, product < 4 ? "few" : "many"));
    }
    Files.writeString(folder.resolve("broken.jpg"), "no picture");
    rows.add("broken,broken.jpg,p1,Broken,any");
    rows.add("missing,nowhere.jpg,p1,Missing,any");
    rows.add("q0,q1.png,p1,Again,any");
    Files.write(queries(), rows);
  }

  /** The tiles of a product with some noise. */
  private void draw(String name, int product, long seed) throws IOException {
    Random colours = new Random(product);
    Random noise = new Random(seed);
    BufferedImage image = new BufferedImage(64, 64, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    for (int tile = 0; tile < 16; tile++) {
      int[] rgb = new int[3];
      for (int channel = 0; channel < 3; channel++) {
        rgb[channel] = Math.floorMod(colours.nextInt(200) + noise.nextInt(40), 256);
      }
      graphics.setColor(new Color(rgb[0], rgb[1], rgb[2]));
      graphics.fillRect(tile % 4 * 16, tile / 4 * 16, 16, 16);
    }
    graphics.dispose();
    ImageIO.write(image, "png", folder.resolve(name + ".png").toFile());
  }

  private void writeIndexData() throws Exception {
    TensorSpec spec = new TensorSpec(TensorType.FLOAT32, GridModel.SIDE, GridModel.SIDE);
    Path file = Files.createDirectories(folder.resolve("data")).resolve("data.json");
    try (ImageDecoder decoder = new ImageDecoder(new DecodeOptions(spec, false), 1);
        FeatureExtractor extractor =
            FeatureExtractor.load(
                new ModelStore(new LocalStorage()), ModelSpec.of(model.toString()), spec, 1);
        OutputStream out = Files.newOutputStream(file);
        DatapointWriter writer = DatapointFormat.JSON.writer(out, 0)) {
      for (int product = 0; product < PRODUCTS; product++) {
        for (int picture = 0; picture < PICTURES; picture++) {
          String id = "p%d_%d".formatted(product, picture);
          byte[] image = Files.readAllBytes(folder.resolve(id + ".png"));
          ByteBuffer tensor = ByteBuffer.wrap(decoder.decode(image));
          Restrict category =
              new Restrict("category", List.of(product % 2 == 0 ? "even" : "odd"), List.of());
          NumericRestrict price = new NumericRestrict("price", (float) product);
          writer.write(
              new Datapoint(
                  id,
                  extractor.extract(List.of(tensor))[0],
                  new Attributes(List.of(category), List.of(price), Optional.of("p" + product))));
        }
      }
    }
  }
}
