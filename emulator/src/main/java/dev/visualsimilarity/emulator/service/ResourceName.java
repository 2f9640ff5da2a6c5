package dev.visualsimilarity.emulator.service;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code projects/P/locations/L}, or a resource in it: {@code
 * projects/P/locations/L/COLLECTION/ID}.
 *
 * @param collection such as {@code indexes}; empty for the location itself
 * @param id empty for the location itself
 */
public record ResourceName(String project, String location, String collection, String id) {
  static final String INDEXES = "indexes";
  static final String INDEX_ENDPOINTS = "indexEndpoints";

  private static final Pattern LOCATION = Pattern.compile("projects/([^/]+)/locations/([^/]+)");
  private static final Pattern RESOURCE =
      Pattern.compile("projects/([^/]+)/locations/([^/]+)/([^/]+)/([^/]+)");

  /** A location or a resource, of whatever collection. */
  static ResourceName parse(String name) {
    Matcher matcher = RESOURCE.matcher(name);
    return matcher.matches()
        ? new ResourceName(matcher.group(1), matcher.group(2), matcher.group(3), matcher.group(4))
        : location(name);
  }

  /** The location that a request names as the parent. */
  public static ResourceName location(String parent) {
    Matcher matcher = LOCATION.matcher(parent);
    if (!matcher.matches()) {
      throw ApiErrors.invalidArgument(
          "parent '%s' is not valid: it must be projects/PROJECT/locations/LOCATION", parent);
    }
    return new ResourceName(matcher.group(1), matcher.group(2), "", "");
  }

  /** The index that a request names. */
  static ResourceName index(String name) {
    return resource(name, INDEXES);
  }

  /** The index endpoint that a request names. */
  static ResourceName indexEndpoint(String name) {
    return resource(name, INDEX_ENDPOINTS);
  }

  /** A new resource in this location. */
  public ResourceName child(String childCollection, String childId) {
    return new ResourceName(project, location, childCollection, childId);
  }

  /** Whether this resource is in a location. */
  public boolean isIn(ResourceName other) {
    return project.equals(other.project) && location.equals(other.location);
  }

  @Override
  public String toString() {
    String parent = "projects/" + project + "/locations/" + location;
    return collection.isEmpty() ? parent : parent + "/" + collection + "/" + id;
  }

  /** The resource of a collection that a request names. */
  public static ResourceName resource(String name, String collection) {
    Matcher matcher = RESOURCE.matcher(name);
    if (!matcher.matches() || !matcher.group(3).equals(collection)) {
      throw ApiErrors.invalidArgument(
          "resource name '%s' is not valid: it must be projects/PROJECT/locations/LOCATION/%s/ID",
          name, collection);
    }
    return new ResourceName(matcher.group(1), matcher.group(2), collection, matcher.group(4));
  }
}
