package dev.visualsimilarity.uploadmodel;

import com.google.cloud.aiplatform.v1.ListModelVersionsRequest;
import com.google.cloud.aiplatform.v1.ListModelsRequest;
import com.google.cloud.aiplatform.v1.Model;
import com.google.cloud.aiplatform.v1.ModelServiceClient;
import com.google.cloud.aiplatform.v1.UploadModelRequest;
import com.google.longrunning.Operation;
import dev.visualsimilarity.vertexai.ApiCalls;
import java.util.List;
import java.util.Optional;

/** The calls to the service that concern models. */
final class ModelResources {

  private final ModelServiceClient client;
  private final ApiCalls calls;

  ModelResources(ModelServiceClient client, ApiCalls calls) {
    this.client = client;
    this.calls = calls;
  }

  /**
   * Reads a model.
   *
   * @param name with {@code @VERSION}, or of the default version
   */
  Model get(String name) {
    return calls.call("read model " + name, () -> client.getModel(name));
  }

  /** A model that may not be there, or not be shown yet. */
  Optional<Model> find(String name) {
    return calls.find("read model " + name, () -> client.getModel(name));
  }

  /** The models of a location that a filter lets through, each in its default version. */
  List<Model> list(String parent, String filter) {
    ListModelsRequest request =
        ListModelsRequest.newBuilder().setParent(parent).setFilter(filter).build();
    return calls.list("list models of " + parent, () -> client.listModels(request).iterateAll());
  }

  /** The versions of a model that a filter lets through. */
  List<Model> versions(String model, String filter) {
    ListModelVersionsRequest request =
        ListModelVersionsRequest.newBuilder().setName(model).setFilter(filter).build();
    return calls.list(
        "list versions of model " + model, () -> client.listModelVersions(request).iterateAll());
  }

  /** Begins to upload a model. */
  Operation upload(UploadModelRequest request) {
    return client.uploadModelCallable().call(request);
  }
}
