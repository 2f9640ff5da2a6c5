package dev.visualsimilarity.emulator.service;

import com.google.cloud.aiplatform.v1.FindNeighborsRequest;
import com.google.cloud.aiplatform.v1.IndexDatapoint;
import com.google.cloud.aiplatform.v1.IndexDatapoint.NumericRestriction;
import com.google.cloud.aiplatform.v1.IndexDatapoint.Restriction;
import dev.visualsimilarity.matchservice.v1.MatchRequest;
import dev.visualsimilarity.matchservice.v1.Namespace;
import dev.visualsimilarity.matchservice.v1.NumericNamespace;

/** Requests of private endpoints as the queries of {@code FindNeighbors} that ask for the same. */
final class PrivateQueries {
  private static final int PERCENT = 100;

  private PrivateQueries() {}

  static FindNeighborsRequest.Query query(MatchRequest request) {
    if (request.hasSparseEmbedding()) {
      throw ApiErrors.unimplemented("the emulator has no sparse or hybrid search");
    }
    if (!request.getEmbeddingId().isEmpty() && request.getFloatValCount() > 0) {
      throw ApiErrors.invalidArgument(
          "a query has float_val or embedding_id, not both; embedding_id is %s",
          request.getEmbeddingId());
    }
    IndexDatapoint.Builder datapoint =
        IndexDatapoint.newBuilder()
            .setDatapointId(request.getEmbeddingId())
            .addAllFeatureVector(request.getFloatValList());
    request.getRestrictsList().forEach(restrict -> datapoint.addRestricts(restriction(restrict)));
    request
        .getNumericRestrictsList()
        .forEach(restrict -> datapoint.addNumericRestricts(restriction(restrict)));
    return FindNeighborsRequest.Query.newBuilder()
        .setDatapoint(datapoint)
        .setNeighborCount(request.getNumNeighbors())
        .setPerCrowdingAttributeNeighborCount(request.getPerCrowdingAttributeNumNeighbors())
        .setApproximateNeighborCount(request.getApproxNumNeighbors())
        .setFractionLeafNodesToSearchOverride(fraction(request))
        .build();
  }

  private static double fraction(MatchRequest request) {
    int percent = request.getLeafNodesToSearchPercentOverride();
    if (percent == 0) {
      return request.getFractionLeafNodesToSearchOverride();
    }
    if (request.getFractionLeafNodesToSearchOverride() != 0) {
      throw ApiErrors.invalidArgument(
          "a query has leaf_nodes_to_search_percent_override or fraction_leaf_nodes_to_search_override, not both");
    }
    if (percent < 0 || percent > PERCENT) {
      throw ApiErrors.invalidArgument(
          "leaf_nodes_to_search_percent_override must be 1 to %d, or 0 for the index's own, it is %d",
          PERCENT, percent);
    }
    return percent / (double) PERCENT;
  }

  private static Restriction restriction(Namespace namespace) {
    return Restriction.newBuilder()
        .setNamespace(namespace.getName())
        .addAllAllowList(namespace.getAllowTokensList())
        .addAllDenyList(namespace.getDenyTokensList())
        .build();
  }

  private static NumericRestriction restriction(NumericNamespace namespace) {
    NumericRestriction.Builder restriction =
        NumericRestriction.newBuilder()
            .setNamespace(namespace.getName())
            // Both lists of operators begin with the same numbers.
            .setOpValue(namespace.getOpValue());
    return switch (namespace.getValueCase()) {
      case VALUE_INT -> restriction.setValueInt(namespace.getValueInt()).build();
      case VALUE_FLOAT -> restriction.setValueFloat(namespace.getValueFloat()).build();
      case VALUE_DOUBLE -> restriction.setValueDouble(namespace.getValueDouble()).build();
      case VALUE_NOT_SET -> restriction.build();
    };
  }
}
