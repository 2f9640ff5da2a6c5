package dev.visualsimilarity.vertexai.cleanup;

import com.google.cloud.aiplatform.v1.DeployedIndex;
import com.google.cloud.aiplatform.v1.Index;
import dev.visualsimilarity.error.UserException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes an inventory: from each endpoint its selected deployments, then the endpoint, and when
 * all endpoints are done, the indexes. Endpoints are independent of each other, and so are indexes:
 * several are removed at a time. What fails does not keep the rest; to be stopped half-way and run
 * again is harmless.
 */
public final class Removal {

  private static final Logger LOG = LoggerFactory.getLogger(Removal.class);
  private static final int AT_A_TIME = 8;

  private final VectorSearch service;

  public Removal(VectorSearch service) {
    this.service = service;
  }

  /** Removes; returns what failed, a line each. */
  public List<String> run(Inventory inventory) throws InterruptedException {
    ExecutorService executor = Executors.newFixedThreadPool(AT_A_TIME);
    try {
      List<Callable<List<String>>> endpoints = new ArrayList<>();
      for (EndpointPlan plan : inventory.endpoints()) {
        endpoints.add(() -> clear(plan));
      }
      List<String> failures = failures(executor.invokeAll(endpoints));
      List<Callable<List<String>>> indexes = new ArrayList<>();
      for (Index index : inventory.indexes()) {
        String name = index.getName();
        indexes.add(() -> attempt(name, () -> service.deleteIndex(name)));
      }
      failures.addAll(failures(executor.invokeAll(indexes)));
      return failures;
    } finally {
      executor.shutdownNow();
    }
  }

  private List<String> clear(EndpointPlan plan) {
    String endpoint = plan.endpoint().getName();
    List<String> failures = new ArrayList<>();
    for (DeployedIndex deployment : plan.undeployed()) {
      String id = deployment.getId();
      failures.addAll(attempt("'" + id + "'", () -> service.undeploy(endpoint, id)));
    }
    if (plan.isDeleted() && failures.isEmpty()) {
      failures.addAll(attempt(endpoint, () -> service.deleteEndpoint(endpoint)));
    }
    return failures;
  }

  /** What failed in a removal, if it did. */
  static List<String> attempt(String what, BooleanSupplier removal) {
    try {
      if (!removal.getAsBoolean()) {
        LOG.info("{} was gone already", what);
      }
      return List.of();
    } catch (UserException e) {
      return List.of(e.getMessage());
    }
  }

  private static List<String> failures(List<Future<List<String>>> parts)
      throws InterruptedException {
    List<String> failures = new ArrayList<>();
    for (Future<List<String>> part : parts) {
      try {
        failures.addAll(part.get());
      } catch (ExecutionException e) {
        throw new IllegalStateException("the clean-up failed", e.getCause());
      }
    }
    return failures;
  }
}
