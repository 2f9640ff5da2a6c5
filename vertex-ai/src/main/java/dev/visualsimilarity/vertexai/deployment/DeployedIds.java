package dev.visualsimilarity.vertexai.deployment;

import com.google.cloud.aiplatform.v1.DeployedIndex;
import dev.visualsimilarity.vertexai.Labels;
import dev.visualsimilarity.vertexai.ResourceNames;
import dev.visualsimilarity.vertexai.attempt.Digest;

/**
 * The ids under which one deployment, as users see it, is known over time. An id cannot be given to
 * another index while the first one is served under it; so the first index has the id itself, and
 * each that replaces one has {@code ID_} and eight hexadecimal digits that stand for the index. A
 * step that is started again comes to the same id.
 *
 * @param id as the user gave it
 */
public record DeployedIds(String id) {

  /** The label by which an endpoint says for which id it was created: its {@link #label}. */
  public static final String LABEL = "visual-similarity-deployed-index-id";

  private static final int MAX_LENGTH = 128;
  private static final int DIGITS = 8;

  /** The id for an index that replaces another. */
  public String replacing(String index) {
    String begun = id.substring(0, Math.min(id.length(), MAX_LENGTH - DIGITS - 1));
    return begun + "_" + Digest.of(ResourceNames.id(index)).substring(0, DIGITS);
  }

  /** The id as the value of a label, which other ids may share: in lower case, cut to what fits. */
  public String label() {
    return Labels.value(id);
  }

  /** Whether a deployment has one of the ids of which some id has this label. */
  public static boolean include(String label, DeployedIndex deployed) {
    DeployedIds own = new DeployedIds(deployed.getId());
    String stem = own.id.substring(0, Math.max(0, own.id.length() - DIGITS - 1));
    boolean isReplacement = new DeployedIds(stem).replacing(deployed.getIndex()).equals(own.id);
    return label.equals(own.label())
        || (isReplacement && label.equals(new DeployedIds(stem).label()));
  }

  /** Whether a deployment has one of these ids; those of other users' making do not. */
  public boolean include(DeployedIndex deployed) {
    return deployed.getId().equals(id) || deployed.getId().equals(replacing(deployed.getIndex()));
  }

  /** Whether an id may be one of these, where the index is not known. */
  public boolean mayInclude(String deployedId) {
    String begun = replacing("");
    return deployedId.equals(id)
        || (deployedId.length() == begun.length()
            && deployedId.startsWith(begun.substring(0, begun.length() - DIGITS)));
  }
}
