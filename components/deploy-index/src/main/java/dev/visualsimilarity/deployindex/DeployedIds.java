package dev.visualsimilarity.deployindex;

import com.google.cloud.aiplatform.v1.DeployedIndex;
import dev.visualsimilarity.vertexai.attempt.Digest;

/**
 * The ids under which one deployment, as users see it, is known over time. An id cannot be given to
 * another index while the first one is served under it; so the first index has the id itself, and
 * each that replaces one has {@code ID_} and eight hexadecimal digits that stand for the index. A
 * step that is started again comes to the same id.
 *
 * @param id as the user gave it
 */
record DeployedIds(String id) {

  private static final int MAX_LENGTH = 128;
  private static final int DIGITS = 8;

  /** The id for an index that replaces another. */
  String replacing(String index) {
    String begun = id.substring(0, Math.min(id.length(), MAX_LENGTH - DIGITS - 1));
    return begun + "_" + Digest.of(lastPart(index)).substring(0, DIGITS);
  }

  /** Whether a deployment has one of these ids; those of other users' making do not. */
  boolean include(DeployedIndex deployed) {
    return deployed.getId().equals(id) || deployed.getId().equals(replacing(deployed.getIndex()));
  }

  /** Whether an id may be one of these, where the index is not known. */
  boolean mayInclude(String deployedId) {
    String begun = replacing("");
    return deployedId.equals(id)
        || (deployedId.length() == begun.length()
            && deployedId.startsWith(begun.substring(0, begun.length() - DIGITS)));
  }

  /** Names differ in the project, which one may give as id and the service returns as number. */
  static String lastPart(String resourceName) {
    return resourceName.substring(resourceName.lastIndexOf('/') + 1);
  }

  static boolean isSame(String resourceName, String other) {
    return lastPart(resourceName).equals(lastPart(other));
  }
}
