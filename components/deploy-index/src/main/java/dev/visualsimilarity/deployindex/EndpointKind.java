package dev.visualsimilarity.deployindex;

import com.google.cloud.aiplatform.v1.IndexEndpoint;
import com.google.cloud.aiplatform.v1.PrivateServiceConnectConfig;
import dev.visualsimilarity.error.UserException;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * How queries reach an endpoint: by a public domain, in a peered network, or by Private Service
 * Connect. An endpoint has one of them for good.
 *
 * @param isPublic whether it has a public domain
 * @param network that is peered with it
 * @param connectProjects ids or numbers of the projects that may connect by Private Service Connect
 */
record EndpointKind(boolean isPublic, Optional<NetworkName> network, List<String> connectProjects) {

  private static final Pattern PROJECT = Pattern.compile("[a-z0-9][a-z0-9.:-]*");

  /**
   * Checks that no two are asked for.
   *
   * @throws UserException saying which are
   */
  EndpointKind {
    connectProjects = List.copyOf(connectProjects);
    for (String project : connectProjects) {
      if (!PROJECT.matcher(project).matches()) {
        throw UserException.badParameter(
            "--private-service-connect-projects: '%s' is no project id or number"
                .formatted(project));
      }
    }
    int kinds =
        (isPublic ? 1 : 0) + (network.isPresent() ? 1 : 0) + (connectProjects.isEmpty() ? 0 : 1);
    if (kinds > 1) {
      throw UserException.badParameter(
          "--public-endpoint-enabled true, --network and --private-service-connect-projects exclude each other, and given are %s; set --public-endpoint-enabled false for a private endpoint"
              .formatted(text(isPublic, network, connectProjects)));
    }
  }

  /**
   * Checks that an endpoint can be created of it.
   *
   * @throws UserException if no way is chosen
   */
  void checkChosen() {
    if (!isPublic && network.isEmpty() && connectProjects.isEmpty()) {
      throw UserException.badParameter(
          "nothing could reach the endpoint; give --public-endpoint-enabled true, --network, --private-service-connect-projects, or the --index-endpoint to deploy to");
    }
  }

  /**
   * Checks that an endpoint that exists is not of another kind than asked for; where nothing
   * private is asked for, any is fine.
   *
   * @throws UserException if it is
   */
  void checkSame(IndexEndpoint endpoint) {
    boolean asked = network.isPresent() || !connectProjects.isEmpty();
    if (asked && !isOf(endpoint)) {
      throw UserException.failed(
          "index endpoint %s is reached by %s, not by %s as asked for; leave --network and --private-service-connect-projects empty to take it as it is, or --index-endpoint to create another"
              .formatted(endpoint.getName(), describe(endpoint), this));
    }
  }

  /** Whether an endpoint is reached in this way, from the same projects. */
  boolean isOf(IndexEndpoint endpoint) {
    PrivateServiceConnectConfig connect = endpoint.getPrivateServiceConnectConfig();
    return isReachedLike(endpoint)
        && new TreeSet<>(connect.getProjectAllowlistList()).equals(new TreeSet<>(connectProjects));
  }

  /** Whether an endpoint is reached in this way, from whichever projects. */
  boolean isReachedLike(IndexEndpoint endpoint) {
    PrivateServiceConnectConfig connect = endpoint.getPrivateServiceConnectConfig();
    return endpoint.getPublicEndpointEnabled() == isPublic
        && endpoint.getNetwork().equals(network.map(NetworkName::toString).orElse(""))
        && connect.getEnablePrivateServiceConnect() == !connectProjects.isEmpty();
  }

  /** Asks for it. */
  void request(IndexEndpoint.Builder endpoint) {
    endpoint.setPublicEndpointEnabled(isPublic);
    network.ifPresent(name -> endpoint.setNetwork(name.toString()));
    if (!connectProjects.isEmpty()) {
      endpoint.setPrivateServiceConnectConfig(
          PrivateServiceConnectConfig.newBuilder()
              .setEnablePrivateServiceConnect(true)
              .addAllProjectAllowlist(connectProjects));
    }
  }

  EndpointKind with(NetworkName resolved) {
    return new EndpointKind(isPublic, Optional.of(resolved), connectProjects);
  }

  /** How an endpoint is reached, in words. */
  static String describe(IndexEndpoint endpoint) {
    return text(
        endpoint.getPublicEndpointEnabled(),
        Optional.of(endpoint.getNetwork()).filter(name -> !name.isEmpty()),
        endpoint.getPrivateServiceConnectConfig().getProjectAllowlistList());
  }

  @Override
  public String toString() {
    return text(isPublic, network, connectProjects);
  }

  private static String text(boolean isPublic, Optional<?> network, List<String> projects) {
    StringBuilder text = new StringBuilder(isPublic ? "a public domain" : "");
    network.ifPresent(
        name -> text.append(text.isEmpty() ? "" : ", ").append("network ").append(name));
    if (!projects.isEmpty()) {
      text.append(text.isEmpty() ? "" : ", ");
      text.append("Private Service Connect from ").append(String.join(", ", projects));
    }
    return text.isEmpty() ? "no public domain and no network" : text.toString();
  }
}
