package dev.visualsimilarity.deployindex;

import dev.visualsimilarity.error.UserException;
import dev.visualsimilarity.vertexai.ProjectNumbers;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds the number of the project that a network is in, where its id was given. */
final class NetworkNumber {

  private static final Logger LOG = LoggerFactory.getLogger(NetworkNumber.class);

  private final ProjectNumbers projects;

  NetworkNumber(ProjectNumbers projects) {
    this.projects = projects;
  }

  /**
   * The request with the number in its network's name.
   *
   * @param indexName as the service returns it: with the number of the request's own project
   * @throws UserException saying what to run, if the number cannot be found out
   */
  DeployRequest resolved(DeployRequest request, String indexName) {
    Optional<NetworkName> network = request.kind().network();
    if (network.isEmpty() || network.get().hasNumber()) {
      return request;
    }
    String id = network.get().project();
    String ownNumber = indexName.split("/", -1)[1];
    boolean own = id.equals(request.parent().getProject()) && ownNumber.matches("[0-9]+");
    String number = own ? ownNumber : lookedUp(id, network.get().name());
    LOG.info("--network: project {} has the number {}", id, number);
    return request.with(request.kind().with(new NetworkName(number, network.get().name())));
  }

  private String lookedUp(String id, String network) {
    try {
      return projects.number(id);
    } catch (UserException e) {
      throw UserException.failed(
          "--network names the project by its id, '%s', and Vertex AI takes its number, which cannot be looked up (%s); run gcloud projects describe %s --format='value(projectNumber)' and give projects/NUMBER/global/networks/%s"
              .formatted(id, e.getMessage(), id, network),
          e);
    }
  }
}
