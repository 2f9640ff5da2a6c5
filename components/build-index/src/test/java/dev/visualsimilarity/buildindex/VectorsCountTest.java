package dev.visualsimilarity.buildindex;

import static org.assertj.core.api.Assertions.assertThat;

import dev.visualsimilarity.testing.grpc.GrpcProxy.Moment;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The index holds another number of vectors than was sent: the data changes behind the step. */
class VectorsCountTest {

  private static final String A = "{\"id\":\"a\",\"embedding\":[1,0]}";
  private static final String B = "{\"id\":\"b\",\"embedding\":[0,1]}";

  /** Changes the data. */
  private interface Change {
    void make() throws IOException;
  }

  @TempDir Path folder;
  private BuildIndexStep step;
  private String index;

  @BeforeEach
  void start() throws IOException {
    step = new BuildIndexStep(folder);
    step.data(A, B);
    assertThat(step.run()).as(step.errors()).isZero();
    index = step.output("parameters/index");
    step.data(A);
  }

  @AfterEach
  void stop() {
    step.close();
  }

  @Test
  void anUpdateThatAddsLeavesNoFewerThanThereWere() {
    beforeTheUpdate(
        () -> {
          Path deletions = Files.createDirectories(folder.resolve("data/delete"));
          Files.writeString(deletions.resolve("ids.txt"), "b\n");
        });
    assertThat(step.run("--index", index)).isEqualTo(1);
    assertThat(step.errors()).contains("holds 1 vectors, not at least 2 as ");
  }

  @Test
  void afterAnotherCountTheNextRunBeginsAnew() throws IOException {
    String[] overwrite = {"--index", index, "--is-complete-overwrite", "true"};
    beforeTheUpdate(() -> step.data(A, B));
    assertThat(step.run(overwrite)).isEqualTo(1);
    assertThat(step.errors()).contains("holds 2 vectors, not 1 as ");
    step.data(A);
    step.proxy().listen((moment, method, number) -> {});
    assertThat(step.run(overwrite)).as(step.errors()).isZero();
    assertThat(step.output("parameters/vectors_count")).isEqualTo("1");
  }

  private void beforeTheUpdate(Change change) {
    step.proxy()
        .listen(
            (moment, method, number) -> {
              if (moment == Moment.REQUEST && method.equals("UpdateIndex")) {
                try {
                  change.make();
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              }
            });
  }
}
