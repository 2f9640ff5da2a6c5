package dev.visualsimilarity.emulator.serving;

import com.google.cloud.aiplatform.v1.Model;
import dev.visualsimilarity.emulator.service.ApiErrors;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The versions of all models at one moment, each as a {@link Model} of its own. Immutable.
 *
 * @param versions by name, then in the order of their numbers
 */
record Models(List<Model> versions) {

  /** The alias of the version that is meant where none is named. */
  static final String DEFAULT = "default";

  Models {
    versions =
        versions.stream()
            .sorted(
                Comparator.comparing(Model::getName)
                    .thenComparing(version -> Integer.parseInt(version.getVersionId())))
            .toList();
  }

  /** The version that a name means. */
  Model get(ModelName name) {
    return find(name).orElseThrow(() -> ApiErrors.notFound("model %s not found", name));
  }

  /** All versions of a model. */
  List<Model> versionsOf(String model) {
    return versions.stream().filter(version -> version.getName().equals(model)).toList();
  }

  /** The default version of each model. */
  List<Model> defaults() {
    return versions.stream().filter(Models::isDefault).toList();
  }

  /**
   * With one more version of a model, or a model's first. Aliases that it has, others lose.
   *
   * @param added without its version id
   */
  Models plus(Model added) {
    List<Model> siblings = versionsOf(added.getName());
    int number =
        siblings.stream().map(Model::getVersionId).mapToInt(Integer::parseInt).max().orElse(0) + 1;
    Set<String> aliases = new TreeSet<>(added.getVersionAliasesList());
    if (siblings.isEmpty()) {
      aliases.add(DEFAULT);
    }
    List<Model> changed = new ArrayList<>();
    for (Model version : versions) {
      changed.add(version.getName().equals(added.getName()) ? without(version, aliases) : version);
    }
    changed.add(
        added.toBuilder()
            .setVersionId(Integer.toString(number))
            .clearVersionAliases()
            .addAllVersionAliases(aliases)
            .build());
    return new Models(changed);
  }

  /** Without some versions of a model. */
  Models minus(String model, Collection<String> versionIds) {
    return new Models(
        versions.stream()
            .filter(one -> !one.getName().equals(model) || !versionIds.contains(one.getVersionId()))
            .toList());
  }

  static boolean isDefault(Model version) {
    return version.getVersionAliasesList().contains(DEFAULT);
  }

  private Optional<Model> find(ModelName name) {
    String wanted = name.version().isEmpty() ? DEFAULT : name.version();
    return versionsOf(name.model()).stream()
        .filter(
            version ->
                version.getVersionId().equals(wanted)
                    || version.getVersionAliasesList().contains(wanted))
        .findFirst();
  }

  private static Model without(Model version, Set<String> aliases) {
    List<String> kept =
        version.getVersionAliasesList().stream().filter(alias -> !aliases.contains(alias)).toList();
    return version.toBuilder().clearVersionAliases().addAllVersionAliases(kept).build();
  }
}
