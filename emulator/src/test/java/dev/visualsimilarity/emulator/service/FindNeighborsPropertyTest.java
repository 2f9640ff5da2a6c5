package dev.visualsimilarity.emulator.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.cloud.aiplatform.v1.FindNeighborsRequest.Query;
import com.google.cloud.aiplatform.v1.Index;
import com.google.cloud.aiplatform.v1.IndexDatapoint;
import com.google.cloud.aiplatform.v1.IndexDatapoint.NumericRestriction;
import com.google.cloud.aiplatform.v1.IndexDatapoint.Restriction;
import com.google.cloud.aiplatform.v1.IndexEndpoint;
import dev.visualsimilarity.datapoint.Datapoint;
import dev.visualsimilarity.datapoint.DatapointFormat;
import dev.visualsimilarity.datapoint.DatapointWriter;
import dev.visualsimilarity.datapoint.Restrict;
import dev.visualsimilarity.emulator.engine.DistanceMeasure;
import dev.visualsimilarity.emulator.engine.FeatureNorm;
import dev.visualsimilarity.emulator.engine.PlainSearch;
import dev.visualsimilarity.emulator.engine.RandomData;
import dev.visualsimilarity.emulator.engine.filter.Filter;
import dev.visualsimilarity.emulator.engine.filter.NumericCondition;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** From a file of records to the neighbours that Google's client gets, against one plain loop. */
class FindNeighborsPropertyTest {
  private static final int DIMENSIONS = 8;
  private static final String TREE_AH =
      "\"approximateNeighborsCount\": 20, \"algorithmConfig\": {\"treeAhConfig\": {\"leafNodeEmbeddingCount\": 7}}";

  private static Clients clients;
  private static IndexEndpoint endpoint;

  @BeforeContainer
  static void start() throws Exception {
    clients = new Clients();
    endpoint = Samples.publicEndpoint(clients);
  }

  @AfterContainer
  static void stop() {
    clients.close();
  }

