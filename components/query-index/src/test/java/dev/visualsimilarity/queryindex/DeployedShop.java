package dev.visualsimilarity.queryindex;

import com.google.cloud.aiplatform.v1.IndexEndpoint;
import com.google.cloud.aiplatform.v1.PrivateServiceConnectConfig;
import dev.visualsimilarity.emulator.extension.EmulatorExtension;
import dev.visualsimilarity.emulator.server.EmulatorOptions;
import dev.visualsimilarity.emulator.server.EmulatorServer;
import dev.visualsimilarity.vertexai.ApiEndpoint;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The shop in an emulator of its own, behind an exact index and one that misses neighbors. */
public final class DeployedShop implements AutoCloseable {

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
    ApiEndpoint api = api();
    exactEndpoint = shop.deploy(api, "exact", EXACT, publicEndpoint());
    hastyEndpoint = shop.deploy(api, "hasty", HASTY, publicEndpoint());
  }

  private ApiEndpoint api() {
    return ApiEndpoint.parse(emulator.endpoint(), "us-central1");
  }

  private static IndexEndpoint.Builder publicEndpoint() {
    return IndexEndpoint.newBuilder().setPublicEndpointEnabled(true);
  }

  /** Writes the shop below the folder and deploys it. */
  public static DeployedShop open(Path folder) throws Exception {
    return open(folder, List.of());
  }

  /** As {@link #open(Path)}, with an emulator that serves more. */
  public static DeployedShop open(Path folder, List<EmulatorExtension.Factory> extensions)
      throws Exception {
    Shop shop = Shop.open(folder);
    EmulatorServer emulator = EmulatorServer.start(EmulatorOptions.defaults(), extensions);
    try {
      return new DeployedShop(emulator, shop);
    } catch (IOException | RuntimeException e) {
      emulator.close();
      throw e;
    }
  }

  /** The emulator, as {@code --api-endpoint} takes it. */
  public String apiEndpoint() {
    return emulator.endpoint();
  }

  /** Where private endpoints answer. */
  public String privateAddress() {
    return emulator.privateAddress();
  }

  /** Deploys the index that misses neighbors as {@code peered} to an endpoint in a VPC network. */
  public String deployPeered() throws IOException {
    return shop.deploy(
        api(),
        "peered",
        HASTY,
        IndexEndpoint.newBuilder().setNetwork("projects/12345/global/networks/default"));
  }

  /** Deploys the exact index as {@code attached} to one for Private Service Connect. */
  public String deployAttached() throws IOException {
    return shop.deploy(
        api(),
        "attached",
        EXACT,
        IndexEndpoint.newBuilder()
            .setPrivateServiceConnectConfig(
                PrivateServiceConnectConfig.newBuilder()
                    .setEnablePrivateServiceConnect(true)
                    .addProjectAllowlist("local")));
  }

  /** The endpoint of the deployed index {@code exact}. */
  public String exactEndpoint() {
    return exactEndpoint;
  }

  /** The endpoint of the deployed index {@code hasty}. */
  public String hastyEndpoint() {
    return hastyEndpoint;
  }

  /** The model that embedded the catalog. */
  public Path model() {
    return shop.model();
  }

  /** The table of the catalog; its images are beside it. */
  public Path catalog() {
    return shop.catalog();
  }

  /** The table of the queries; its images, {@code q0.png} and so on, are beside it. */
  public Path queries() {
    return shop.queries();
  }

  @Override
  public void close() {
    emulator.close();
  }
}
