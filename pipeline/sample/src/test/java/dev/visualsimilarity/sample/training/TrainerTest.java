package dev.visualsimilarity.sample.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainerTest {

  private static final TrainingPlan PLAN = new TrainingPlan(5, 1, 4, 150, 24, 2e-3);
  private static TrainingImages images;
  private static Trainer.Trained trained;
  private static final List<String> LOG = new ArrayList<>();

  @BeforeAll
  static void train() {
    images = TrainingImages.draw(PLAN);
    trained = new Trainer(PLAN, LOG::add).train(images);
  }

  @Test
  void lossFallsWithinAFewSteps() {
    assertThat(trained.losses()).hasSize(3);
    assertThat(trained.losses().get(2)).isLessThan(0.8 * trained.losses().get(0));
  }

  @Test
  void reportsProgress() {
    assertThat(LOG).hasSize(3);
    assertThat(LOG.get(2)).startsWith("step 150/150, loss ");
  }

  @Test
  void samePlanGivesTheSameWeights() {
    TrainingPlan few = new TrainingPlan(5, 1, 4, 3, 8, 1e-3);
    List<float[]> first = new Trainer(few, line -> {}).train(images).weights();
    List<float[]> second = new Trainer(few, line -> {}).train(images).weights();
    assertThat(second).hasSameSizeAs(first);
    for (int i = 0; i < first.size(); i++) {
      assertThat(Arrays.equals(second.get(i), first.get(i))).as("variable %d", i).isTrue();
    }
  }

  @Test
  void exportsASavedModelWithVariables(@TempDir Path folder) throws Exception {
    ModelExporter.export(trained.weights(), folder);
    assertThat(folder.resolve("saved_model.pb")).isNotEmptyFile();
    try (var files = Files.list(folder.resolve("variables"))) {
      assertThat(files).hasSize(2);
    }
  }
}
