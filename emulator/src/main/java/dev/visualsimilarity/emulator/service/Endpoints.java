package dev.visualsimilarity.emulator.service;

import com.google.cloud.aiplatform.v1.CreateIndexEndpointOperationMetadata;
import com.google.cloud.aiplatform.v1.CreateIndexEndpointRequest;
import com.google.cloud.aiplatform.v1.IndexEndpoint;
import com.google.cloud.aiplatform.v1.UpdateIndexEndpointRequest;
import com.google.longrunning.Operation;
import com.google.protobuf.Timestamp;
import java.time.Clock;
import java.util.List;
import java.util.regex.Pattern;

/** Creates index endpoints and changes their description. */
final class Endpoints {
  private static final Pattern NETWORK = Pattern.compile("projects/\\d+/global/networks/[^/]+");

  private final Resources resources;
  private final Operations operations;
  private final ResourceIds ids;
  private final Clock clock;
  private final Views views;

  Endpoints(Resources resources, Operations operations, ResourceIds ids, Clock clock, Views views) {
    this.resources = resources;
    this.operations = operations;
    this.ids = ids;
    this.clock = clock;
    this.views = views;
  }

  Operation create(CreateIndexEndpointRequest request) {
    ResourceName location = ResourceName.location(request.getParent());
    IndexEndpoint requested = request.getIndexEndpoint();
    Fields.requireDisplayName(requested.getDisplayName());
    Fields.requireLabels(requested.getLabelsMap());
    requireOneKind(requested);
    ResourceName name = location.child(ResourceName.INDEX_ENDPOINTS, ids.next());
    return operations.start(
        name,
        generic ->
            CreateIndexEndpointOperationMetadata.newBuilder().setGenericMetadata(generic).build(),
        operation ->
            transaction -> {
              EndpointResource resource =
                  new EndpointResource(name, described(name, requested), List.of());
              transaction.put(resource);
              return views.of(resource, transaction.catalog());
            });
  }

  IndexEndpoint update(UpdateIndexEndpointRequest request) {
    IndexEndpoint requested = request.getIndexEndpoint();
    List<String> paths = request.getUpdateMask().getPathsList();
    if (paths.isEmpty()) {
      throw ApiErrors.invalidArgument("update_mask is required");
    }
    return resources.change(
        transaction ->
            views.of(
                transaction.update(
                    requested.getName(),
                    endpoint ->
                        endpoint.withEndpoint(updated(endpoint.endpoint(), requested, paths))),
                transaction.catalog()));
  }

  private IndexEndpoint updated(
      IndexEndpoint current, IndexEndpoint requested, List<String> paths) {
    if (!requested.getEtag().isEmpty() && !requested.getEtag().equals(current.getEtag())) {
      throw ApiErrors.aborted(
          "index endpoint %s has etag %s, not %s: it was changed in between",
          current.getName(), current.getEtag(), requested.getEtag());
    }
    IndexEndpoint.Builder endpoint = current.toBuilder();
    for (String path : paths) {
      switch (path) {
        case "display_name" -> {
          Fields.requireDisplayName(requested.getDisplayName());
          endpoint.setDisplayName(requested.getDisplayName());
        }
        case "description" -> endpoint.setDescription(requested.getDescription());
        case "labels" -> {
          Fields.requireLabels(requested.getLabelsMap());
          endpoint.clearLabels().putAllLabels(requested.getLabelsMap());
        }
        default ->
            throw ApiErrors.invalidArgument(
                "update_mask: %s cannot be updated; allowed are display_name, description and labels",
                path);
      }
    }
    return endpoint.setEtag(ids.next()).setUpdateTime(Times.timestamp(clock.instant())).build();
  }

  private IndexEndpoint described(ResourceName name, IndexEndpoint requested) {
    Timestamp now = Times.timestamp(clock.instant());
    IndexEndpoint.Builder endpoint =
        requested.toBuilder()
            .clearDeployedIndexes()
            .clearPublicEndpointDomainName()
            .setName(name.toString())
            .setEtag(ids.next())
            .setCreateTime(now)
            .setUpdateTime(now);
    return endpoint.build();
  }

  private static void requireOneKind(IndexEndpoint endpoint) {
    boolean network = !endpoint.getNetwork().isEmpty();
    boolean privateServiceConnect =
        endpoint.getPrivateServiceConnectConfig().getEnablePrivateServiceConnect();
    if (network && !NETWORK.matcher(endpoint.getNetwork()).matches()) {
      throw ApiErrors.invalidArgument(
          "network '%s' is not valid: it must be projects/PROJECT_NUMBER/global/networks/NAME, with the project's number, not its id",
          endpoint.getNetwork());
    }
    int kinds =
        (network ? 1 : 0)
            + (privateServiceConnect ? 1 : 0)
            + (endpoint.getPublicEndpointEnabled() ? 1 : 0);
    if (kinds > 1) {
      throw ApiErrors.invalidArgument(
          "an index endpoint can have only one of public_endpoint_enabled, network and private_service_connect_config");
    }
  }
}
