package dev.visualsimilarity.queryindex;

import dev.visualsimilarity.emulator.server.EmulatorOptions;
import dev.visualsimilarity.emulator.server.EmulatorServer;
import dev.visualsimilarity.vertexai.ApiEndpoint;
import java.io.IOException;
import java.nio.file.Path;

/** The shop in an emulator of its own, behind an exact index and one that misses neighbors. */
final class DeployedShop implements AutoCloseable {

  private static final String EXACT = "{\"bruteForceConfig\": {}}";

  /** Searches one small leaf: neighbors in others are missed. */
  private static final String HASTY =
      "{\"treeAhConfig\": {\"leafNodeEmbeddingCount\": 3, \"fractionLeafNodesToSearch\": 0.01}}";

  private final EmulatorServer emulator;
  private final Shop shop;
  private final String exactEndpoint;
  private final String hastyEndpoint;

  private DeployedShop(EmulatorServer emulator, Shop shop) throws IOException {
    this.emulator = emulator;
    this.shop = shop;
    ApiEndpoint api = ApiEndpoint.parse(emulator.endpoint(), "us-central1");
    exactEndpoint = shop.deploy(api, "exact", EXACT);
    hastyEndpoint = shop.deploy(api, "hasty", HASTY);
  }

  /** Writes the shop below the folder and deploys it. */
  static DeployedShop open(Path folder) throws Exception {
    Shop shop = Shop.open(folder);
    EmulatorServer emulator = EmulatorServer.start(EmulatorOptions.defaults());
    try {
      return new DeployedShop(emulator, shop);
    } catch (IOException | RuntimeException e) {
      emulator.close();
      throw e;
    }
  }

  String apiEndpoint() {
    return emulator.endpoint();
  }

  /** The endpoint of the deployed index {@code exact}. */
  String exactEndpoint() {
    return exactEndpoint;
  }

  /** The endpoint of the deployed index {@code hasty}. */
  String hastyEndpoint() {
    return hastyEndpoint;
  }

  Path model() {
    return shop.model();
  }

  Path catalog() {
    return shop.catalog();
  }

  Path queries() {
    return shop.queries();
  }

  @Override
  public void close() {
    emulator.close();
  }
}
