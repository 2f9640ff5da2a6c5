package dev.visualsimilarity.pipeline.submission;

import com.google.cloud.aiplatform.v1.LocationName;
import com.google.cloud.aiplatform.v1.PipelineJob;
import dev.visualsimilarity.error.UserException;
import java.util.List;
import java.util.regex.Pattern;
import picocli.CommandLine.Option;

/** The flags that say which network the tasks of a pipeline job run in. A picocli mixin. */
public final class NetworkOptions {

  private static final Pattern NETWORK =
      Pattern.compile("projects/[0-9]+/global/networks/[a-z](?:[-a-z0-9]*[a-z0-9])?");

  private static final Pattern ATTACHMENT =
      Pattern.compile("projects/[^/]+/regions/([^/]+)/networkAttachments/[^/]+");

  @Option(
      names = "--network",
      paramLabel = "NAME",
      description = "peered network of the tasks, projects/NUMBER/global/networks/NAME")
  String network = "";

  @Option(
      names = "--reserved-ip-ranges",
      paramLabel = "NAME",
      split = ",",
      description = "reserved ranges of --network whose addresses the tasks take")
  List<String> reservedIpRanges = List.of();

  @Option(
      names = "--psc-network-attachment",
      paramLabel = "NAME",
      description =
          "network of the tasks by a Private Service Connect interface,"
              + " projects/PROJECT/regions/REGION/networkAttachments/NAME")
  String networkAttachment = "";

  /**
   * Puts what is given into a job.
   *
   * @throws UserException if it is not valid
   */
  void apply(PipelineJob.Builder job, LocationName parent) {
    if (!network.isBlank()) {
      if (!NETWORK.matcher(network).matches()) {
        throw UserException.badParameter(
            "--network is not valid: '%s'; give projects/NUMBER/global/networks/NAME, with the number that gcloud projects describe PROJECT --format='value(projectNumber)' prints"
                .formatted(network));
      }
      job.setNetwork(network);
    }
    if (!reservedIpRanges.isEmpty()) {
      job.clearReservedIpRanges().addAllReservedIpRanges(reservedIpRanges);
    }
    if (!networkAttachment.isBlank()) {
      requireRegion(parent);
      job.getPscInterfaceConfigBuilder().setNetworkAttachment(networkAttachment);
    }
    if (job.getReservedIpRangesCount() > 0 && job.getNetwork().isEmpty()) {
      throw UserException.badParameter(
          "--reserved-ip-ranges are those of a network; give --network too");
    }
    if (job.hasPscInterfaceConfig() && !job.getNetwork().isEmpty()) {
      throw UserException.badParameter(
          "--network and --psc-network-attachment exclude each other; give one of them");
    }
  }

  private void requireRegion(LocationName parent) {
    var name = ATTACHMENT.matcher(networkAttachment);
    if (!name.matches() || !name.group(1).equals(parent.getLocation())) {
      throw UserException.badParameter(
          "--psc-network-attachment is no network attachment in %s: '%s'; give projects/PROJECT/regions/%s/networkAttachments/NAME"
              .formatted(parent.getLocation(), networkAttachment, parent.getLocation()));
    }
  }
}
