package dev.visualsimilarity.deployindex;

import com.google.cloud.aiplatform.v1.DeployedIndex;
import com.google.cloud.aiplatform.v1.IndexEndpoint;

/**
 * A deployment and the endpoint that it is on, as they were seen.
 *
 * @param endpoint with the deployment in its list
 * @param index what is deployed, and how
 */
record Deployed(IndexEndpoint endpoint, DeployedIndex index) {}
