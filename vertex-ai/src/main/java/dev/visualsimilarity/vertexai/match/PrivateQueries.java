package dev.visualsimilarity.vertexai.match;

import com.google.cloud.aiplatform.v1.IndexDatapoint.NumericRestriction.Operator;
import com.google.common.primitives.Floats;
import dev.visualsimilarity.error.UserException;
import dev.visualsimilarity.matchservice.v1.MatchRequest;
import dev.visualsimilarity.matchservice.v1.Namespace;
import dev.visualsimilarity.matchservice.v1.NumericNamespace;

/** Queries in the words of the private service. */
final class PrivateQueries {

  private PrivateQueries() {}

  /**
   * A query.
   *
   * @throws UserException if the private service has no words for it
   */
  static MatchRequest request(Deployment deployment, float[] vector, SearchOptions options) {
    SearchFilter filter = options.filter();
    MatchRequest.Builder request =
        MatchRequest.newBuilder()
            .setDeployedIndexId(deployment.deployedIndexId())
            .addAllFloatVal(Floats.asList(vector))
            .setNumNeighbors(options.neighborCount())
            .setPerCrowdingAttributeNumNeighbors(filter.perCrowdingAttribute());
    filter
        .restricts()
        .forEach(
            restrict ->
                request.addRestricts(
                    Namespace.newBuilder()
                        .setName(restrict.namespace())
                        .addAllAllowTokens(restrict.allow())
                        .addAllDenyTokens(restrict.deny())));
    filter
        .numericConditions()
        .forEach(condition -> request.addNumericRestricts(restrict(condition)));
    return request.build();
  }

  private static NumericNamespace restrict(NumericCondition condition) {
    NumericNamespace.Builder restrict =
        NumericNamespace.newBuilder()
            .setName(condition.namespace())
            .setOp(operator(condition.operator()));
    Number value = condition.value();
    if (value instanceof Long number) {
      restrict.setValueInt(number);
    } else if (value instanceof Float number) {
      restrict.setValueFloat(number);
    } else {
      restrict.setValueDouble(value.doubleValue());
    }
    return restrict.build();
  }

  private static NumericNamespace.Operator operator(Operator operator) {
    return switch (operator) {
      case LESS -> NumericNamespace.Operator.LESS;
      case LESS_EQUAL -> NumericNamespace.Operator.LESS_EQUAL;
      case EQUAL -> NumericNamespace.Operator.EQUAL;
      case GREATER_EQUAL -> NumericNamespace.Operator.GREATER_EQUAL;
      case GREATER -> NumericNamespace.Operator.GREATER;
      case NOT_EQUAL, OPERATOR_UNSPECIFIED, UNRECOGNIZED ->
          throw UserException.badParameter(
              "--numeric: private endpoints have no !=; use < or >, or a token and --deny");
    };
  }
}
