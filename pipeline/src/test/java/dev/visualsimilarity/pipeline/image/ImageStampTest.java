package dev.visualsimilarity.pipeline.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ImageStampTest {

  private static final String DIGEST = "sha256:" + "ab".repeat(32);

  @Test
  void replacesImagesAndLeavesEveryOtherCharacter() {
    String yaml =
        """
        # image: a/b:1 \uD83D\uDE00 é
        root: {image: 'a/b:1'}   # not an image of a container
        deploymentSpec:
          executors:
            exec-a: {container: {image: 'a/b:1', command: [x, "a/b:1"]}} # flow
            exec-b:
              container:
                command: ["a/b:1"]
                image: a/b:1   # kept
            exec-c: {container: {image: python:3.11}}
        """;
    ImageStamp stamp = new ImageStamp(yaml);
    String result = stamp.apply(image -> image.parent().equals("a") ? image.at(DIGEST) : image);
    assertThat(result)
        .isEqualTo(
            yaml.replace("{container: {image: 'a/b:1'", "{container: {image: a/b@" + DIGEST)
                .replace("image: a/b:1   # kept", "image: a/b@" + DIGEST + "   # kept"));
    assertThat(stamp.stamped()).hasSize(1);
  }

  @Test
  void replacesTheImageThatAParameterNames() {
    String yaml =
        """
        # Inputs:
        #    serving_container_image: str [Default: 'a/server:1']
        root:
          inputDefinitions:
            parameters:
              serving_container_image: {parameterType: STRING, defaultValue: a/server:1}
              other_container_image: {defaultValue: ''}
              name: {parameterType: STRING, defaultValue: a/server:1}
        # serving_container_image [Default: 'a/server:1'] below the header
        """;
    assertThat(new ImageStamp(yaml).apply(image -> image.at(DIGEST)))
        .isEqualTo(
            yaml.replaceFirst("'a/server:1'", "'a/server@" + DIGEST + "'")
                .replaceFirst("defaultValue: a/server:1", "defaultValue: a/server@" + DIGEST));
  }

  @Test
  void refusesAnExecutorWhoseImageIsNoReference() {
    String yaml =
        """
        deploymentSpec:
          executors:
            exec-a: {container: {image: 'visual-similarity/Preprocess:0.1.0'}}
        """;
    assertThatThrownBy(() -> new ImageStamp(yaml).apply(image -> image.at(DIGEST)))
        .hasMessageContaining("visual-similarity/Preprocess:0.1.0 is no reference of an image");
  }

  @Test
  void replacesAnImageThatAliasesNameOnce() {
    String yaml =
        """
        deploymentSpec:
          executors:
            exec-a: {container: {image: &i a/b:1}}
            exec-b: {container: {image: *i}}
        """;
    assertThat(new ImageStamp(yaml).apply(image -> image.at(DIGEST)))
        .isEqualTo(yaml.replace("a/b:1", "a/b@" + DIGEST));
  }

  @Test
  void stampsThePipelineOfTheProject() throws IOException {
    String yaml = Files.readString(Path.of("pipeline.yaml"));
    String result =
        new ImageStamp(yaml)
            .apply(image -> new ImageReference("host:5000/p/" + image.name(), "2", ""));
    assertThat(result)
        .isEqualTo(yaml.replaceAll("visual-similarity/([a-z-]+):0.1.0", "host:5000/p/$1:2"))
        .isNotEqualTo(yaml);
  }

  @Test
  void readsReferences() {
    assertThat(ImageReference.parse("a/b")).isEqualTo(new ImageReference("a/b", "", ""));
    assertThat(ImageReference.parse("localhost:5000/a/b-c:1.0_x"))
        .isEqualTo(new ImageReference("localhost:5000/a/b-c", "1.0_x", ""));
    assertThat(ImageReference.parse("us-docker.pkg.dev/p1/r/x@" + DIGEST).digest())
        .isEqualTo(DIGEST);
    assertThatThrownBy(() -> ImageReference.parse("a b"))
        .hasMessageContaining("a b is no reference");
    assertThatThrownBy(() -> ImageReference.parse("")).hasMessageContaining("is no reference");
  }
}
