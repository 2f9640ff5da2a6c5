package dev.visualsimilarity.emulator.service;

import com.google.cloud.aiplatform.v1.FindNeighborsRequest;
import com.google.cloud.aiplatform.v1.IndexDatapoint;
import com.google.cloud.aiplatform.v1.IndexDatapoint.NumericRestriction;
import com.google.cloud.aiplatform.v1.IndexDatapoint.Restriction;
import com.google.common.primitives.Floats;
import dev.visualsimilarity.datapoint.Restrict;
import dev.visualsimilarity.emulator.engine.Query;
import dev.visualsimilarity.emulator.engine.filter.Filter;
import dev.visualsimilarity.emulator.engine.filter.NumericCondition;
import dev.visualsimilarity.emulator.engine.filter.NumericCondition.Operator;
import dev.visualsimilarity.emulator.live.LiveSnapshot;
import java.util.ArrayList;
import java.util.List;

/** Checks queries and makes them the engine's. */
final class QueryReader {
  private static final int DEFAULT_NEIGHBORS = 10;

  /** The emulator's own limit: an answer stays within a gRPC message. */
  private static final int MAX_NEIGHBORS = 10_000;

  private QueryReader() {}

  /** Reads a query; one without a vector asks with that of the index's datapoint that it names. */
  static Query read(FindNeighborsRequest.Query query, LiveSnapshot index) {
    if (query.hasRrf() || query.getDatapoint().hasSparseEmbedding()) {
      throw ApiErrors.unimplemented("the emulator has no sparse or hybrid search");
    }
    double fraction = query.getFractionLeafNodesToSearchOverride();
    if (!(fraction >= 0 && fraction <= 1)) {
      throw ApiErrors.invalidArgument(
          "fraction_leaf_nodes_to_search_override must be between 0 and 1, it is %s", fraction);
    }
    requireNotNegative("approximate_neighbor_count", query.getApproximateNeighborCount());
    requireNotNegative(
        "per_crowding_attribute_neighbor_count", query.getPerCrowdingAttributeNeighborCount());
    requireNotNegative("neighbor_count", query.getNeighborCount());
    if (query.getNeighborCount() > MAX_NEIGHBORS) {
      throw ApiErrors.invalidArgument(
          "neighbor_count %d is too large for the emulator: at most %d",
          query.getNeighborCount(), MAX_NEIGHBORS);
    }
    int neighbors = query.getNeighborCount() == 0 ? DEFAULT_NEIGHBORS : query.getNeighborCount();
    return Query.of(vector(query.getDatapoint(), index), neighbors)
        .withFilter(filter(query.getDatapoint()))
        .withPerCrowdingTag(query.getPerCrowdingAttributeNeighborCount())
        .withApproximateNeighbors(query.getApproximateNeighborCount())
        .withLeafFraction(fraction);
  }

  /** Whether a query names a datapoint in place of a vector. */
  static boolean isById(IndexDatapoint datapoint) {
    return datapoint.getFeatureVectorCount() == 0 && !datapoint.getDatapointId().isEmpty();
  }

  private static float[] vector(IndexDatapoint datapoint, LiveSnapshot index) {
    if (isById(datapoint)) {
      return index
          .find(datapoint.getDatapointId())
          .orElseThrow(
              () ->
                  ApiErrors.notFound(
                      "datapoint %s not found; a query without a vector asks with that of the datapoint it names",
                      datapoint.getDatapointId()))
          .vector();
    }
    int dimensions = index.settings().dimensions();
    if (datapoint.getFeatureVectorCount() != dimensions) {
      throw ApiErrors.invalidArgument(
          "the query's feature_vector has %d dimensions, the index has %d",
          datapoint.getFeatureVectorCount(), dimensions);
    }
    float[] vector = Floats.toArray(datapoint.getFeatureVectorList());
    for (int i = 0; i < vector.length; i++) {
      if (!Float.isFinite(vector[i])) {
        throw ApiErrors.invalidArgument(
            "the query's feature_vector[%d] is %s; it must be finite", i, vector[i]);
      }
    }
    return vector;
  }

  private static Filter filter(IndexDatapoint datapoint) {
    List<Restrict> tokens = new ArrayList<>();
    for (Restriction restriction : datapoint.getRestrictsList()) {
      requireNamespace(restriction.getNamespace());
      tokens.add(
          new Restrict(
              restriction.getNamespace(),
              restriction.getAllowListList(),
              restriction.getDenyListList()));
    }
    List<NumericCondition> numbers = new ArrayList<>();
    for (NumericRestriction restriction : datapoint.getNumericRestrictsList()) {
      requireNamespace(restriction.getNamespace());
      numbers.add(
          new NumericCondition(
              restriction.getNamespace(), operator(restriction), value(restriction)));
    }
    return new Filter(tokens, numbers);
  }

  private static Operator operator(NumericRestriction restriction) {
    return switch (restriction.getOp()) {
      case LESS -> Operator.LESS;
      case LESS_EQUAL -> Operator.LESS_EQUAL;
      case EQUAL -> Operator.EQUAL;
      case GREATER_EQUAL -> Operator.GREATER_EQUAL;
      case GREATER -> Operator.GREATER;
      case NOT_EQUAL -> Operator.NOT_EQUAL;
      case OPERATOR_UNSPECIFIED, UNRECOGNIZED ->
          throw ApiErrors.invalidArgument(
              "numeric restrict %s: op is required in a query", restriction.getNamespace());
    };
  }

  private static Number value(NumericRestriction restriction) {
    return switch (restriction.getValueCase()) {
      case VALUE_INT -> restriction.getValueInt();
      case VALUE_FLOAT -> restriction.getValueFloat();
      case VALUE_DOUBLE -> restriction.getValueDouble();
      case VALUE_NOT_SET ->
          throw ApiErrors.invalidArgument(
              "numeric restrict %s has no value", restriction.getNamespace());
    };
  }

  private static void requireNamespace(String namespace) {
    if (namespace.isEmpty()) {
      throw ApiErrors.invalidArgument("a restrict of the query has no namespace");
    }
  }

  private static void requireNotNegative(String field, int value) {
    if (value < 0) {
      throw ApiErrors.invalidArgument("%s must not be negative, it is %d", field, value);
    }
  }
}
