package dev.visualsimilarity.emulator.service;

import com.google.common.hash.Hashing;
import com.google.common.primitives.Floats;
import dev.visualsimilarity.datapoint.Attributes;
import dev.visualsimilarity.datapoint.Datapoint;
import dev.visualsimilarity.datapoint.NumericRestrict;
import dev.visualsimilarity.matchservice.v1.Embedding;
import dev.visualsimilarity.matchservice.v1.Namespace;
import dev.visualsimilarity.matchservice.v1.NumericNamespace;
import java.nio.charset.StandardCharsets;

/** Datapoints as messages of private endpoints. */
final class PrivateEmbeddings {

  private PrivateEmbeddings() {}

  static Embedding of(Datapoint datapoint) {
    Embedding.Builder embedding =
        Embedding.newBuilder()
            .setId(datapoint.id())
            .addAllFloatVal(Floats.asList(datapoint.vector()))
            .setCrowdingAttribute(crowdingAttribute(datapoint.attributes()));
    datapoint
        .attributes()
        .restricts()
        .forEach(
            restrict ->
                embedding.addRestricts(
                    Namespace.newBuilder()
                        .setName(restrict.namespace())
                        .addAllAllowTokens(restrict.allow())
                        .addAllDenyTokens(restrict.deny())));
    datapoint
        .attributes()
        .numericRestricts()
        .forEach(restrict -> embedding.addNumericRestricts(numeric(restrict)));
    return embedding.build();
  }

  /**
   * The crowding tag as the number that these messages have room for: one that is a decimal number
   * as that, any other as the first 8 bytes of its SHA-256; 0 without a tag.
   */
  static long crowdingAttribute(Attributes attributes) {
    if (attributes.crowdingTag().isEmpty()) {
      return 0;
    }
    String tag = attributes.crowdingTag().get();
    try {
      return Long.parseLong(tag);
    } catch (NumberFormatException e) {
      return Hashing.sha256().hashString(tag, StandardCharsets.UTF_8).asLong();
    }
  }

  private static NumericNamespace numeric(NumericRestrict restrict) {
    NumericNamespace.Builder message = NumericNamespace.newBuilder().setName(restrict.namespace());
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
