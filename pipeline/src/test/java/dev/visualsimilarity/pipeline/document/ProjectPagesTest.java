package dev.visualsimilarity.pipeline.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.visualsimilarity.error.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProjectPagesTest {

  private static final Path PROJECT = Path.of("..");
  private static final Pattern FLAG = Pattern.compile("--([a-z-]+)");

  @TempDir private Path folder;

  @Test
  void everyPageAndThePictureAreInStepWithTheFilesThatTheyAreWrittenFrom() throws IOException {
    Map<Path, String> pages = ProjectPages.of(PROJECT);
    assertThat(pages.keySet()).contains(PROJECT.resolve("img/pipeline.svg"));
    for (Map.Entry<Path, String> page : pages.entrySet()) {
      assertThat(page.getKey())
          .as("run ./visual-similarity document")
          .usingCharset("UTF-8")
          .hasContent(page.getValue());
    }
  }

  @Test
  void aPageHasEveryInputAndOutputAndAnExampleThatNamesInputs() {
    String page = ComponentPage.of(PROJECT.resolve("components/build-index"));
    assertThat(page)
        .startsWith("# build-index\n")
        .contains("| `embeddings_uri` | STRING | required | Directory of index data. |")
        .contains("| `algorithm` | STRING | `tree_ah` | tree_ah (approximate) or brute_force")
        .contains("| `index_artifact` | system.Artifact | The index;")
        .contains("## Permissions\n\n- ")
        .contains("## Costs and time\n\n- ")
        .contains("    ./visual-similarity component build-index \\\n")
        .contains("docker run --rm ");
    Matcher flag = FLAG.matcher(page.substring(page.indexOf("./visual-similarity component")));
    while (flag.find()) {
      if (!flag.group(1).matches("rm|output-dir")) {
        assertThat(page).contains("| `" + flag.group(1).replace('-', '_') + "` |");
      }
    }
  }

  @Test
  void metadataWithAnotherFieldOrWithoutOneIsRefused() throws IOException {
    Path file = folder.resolve("metadata.yaml");
    Files.writeString(file, "name: x\nowner: me\n");
    assertThatThrownBy(() -> Metadata.read(file))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("metadata.yaml: owner is not a field of metadata.yaml");
    Files.writeString(file, "name: x\n");
    assertThatThrownBy(() -> Metadata.read(file)).hasMessageContaining("stability is missing");
  }
}
