package dev.visualsimilarity.emulator.serving;

import com.google.cloud.aiplatform.v1.Endpoint;
import com.google.cloud.aiplatform.v1.ListEndpointsResponse;
import com.google.cloud.aiplatform.v1.ListModelsResponse;
import com.google.cloud.aiplatform.v1.Model;
import com.google.protobuf.Message;
import dev.visualsimilarity.emulator.service.ApiErrors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Keeps models and endpoints: {@code models.pb}, all versions of models as a {@link
 * ListModelsResponse}, and {@code endpoints.pb}, a {@link ListEndpointsResponse}. Each is written
 * anew with every change, whole or not at all. Without a directory nothing is kept.
 */
final class StateFiles {

  private static final String MODELS = "models.pb";
  private static final String ENDPOINTS = "endpoints.pb";

  private final Optional<Path> directory;

  StateFiles(Optional<Path> directory) throws IOException {
    this.directory = directory;
    if (directory.isPresent()) {
      Files.createDirectories(directory.get());
    }
  }

  List<Model> models() throws IOException {
    return ListModelsResponse.parseFrom(content(MODELS)).getModelsList();
  }

  List<Endpoint> endpoints() throws IOException {
    return ListEndpointsResponse.parseFrom(content(ENDPOINTS)).getEndpointsList();
  }

  void writeModels(Collection<Model> models) {
    write(MODELS, ListModelsResponse.newBuilder().addAllModels(models).build());
  }

  void writeEndpoints(Collection<Endpoint> endpoints) {
    write(ENDPOINTS, ListEndpointsResponse.newBuilder().addAllEndpoints(endpoints).build());
  }

  private byte[] content(String name) throws IOException {
    Optional<Path> file = directory.map(folder -> folder.resolve(name)).filter(Files::exists);
    return file.isPresent() ? Files.readAllBytes(file.get()) : new byte[0];
  }

  private void write(String name, Message content) {
    if (directory.isEmpty()) {
      return;
    }
    Path file = directory.get().resolve(name);
    Path begun = directory.get().resolve(name + ".new");
    try {
      Files.write(begun, content.toByteArray());
      Files.move(begun, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw ApiErrors.unavailable("the state cannot be written: %s", e);
    }
  }
}
