package dev.visualsimilarity.matchservice.v1;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** Messages written by hand, as other clients of the service send and read them. */
class MatchServiceWireTest {

  @Test
  void methodsHaveTheNamesThatOtherClientsCall() {
    assertThat(MatchServiceGrpc.getServiceDescriptor().getMethods())
        .extracting(method -> method.getFullMethodName())
        .containsExactlyInAnyOrder(
            "google.cloud.aiplatform.container.v1.MatchService/Match",
            "google.cloud.aiplatform.container.v1.MatchService/BatchMatch",
            "google.cloud.aiplatform.container.v1.MatchService/BatchGetEmbeddings");
  }

  @Test
  void aRequestOfAnotherClientIsUnderstood() throws IOException {
    ByteString bytes =
        written(
            out -> {
              out.writeString(1, "shop");
              out.writeFloat(2, 0.5f);
              out.writeInt32(3, 7);
              out.writeByteArray(
                  4, written(restrict -> restrict.writeString(1, "color")).toByteArray());
              out.writeInt32(5, 2);
              out.writeInt32(6, 50);
              out.writeInt32(7, 10);
              out.writeBool(8, true);
              out.writeDouble(9, 0.25);
              out.writeString(10, "mug");
              out.writeByteArray(
                  11,
                  written(
                          number -> {
                            number.writeString(1, "price");
                            number.writeDouble(4, 9.5);
                            number.writeEnum(5, 4);
                          })
                      .toByteArray());
              out.writeByteArray(12, written(sparse -> sparse.writeInt64(2, 3)).toByteArray());
            });

    assertThat(MatchRequest.parseFrom(bytes))
        .isEqualTo(
            MatchRequest.newBuilder()
                .setDeployedIndexId("shop")
                .addFloatVal(0.5f)
                .setNumNeighbors(7)
                .addRestricts(Namespace.newBuilder().setName("color"))
                .setPerCrowdingAttributeNumNeighbors(2)
                .setApproxNumNeighbors(50)
                .setLeafNodesToSearchPercentOverride(10)
                .setEmbeddingEnabled(true)
                .setFractionLeafNodesToSearchOverride(0.25)
                .setEmbeddingId("mug")
                .addNumericRestricts(
                    NumericNamespace.newBuilder()
                        .setName("price")
                        .setValueDouble(9.5)
                        .setOp(NumericNamespace.Operator.GREATER_EQUAL))
                .setSparseEmbedding(SparseEmbedding.newBuilder().addDimension(3))
                .build());
  }

  @Test
  void anAnswerIsWrittenAsOtherClientsReadIt() throws IOException {
    MatchResponse response =
        MatchResponse.newBuilder()
            .addNeighbor(
                MatchResponse.Neighbor.newBuilder()
                    .setId("mug")
                    .setDistance(0.75)
                    .setCrowdingAttribute(12))
            .build();

    ByteString neighbor =
        written(
            out -> {
              out.writeString(1, "mug");
              out.writeDouble(2, 0.75);
              out.writeInt64(3, 12);
            });
    assertThat(response.toByteString()).isEqualTo(written(out -> out.writeBytes(1, neighbor)));
  }

  private interface Writing {
    void to(CodedOutputStream out) throws IOException;
  }

  private static ByteString written(Writing writing) throws IOException {
    ByteString.Output bytes = ByteString.newOutput();
    CodedOutputStream out = CodedOutputStream.newInstance(bytes);
    writing.to(out);
    out.flush();
    return bytes.toByteString();
  }
}
