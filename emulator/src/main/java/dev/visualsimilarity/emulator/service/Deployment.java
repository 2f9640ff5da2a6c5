package dev.visualsimilarity.emulator.service;

import com.google.cloud.aiplatform.v1.DeployedIndex;

/**
 * An index deployed to an endpoint.
 *
 * @param deployedIndex its description, without what is computed when it is shown
 * @param ready false while the operation that deploys it is running: its id is taken, but it does
 *     not answer yet
 */
record Deployment(DeployedIndex deployedIndex, boolean ready) {

  String id() {
    return deployedIndex.getId();
  }

  /** The name of the index that it answers from. */
  String index() {
    return deployedIndex.getIndex();
  }
}
