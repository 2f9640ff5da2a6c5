package dev.visualsimilarity.vertexai;

import com.google.cloud.aiplatform.v1.IndexEndpointName;
import com.google.cloud.aiplatform.v1.IndexName;
import com.google.cloud.aiplatform.v1.LocationName;
import com.google.cloud.aiplatform.v1.ModelName;
import com.google.cloud.aiplatform.v1.PipelineJobName;
import com.google.cloud.aiplatform.v1.ScheduleName;
import dev.visualsimilarity.error.UserException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads names of resources from flags: whole, or the last part alone. */
public final class ResourceNames {

  private static final Pattern ID = Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9_-]*");
  private static final Pattern ENDPOINT =
      Pattern.compile("projects/[^/]+/locations/([^/]+)/endpoints/[^/]+");

  private ResourceNames() {}

  /**
   * An index.
   *
   * @param flag the flag that names it, for the message
   * @param parent completes an id, and must agree with the location of a whole name
   * @throws UserException if the text is no index's name
   */
  public static String index(String text, String flag, LocationName parent) {
    if (ID.matcher(text).matches()) {
      return IndexName.format(parent.getProject(), parent.getLocation(), text);
    }
    if (!IndexName.isParsableFrom(text)) {
      throw notAName(text, flag, "indexes");
    }
    return inLocation(text, IndexName.parse(text).getLocation(), flag, parent);
  }

  /** An index endpoint; as {@link #index}. */
  public static String indexEndpoint(String text, String flag, LocationName parent) {
    if (ID.matcher(text).matches()) {
      return IndexEndpointName.format(parent.getProject(), parent.getLocation(), text);
    }
    if (!IndexEndpointName.isParsableFrom(text)) {
      throw notAName(text, flag, "indexEndpoints");
    }
    return inLocation(text, IndexEndpointName.parse(text).getLocation(), flag, parent);
  }

  /** A pipeline job; as {@link #index}. */
  public static String pipelineJob(String text, String flag, LocationName parent) {
    if (ID.matcher(text).matches()) {
      return PipelineJobName.format(parent.getProject(), parent.getLocation(), text);
    }
    if (!PipelineJobName.isParsableFrom(text)) {
      throw notAName(text, flag, "pipelineJobs");
    }
    return inLocation(text, PipelineJobName.parse(text).getLocation(), flag, parent);
  }

  /** A schedule of pipeline jobs; as {@link #index}. */
  public static String schedule(String text, String flag, LocationName parent) {
    if (ID.matcher(text).matches()) {
      return ScheduleName.format(parent.getProject(), parent.getLocation(), text);
    }
    if (!ScheduleName.isParsableFrom(text)) {
      throw notAName(text, flag, "schedules");
    }
    return inLocation(text, ScheduleName.parse(text).getLocation(), flag, parent);
  }

  /** A model, without a version; as {@link #index}. */
  public static String model(String text, String flag, LocationName parent) {
    if (ID.matcher(text).matches()) {
      return ModelName.format(parent.getProject(), parent.getLocation(), text);
    }
    if (!ModelName.isParsableFrom(text) || text.contains("@")) {
      throw notAName(text, flag, "models");
    }
    return inLocation(text, ModelName.parse(text).getLocation(), flag, parent);
  }

  /** An endpoint of models; as {@link #index}. */
  public static String endpoint(String text, String flag, LocationName parent) {
    if (ID.matcher(text).matches()) {
      return parent + "/endpoints/" + text;
    }
    Matcher name = ENDPOINT.matcher(text);
    if (!name.matches()) {
      throw notAName(text, flag, "endpoints");
    }
    return inLocation(text, name.group(1), flag, parent);
  }

  /** The last part of a name. */
  public static String id(String name) {
    return name.substring(name.lastIndexOf('/') + 1);
  }

  /**
   * Whether two names of one collection and location are those of the same resource: the service
   * names projects by their numbers where we may name them by their ids.
   */
  public static boolean isSame(String one, String other) {
    return id(one).equals(id(other));
  }

  private static String inLocation(String name, String location, String flag, LocationName parent) {
    if (!location.equals(parent.getLocation())) {
      throw UserException.badParameter(
          "%s is in location %s, not in %s: %s; give --location %s"
              .formatted(flag, location, parent.getLocation(), name, location));
    }
    return name;
  }

  private static UserException notAName(String text, String flag, String collection) {
    return UserException.badParameter(
        "%s is no resource name: '%s'; give projects/PROJECT/locations/LOCATION/%s/ID, or ID alone"
            .formatted(flag, text, collection));
  }
}