  @Property(tries = 60, shrinking = ShrinkingMode.OFF)
  void aBruteForceIndexFindsWhatAPlainLoopFinds(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 150) int count,
      @ForAll DistanceMeasure measure,
      @ForAll FeatureNorm norm)
      throws Exception {
    check(seed, count, measure, norm, Samples.BRUTE_FORCE, 0);
  }

  @Property(tries = 40, shrinking = ShrinkingMode.OFF)
  void aTreeAhIndexFindsItTooWhereAllLeavesAreSearched(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 150) int count,
      @ForAll DistanceMeasure measure,
      @ForAll FeatureNorm norm)
      throws Exception {
    check(seed, count, measure, norm, TREE_AH, 1);
  }

  private static void check(
      long seed,
      int count,
      DistanceMeasure measure,
      FeatureNorm norm,
      String algorithm,
      double fraction)
      throws Exception {
    RandomData data = new RandomData(seed, DIMENSIONS);
    List<Datapoint> datapoints = data.datapoints(count);
    Path directory = write(datapoints);
    String config =
        "\"distanceMeasureType\": \"%s\", \"featureNormType\": \"%s\", %s"
            .formatted(measure, norm, algorithm);
    Index index =
        Samples.create(
            clients, Samples.index("random", Samples.metadata(directory, DIMENSIONS, config)));
    assertThat(index.getIndexStats().getVectorsCount()).isEqualTo(count);
    Files.delete(directory.resolve("a.json"));
    Files.delete(directory.resolve("b.json"));
    Files.delete(directory);
    Samples.deploy(clients, endpoint, index, "random");
    boolean unitLength = norm == FeatureNorm.UNIT_L2_NORM;
    boolean rounded = unitLength || measure == DistanceMeasure.COSINE_DISTANCE;
    for (int i = 0; i < 20; i++) {
      float[] vector = data.vector();
      Filter filter = data.filter();
      int neighbors = data.upTo(count + 5);
      // Which of equally near datapoints crowd out which is a matter of rounding.
      int perCrowdingTag = rounded ? 0 : data.upTo(4) - 1;
      List<PlainSearch.Hit> found =
          Samples.find(
                  clients,
                  endpoint,
                  "random",
                  query(vector, filter, neighbors, perCrowdingTag, fraction))
              .stream()
              .map(n -> new PlainSearch.Hit(n.getDatapoint().getDatapointId(), n.getDistance()))
              .toList();
      List<PlainSearch.Hit> all =
          PlainSearch.search(datapoints, measure, unitLength, vector, filter);
      List<PlainSearch.Hit> expected = limited(all, datapoints, neighbors, perCrowdingTag);
      if (rounded) {
        requireEqualButForRounding(found, expected, all);
      } else {
        // Whole numbers: every distance is exact, and equal ones come in the order of ids.
        assertThat(found).isEqualTo(expected);
      }
    }
    clients.endpoints.undeployIndexAsync(endpoint.getName(), "random").get();
    clients.indexes.deleteIndexAsync(index.getName()).get();
  }

  /** The same distances in the same order, and of each datapoint the distance that is its own. */
  private static void requireEqualButForRounding(
      List<PlainSearch.Hit> found, List<PlainSearch.Hit> expected, List<PlainSearch.Hit> all) {
    Map<String, Double> distances = new HashMap<>();
    all.forEach(hit -> distances.put(hit.id(), hit.distance()));
    assertThat(found).hasSameSizeAs(expected);
    assertThat(found).extracting(PlainSearch.Hit::id).doesNotHaveDuplicates();
    for (int i = 0; i < found.size(); i++) {
      PlainSearch.Hit hit = found.get(i);
      assertThat(hit.distance()).isCloseTo(expected.get(i).distance(), within(1e-5));
      assertThat(distances).containsKey(hit.id());
      assertThat(hit.distance()).isCloseTo(distances.get(hit.id()), within(1e-5));
    }
  }

  private static List<PlainSearch.Hit> limited(
      List<PlainSearch.Hit> hits, List<Datapoint> datapoints, int neighbors, int perCrowdingTag) {
    Map<String, Optional<String>> tags = new HashMap<>();
    datapoints.forEach(d -> tags.put(d.id(), d.attributes().crowdingTag()));
    Map<String, Integer> counts = new HashMap<>();
    List<PlainSearch.Hit> limited = new ArrayList<>();
    for (PlainSearch.Hit hit : hits) {
      Optional<String> tag = tags.get(hit.id());
      boolean crowded =
          perCrowdingTag > 0
              && tag.isPresent()
              && counts.merge(tag.get(), 1, Integer::sum) > perCrowdingTag;
      if (!crowded && limited.size() < neighbors) {
        limited.add(hit);
      }
    }
    return limited;
  }

  private static Path write(List<Datapoint> datapoints) throws Exception {
    Path directory = Files.createTempDirectory("batch");
    int half = datapoints.size() / 2;
    write(directory.resolve("a.json"), datapoints.subList(0, half));
    write(directory.resolve("b.json"), datapoints.subList(half, datapoints.size()));
    return directory;
  }

  private static void write(Path file, List<Datapoint> datapoints) throws Exception {
    try (OutputStream out = Files.newOutputStream(file);
        DatapointWriter writer = DatapointFormat.JSON.writer(out, 0)) {
      for (Datapoint datapoint : datapoints) {
        writer.write(datapoint);
      }
    }
  }

  private static Query query(
      float[] vector, Filter filter, int neighbors, int perCrowdingTag, double fraction) {
    Query.Builder query =
        Samples.query(neighbors, vector).toBuilder()
            .setPerCrowdingAttributeNeighborCount(perCrowdingTag)
            // All of them, so that crowding thins out none that would be found.
            .setApproximateNeighborCount(fraction > 0 ? 1000 : 0)
            .setFractionLeafNodesToSearchOverride(fraction);
    IndexDatapoint.Builder datapoint = query.getDatapointBuilder();
    for (Restrict restrict : filter.tokens()) {
      datapoint.addRestricts(
          Restriction.newBuilder()
              .setNamespace(restrict.namespace())
              .addAllAllowList(restrict.allow())
              .addAllDenyList(restrict.deny()));
    }
    for (NumericCondition condition : filter.numbers()) {
      NumericRestriction.Builder restriction =
          datapoint
              .addNumericRestrictsBuilder()
              .setNamespace(condition.namespace())
              .setOp(NumericRestriction.Operator.valueOf(condition.operator().name()));
      if (condition.value() instanceof Long number) {
        restriction.setValueInt(number);
      } else {
        restriction.setValueFloat(condition.value().floatValue());
      }
    }
    return query.build();
  }
}
