package dev.visualsimilarity.deployindex;

import com.google.cloud.aiplatform.v1.IndexEndpoint;
import dev.visualsimilarity.error.UserException;
import dev.visualsimilarity.vertexai.ResourceNames;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds the endpoint of a deployment, or the one that it shall go to. */
final class EndpointChoice {

  private static final Logger LOG = LoggerFactory.getLogger(EndpointChoice.class);

  private final EndpointResources endpoints;
  private final PendingOperations pending;

  EndpointChoice(EndpointResources endpoints, PendingOperations pending) {
    this.endpoints = endpoints;
    this.pending = pending;
  }

  /**
   * The endpoint that has the deployment already, else the one that is given, else the empty one
   * that an earlier run left, else a new one.
   *
   * @throws UserException if another endpoint than the given one has the deployment, or, where none
   *     is given, one that is reached otherwise than asked for
   */
  IndexEndpoint choose(DeployRequest request) {
    return find(request)
        .or(() -> findSoon(request))
        .orElseGet(
            () ->
                endpoints.create(
                    request.parent(), CreatedEndpoint.of(request), () -> findSoon(request)));
  }

  private Optional<IndexEndpoint> find(DeployRequest request) {
    Optional<IndexEndpoint> given = request.existingEndpoint().map(endpoints::get);
    given.ifPresent(request.kind()::checkSame);
    List<IndexEndpoint> known = endpoints.list(request.parent());
    Optional<IndexEndpoint> serving =
        Stream.concat(given.stream(), known.stream())
            .filter(
                endpoint ->
                    endpoint.getDeployedIndexesList().stream().anyMatch(request.ids()::include))
            .findFirst();
    serving.ifPresent(endpoint -> checkSame(request, endpoint));
    serving.ifPresent(endpoint -> checkKind(request, endpoint));
    return serving.or(() -> given).or(() -> leftOver(request, known));
  }

  /**
   * Looks again when what is being created is there. The operations are asked for before the
   * endpoints: what ends in between is shown.
   */
  private Optional<IndexEndpoint> findSoon(DeployRequest request) {
    pending.awaitCreations(request.parent());
    return find(request);
  }

  /** A given endpoint may be taken as it is. */
  private static void checkKind(DeployRequest request, IndexEndpoint endpoint) {
    if (request.existingEndpoint().isEmpty() && !request.kind().isReachedLike(endpoint)) {
      throw UserException.failed(
          "deployed index id '%s' is on index endpoint %s, which is reached by %s, not by %s as asked for; give another --deployed-index-id for an endpoint that is"
              .formatted(
                  request.deployedIndexId(),
                  endpoint.getName(),
                  EndpointKind.describe(endpoint),
                  request.kind()));
    }
  }

  private static Optional<IndexEndpoint> leftOver(
      DeployRequest request, List<IndexEndpoint> known) {
    Optional<IndexEndpoint> leftOver =
        known.stream()
            .filter(endpoint -> CreatedEndpoint.isLeftOver(endpoint, request))
            .findFirst();
    leftOver.ifPresent(
        endpoint -> LOG.info("deploying to {}, which an earlier run made", endpoint.getName()));
    return leftOver;
  }

  /** Ids are unique in a project, so another endpoint than the given one may have it. */
  private static void checkSame(DeployRequest request, IndexEndpoint endpoint) {
    if (request.existingEndpoint().isPresent()
        && !ResourceNames.isSame(request.existingEndpoint().get(), endpoint.getName())) {
      throw UserException.failed(
          "deployed index id '%s' is taken: it is deployed on %s ('%s'); give another --deployed-index-id, undeploy that one (gcloud ai index-endpoints undeploy-index %s --deployed-index-id=%s --region=%s), or give --index-endpoint %s"
              .formatted(
                  request.deployedIndexId(),
                  endpoint.getName(),
                  endpoint.getDisplayName(),
                  ResourceNames.id(endpoint.getName()),
                  request.deployedIndexId(),
                  request.parent().getLocation(),
                  endpoint.getName()));
    }
  }
}
