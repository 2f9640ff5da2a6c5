package dev.visualsimilarity.emulator.service;

import com.google.cloud.aiplatform.v1.DeployedIndex;

/**
 * An index deployed to an endpoint.
 *
 * @param deployedIndex its description, without what is computed when it is shown
 * @param index what it answers from
 * @param ready false while the operation that deploys it is running: its id is taken, but it does
 *     not answer yet
 */
record Deployment(DeployedIndex deployedIndex, IndexResource index, boolean ready) {

  String id() {
    return deployedIndex.getId();
  }
}
