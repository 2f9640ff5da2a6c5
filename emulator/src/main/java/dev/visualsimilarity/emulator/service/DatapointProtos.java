package dev.visualsimilarity.emulator.service;

import com.google.cloud.aiplatform.v1.IndexDatapoint;
import com.google.cloud.aiplatform.v1.IndexDatapoint.CrowdingTag;
import com.google.cloud.aiplatform.v1.IndexDatapoint.NumericRestriction;
import com.google.cloud.aiplatform.v1.IndexDatapoint.Restriction;
import com.google.common.primitives.Floats;
import dev.visualsimilarity.datapoint.Attributes;
import dev.visualsimilarity.datapoint.Datapoint;
import dev.visualsimilarity.datapoint.NumericRestrict;

/** Datapoints as messages. */
final class DatapointProtos {

  private DatapointProtos() {}

  /** Everything that is known of a datapoint. */
  static IndexDatapoint full(Datapoint datapoint) {
    IndexDatapoint.Builder message =
        brief(datapoint.id(), datapoint.attributes()).toBuilder()
            .addAllFeatureVector(Floats.asList(datapoint.vector()));
    datapoint
        .attributes()
        .restricts()
        .forEach(
            restrict ->
                message.addRestricts(
                    Restriction.newBuilder()
                        .setNamespace(restrict.namespace())
                        .addAllAllowList(restrict.allow())
                        .addAllDenyList(restrict.deny())));
    datapoint
        .attributes()
        .numericRestricts()
        .forEach(restrict -> message.addNumericRestricts(numeric(restrict)));
    return message.build();
  }

  /** The id and the crowding tag. */
  static IndexDatapoint brief(String id, Attributes attributes) {
    IndexDatapoint.Builder message = IndexDatapoint.newBuilder().setDatapointId(id);
    attributes
        .crowdingTag()
        .ifPresent(
            tag -> message.setCrowdingTag(CrowdingTag.newBuilder().setCrowdingAttribute(tag)));
    return message.build();
  }

  private static NumericRestriction numeric(NumericRestrict restrict) {
    NumericRestriction.Builder message =
        NumericRestriction.newBuilder().setNamespace(restrict.namespace());
    Number value = restrict.value();
    if (value instanceof Long number) {
      message.setValueInt(number);
    } else if (value instanceof Float number) {
      message.setValueFloat(number);
    } else {
      message.setValueDouble(value.doubleValue());
    }
    return message.build();
  }
}
