package dev.visualsimilarity.emulator.service;

import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import dev.visualsimilarity.emulator.engine.DistanceMeasure;
import dev.visualsimilarity.emulator.engine.FeatureNorm;
import dev.visualsimilarity.emulator.engine.IndexSettings;
import dev.visualsimilarity.emulator.engine.TreeAhSettings;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * {@code metadata.config} of an index.
 *
 * @param settings what the engine builds with
 * @param approximateNeighborsCount as it was given; a brute-force index may have none
 * @param shardSize how much data a shard holds
 */
record IndexConfig(
    IndexSettings settings, Optional<Integer> approximateNeighborsCount, ShardSize shardSize) {
  private static final String PATH = "metadata.config";
  private static final Set<String> MEMBERS =
      Set.of(
          "dimensions",
          "approximateNeighborsCount",
          "shardSize",
          "distanceMeasureType",
          "featureNormType",
          "algorithmConfig");
  private static final int DEFAULT_LEAF_NODE_EMBEDDING_COUNT = 1000;
  private static final double DEFAULT_FRACTION = 0.05;

  static IndexConfig parse(Struct struct) {
    MetadataReader config = new MetadataReader(PATH, struct, MEMBERS);
    int dimensions =
        config
            .count("dimensions")
            .orElseThrow(() -> ApiErrors.invalidArgument("%s.dimensions is required", PATH));
    Optional<Integer> approximate = config.count("approximateNeighborsCount");
    DistanceMeasure measure =
        constant(
            config,
            "distanceMeasureType",
            DistanceMeasure.class,
            DistanceMeasure.DOT_PRODUCT_DISTANCE);
    FeatureNorm norm = constant(config, "featureNormType", FeatureNorm.class, FeatureNorm.NONE);
    ShardSize shardSize =
        constant(config, "shardSize", ShardSize.class, ShardSize.SHARD_SIZE_MEDIUM);
    Struct algorithm =
        config
            .object("algorithmConfig")
            .orElseThrow(
                () ->
                    ApiErrors.invalidArgument(
                        "%s.algorithmConfig is required: treeAhConfig or bruteForceConfig", PATH));
    IndexSettings settings =
        new IndexSettings(dimensions, measure, norm, treeAh(algorithm, approximate));
    return new IndexConfig(settings, approximate, shardSize);
  }

  private static Optional<TreeAhSettings> treeAh(Struct struct, Optional<Integer> approximate) {
    String path = PATH + ".algorithmConfig";
    MetadataReader algorithm =
        new MetadataReader(path, struct, Set.of("treeAhConfig", "bruteForceConfig"));
    Optional<Struct> treeAh = algorithm.object("treeAhConfig");
    Optional<Struct> bruteForce = algorithm.object("bruteForceConfig");
    if (treeAh.isPresent() == bruteForce.isPresent()) {
      throw ApiErrors.invalidArgument(
          "%s must have one of treeAhConfig and bruteForceConfig", path);
    }
    bruteForce.ifPresent(empty -> new MetadataReader(path + ".bruteForceConfig", empty, Set.of()));
    return treeAh.map(config -> treeAhSettings(path + ".treeAhConfig", config, approximate));
  }

  private static TreeAhSettings treeAhSettings(
      String path, Struct struct, Optional<Integer> approximate) {
    MetadataReader treeAh =
        new MetadataReader(
            path,
            struct,
            Set.of(
                "leafNodeEmbeddingCount", "fractionLeafNodesToSearch", "leafNodesToSearchPercent"));
    if (treeAh.has("fractionLeafNodesToSearch") && treeAh.has("leafNodesToSearchPercent")) {
      throw ApiErrors.invalidArgument(
          "%s has both fractionLeafNodesToSearch and leafNodesToSearchPercent; give the first only",
          path);
    }
    double fraction =
        treeAh
            .count("leafNodesToSearchPercent")
            .map(percent -> fraction(path, percent))
            .or(
                () ->
                    treeAh.number("fractionLeafNodesToSearch").map(value -> fraction(path, value)))
            .orElse(DEFAULT_FRACTION);
    return new TreeAhSettings(
        treeAh.count("leafNodeEmbeddingCount").orElse(DEFAULT_LEAF_NODE_EMBEDDING_COUNT),
        fraction,
        approximate.orElseThrow(
            () ->
                ApiErrors.invalidArgument(
                    "%s.approximateNeighborsCount is required with treeAhConfig", PATH)));
  }

  private static double fraction(String path, int percent) {
    if (percent > 100) {
      throw ApiErrors.invalidArgument(
          "%s.leafNodesToSearchPercent must be 1 to 100, it is %d", path, percent);
    }
    return percent / 100.0;
  }

  private static double fraction(String path, double fraction) {
    if (!(fraction > 0 && fraction < 1)) {
      throw ApiErrors.invalidArgument(
          "%s.fractionLeafNodesToSearch must be above 0 and below 1, it is %s", path, fraction);
    }
    return fraction;
  }

  /** The config as the service shows it. */
  Value toValue() {
    Struct.Builder config =
        Struct.newBuilder()
            .putFields("dimensions", number(settings.dimensions()))
            .putFields("distanceMeasureType", text(settings.distanceMeasure().name()))
            .putFields("featureNormType", text(settings.featureNorm().name()))
            .putFields("shardSize", text(shardSize.name()))
            .putFields("algorithmConfig", algorithm());
    approximateNeighborsCount.ifPresent(
        count -> config.putFields("approximateNeighborsCount", number(count)));
    return object(Struct.newBuilder().putFields("config", object(config)));
  }

  private Value algorithm() {
    Struct.Builder algorithm = Struct.newBuilder();
    settings
        .treeAh()
        .ifPresentOrElse(
            treeAh ->
                algorithm.putFields(
                    "treeAhConfig",
                    object(
                        Struct.newBuilder()
                            .putFields(
                                "leafNodeEmbeddingCount",
                                // The service shows 64-bit integers as strings.
                                text(Integer.toString(treeAh.leafNodeEmbeddingCount())))
                            .putAllFields(leafShare(treeAh.fractionLeafNodesToSearch())))),
            () -> algorithm.putFields("bruteForceConfig", object(Struct.newBuilder())));
    return object(algorithm);
  }

  /** The fraction of leaves; all of them can be told as a percentage only. */
  private static Map<String, Value> leafShare(double fraction) {
    return fraction < 1
        ? Map.of("fractionLeafNodesToSearch", number(fraction))
        : Map.of("leafNodesToSearchPercent", number(100));
  }

  private static <E extends Enum<E>> E constant(
      MetadataReader config, String name, Class<E> type, E absent) {
    Optional<String> text = config.text(name);
    if (text.isEmpty()) {
      return absent;
    }
    return Arrays.stream(type.getEnumConstants())
        .filter(constant -> constant.name().equals(text.get()))
        .findFirst()
        .orElseThrow(
            () ->
                ApiErrors.invalidArgument(
                    "%s.%s '%s' is not valid; allowed are %s",
                    PATH, name, text.get(), Arrays.toString(type.getEnumConstants())));
  }

  private static Value number(double value) {
    return Value.newBuilder().setNumberValue(value).build();
  }

  private static Value text(String value) {
    return Value.newBuilder().setStringValue(value).build();
  }

  private static Value object(Struct.Builder struct) {
    return Value.newBuilder().setStructValue(struct).build();
  }
}
