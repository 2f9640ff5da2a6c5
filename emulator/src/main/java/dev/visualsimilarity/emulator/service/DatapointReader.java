package dev.visualsimilarity.emulator.service;

import com.google.cloud.aiplatform.v1.IndexDatapoint;
import com.google.cloud.aiplatform.v1.IndexDatapoint.NumericRestriction;
import com.google.cloud.aiplatform.v1.IndexDatapoint.Restriction;
import com.google.common.primitives.Floats;
import dev.visualsimilarity.datapoint.Attributes;
import dev.visualsimilarity.datapoint.Datapoint;
import dev.visualsimilarity.datapoint.NumericRestrict;
import dev.visualsimilarity.datapoint.Restrict;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Checks datapoints that came as messages, by the rules for those in files. */
final class DatapointReader {

  private DatapointReader() {}

  static Datapoint read(IndexDatapoint message, int dimensions) {
    String id = message.getDatapointId();
    if (id.isEmpty()) {
      throw ApiErrors.invalidArgument("a datapoint has no datapoint_id");
    }
    if (message.hasSparseEmbedding()) {
      throw ApiErrors.unimplemented("datapoint %s: the emulator has no sparse embeddings", id);
    }
    if (message.getFeatureVectorCount() != dimensions) {
      throw ApiErrors.invalidArgument(
          "datapoint %s: feature_vector has %d dimensions, the index has %d",
          id, message.getFeatureVectorCount(), dimensions);
    }
    float[] vector = Floats.toArray(message.getFeatureVectorList());
    for (int i = 0; i < vector.length; i++) {
      if (!Float.isFinite(vector[i])) {
        throw ApiErrors.invalidArgument(
            "datapoint %s: feature_vector[%d] is %s; it must be finite", id, i, vector[i]);
      }
    }
    return new Datapoint(id, vector, attributes(message));
  }

  /** The restricts and the crowding tag. */
  static Attributes attributes(IndexDatapoint message) {
    String id = message.getDatapointId();
    List<Restrict> restricts = new ArrayList<>();
    Set<String> namespaces = new HashSet<>();
    for (Restriction restriction : message.getRestrictsList()) {
      requireNew(id, restriction.getNamespace(), namespaces);
      if (restriction.getAllowListList().contains("")
          || restriction.getDenyListList().contains("")) {
        throw ApiErrors.invalidArgument(
            "datapoint %s: restrict %s has an empty token", id, restriction.getNamespace());
      }
      restricts.add(
          new Restrict(
              restriction.getNamespace(),
              restriction.getAllowListList(),
              restriction.getDenyListList()));
    }
    List<NumericRestrict> numbers = new ArrayList<>();
    Set<String> numericNamespaces = new HashSet<>();
    for (NumericRestriction restriction : message.getNumericRestrictsList()) {
      requireNew(id, restriction.getNamespace(), numericNamespaces);
      numbers.add(new NumericRestrict(restriction.getNamespace(), number(id, restriction)));
    }
    return new Attributes(
        restricts,
        numbers,
        Optional.of(message.getCrowdingTag().getCrowdingAttribute()).filter(tag -> !tag.isEmpty()));
  }

  private static void requireNew(String id, String namespace, Set<String> namespaces) {
    if (namespace.isEmpty()) {
      throw ApiErrors.invalidArgument("datapoint %s: a restrict has no namespace", id);
    }
    if (!namespaces.add(namespace)) {
      throw ApiErrors.invalidArgument("datapoint %s: namespace %s is there twice", id, namespace);
    }
  }

  private static Number number(String id, NumericRestriction restriction) {
    if (restriction.getOpValue() != 0) {
      throw ApiErrors.invalidArgument(
          "datapoint %s: numeric restrict %s has an op; op belongs to queries",
          id, restriction.getNamespace());
    }
    Number value =
        switch (restriction.getValueCase()) {
          case VALUE_INT -> restriction.getValueInt();
          case VALUE_FLOAT -> restriction.getValueFloat();
          case VALUE_DOUBLE -> restriction.getValueDouble();
          case VALUE_NOT_SET ->
              throw ApiErrors.invalidArgument(
                  "datapoint %s: numeric restrict %s has no value", id, restriction.getNamespace());
        };
    if (!Double.isFinite(value.doubleValue())) {
      throw ApiErrors.invalidArgument(
          "datapoint %s: numeric restrict %s is %s; it must be finite",
          id, restriction.getNamespace(), value);
    }
    return value;
  }
}
