package dev.visualsimilarity.emulator.service;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code projects/P/locations/L}, or a resource in it: {@code
 * projects/P/locations/L/COLLECTION/ID}.
 *
 * @param collection {@code indexes} or {@code indexEndpoints}; empty for the location itself
 * @param id empty for the location itself
 */
record ResourceName(String project, String location, String collection, String id) {
  static final String INDEXES = "indexes";
  static final String INDEX_ENDPOINTS = "indexEndpoints";

  private static final Pattern LOCATION = Pattern.compile("projects/([^/]+)/locations/([^/]+)");
  private static final Pattern RESOURCE =
      Pattern.compile("projects/([^/]+)/locations/([^/]+)/([^/]+)/([^/]+)");

  /** The location that a request names as the parent. */
  static ResourceName location(String parent) {
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
  ResourceName child(String childCollection, String childId) {
    return new ResourceName(project, location, childCollection, childId);
  }

  /** Whether this resource is in a location. */
  boolean isIn(ResourceName other) {
    return project.equals(other.project) && location.equals(other.location);
  }

  @Override
  public String toString() {
    String parent = "projects/" + project + "/locations/" + location;
    return collection.isEmpty() ? parent : parent + "/" + collection + "/" + id;
  }

  private static ResourceName resource(String name, String collection) {
    Matcher matcher = RESOURCE.matcher(name);
    if (!matcher.matches() || !matcher.group(3).equals(collection)) {
      throw ApiErrors.invalidArgument(
          "resource name '%s' is not valid: it must be projects/PROJECT/locations/LOCATION/%s/ID",
          name, collection);
    }
    return new ResourceName(matcher.group(1), matcher.group(2), collection, matcher.group(4));
  }
}
