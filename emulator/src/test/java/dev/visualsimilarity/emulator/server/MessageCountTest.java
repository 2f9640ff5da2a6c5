package dev.visualsimilarity.emulator.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.cloud.aiplatform.v1.FindNeighborsRequest;
import com.google.cloud.aiplatform.v1.FindNeighborsRequest.Query;
import com.google.cloud.aiplatform.v1.IndexDatapoint;
import com.google.cloud.aiplatform.v1.IndexDatapoint.Restriction;
import com.google.cloud.aiplatform.v1.UpsertDatapointsRequest;
import com.google.protobuf.ListValue;
import com.google.protobuf.Message;
import com.google.protobuf.UnknownFieldSet;
import com.google.protobuf.Value;
import java.util.Arrays;
import java.util.Collections;
import org.junit.jupiter.api.Test;

class MessageCountTest {

  @Test
  void countsMessagesOfAnyDepthAndStrings() {
    Restriction restriction =
        Restriction.newBuilder()
            .setNamespace("n")
            .addAllAllowList(Collections.nCopies(5, ""))
            .build();
    Query query =
        Query.newBuilder()
            .setDatapoint(IndexDatapoint.newBuilder().addRestricts(restriction))
            .build();

    // Two queries, and in each a datapoint, a restriction and six strings.
    has(18, FindNeighborsRequest.newBuilder().addQueries(query).addQueries(query).build());
  }

  @Test
  void countsEmptyMessages() {
    has(
        1000,
        UpsertDatapointsRequest.newBuilder()
            .addAllDatapoints(Collections.nCopies(1000, IndexDatapoint.getDefaultInstance()))
            .build());
  }

  @Test
  void doesNotCountNumbers() {
    has(0, IndexDatapoint.newBuilder().addAllFeatureVector(Collections.nCopies(99, 1f)).build());
    has(1, IndexDatapoint.newBuilder().setDatapointId("x").addFeatureVector(1).build());
  }

  @Test
  void countsUnknownFields() {
    UnknownFieldSet.Field.Builder field = UnknownFieldSet.Field.newBuilder();
    for (int i = 0; i < 7; i++) {
      field.addVarint(i);
    }
    has(
        7,
        IndexDatapoint.newBuilder()
            .setUnknownFields(UnknownFieldSet.newBuilder().addField(999, field.build()).build())
            .build());
  }

  @Test
  void doesNotOverflowTheStackAndLeavesNonsenseToTheParser() {
    Value value = Value.newBuilder().setNumberValue(1).build();
    for (int depth = 0; depth < 1000; depth++) {
      value = Value.newBuilder().setListValue(ListValue.newBuilder().addValues(value)).build();
    }
    assertThat(MessageCount.exceeds(value.toByteArray(), Value.getDescriptor(), 200)).isFalse();
    byte[] nonsense = new byte[100];
    Arrays.fill(nonsense, (byte) 0xff);
    assertThat(MessageCount.exceeds(nonsense, Value.getDescriptor(), 10)).isFalse();
  }

  private static void has(int count, Message message) {
    byte[] bytes = message.toByteArray();
    assertThat(MessageCount.exceeds(bytes, message.getDescriptorForType(), count)).isFalse();
    assertThat(MessageCount.exceeds(bytes, message.getDescriptorForType(), count - 1)).isTrue();
  }
}
