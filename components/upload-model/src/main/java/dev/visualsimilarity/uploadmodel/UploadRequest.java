package dev.visualsimilarity.uploadmodel;

import com.google.cloud.aiplatform.v1.EncryptionSpec;
import com.google.cloud.aiplatform.v1.LocationName;
import com.google.cloud.aiplatform.v1.Model;
import com.google.cloud.aiplatform.v1.ModelContainerSpec;
import com.google.cloud.aiplatform.v1.UploadModelRequest;
import dev.visualsimilarity.error.UserException;
import dev.visualsimilarity.vertexai.Labels;
import dev.visualsimilarity.vertexai.attempt.Digest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What is to be uploaded.
 *
 * @param parent project and location
 * @param artifactUri directory of the SavedModel
 * @param container what serves the model
 * @param displayName of the model
 * @param description of the version
 * @param parentModel resource name of the model that this is a version of; empty: a new model
 * @param versionAliases of the version
 * @param labels of the model, and of an endpoint that is created
 * @param encryption of the model, and of an endpoint that is created
 * @param deployment where and how the model is deployed; empty: it is not
 */
record UploadRequest(
    LocationName parent,
    String artifactUri,
    ModelContainerSpec container,
    String displayName,
    String description,
    Optional<String> parentModel,
    List<String> versionAliases,
    Map<String, String> labels,
    Optional<EncryptionSpec> encryption,
    Optional<DeploymentRequest> deployment) {

  private static final int MAX_DISPLAY_NAME = 128;
  private static final Pattern ALIAS = Pattern.compile("[a-z][a-zA-Z0-9-]{0,126}[a-z0-9]");

  /**
   * Checks what can be checked without the service.
   *
   * @throws UserException saying what is not allowed
   */
  UploadRequest {
    versionAliases = List.copyOf(versionAliases);
    labels = Map.copyOf(labels);
    if (displayName.isBlank()
        || displayName.codePointCount(0, displayName.length()) > MAX_DISPLAY_NAME) {
      throw UserException.badParameter(
          "--display-name must have 1 to %d characters, not '%s'"
              .formatted(MAX_DISPLAY_NAME, displayName));
    }
    for (String alias : versionAliases) {
      if (!ALIAS.matcher(alias).matches()) {
        throw UserException.badParameter(
            "--version-aliases: '%s' is not valid; use letters, digits and '-', begin with a lower-case letter, end with one or a digit, 2 to 128 in all"
                .formatted(alias));
      }
    }
  }

  /** The same, with the labels that the step itself puts on what it makes too. */
  UploadRequest with(Map<String, String> own) {
    return new UploadRequest(
        parent,
        artifactUri,
        container,
        displayName,
        description,
        parentModel,
        versionAliases,
        Labels.over(own, labels),
        encryption,
        deployment);
  }

  /** A digest of all that another attempt must ask for too in order to go on with this one. */
  String digest() {
    return Digest.of(
        "upload-model",
        parent.toString(),
        artifactUri,
        container.toString(),
        displayName,
        parentModel.orElse(""),
        versionAliases.toString(),
        encryption.map(EncryptionSpec::getKmsKeyName).orElse(""),
        deployment.toString());
  }

  /** As the service takes it. */
  UploadModelRequest toProto() {
    Model.Builder model =
        Model.newBuilder()
            .setDisplayName(displayName)
            .setVersionDescription(description)
            .setArtifactUri(artifactUri)
            .setContainerSpec(container)
            .addAllVersionAliases(versionAliases)
            .putAllLabels(labels);
    encryption.ifPresent(model::setEncryptionSpec);
    if (parentModel.isEmpty()) {
      model.setDescription(description);
    }
    return UploadModelRequest.newBuilder()
        .setParent(parent.toString())
        .setParentModel(parentModel.orElse(""))
        .setModel(model)
        .build();
  }
}
