package dev.visualsimilarity.emulator.serving;

import com.google.api.HttpBody;
import com.google.cloud.aiplatform.v1.DeployedModel;
import com.google.cloud.aiplatform.v1.Endpoint;
import com.google.cloud.aiplatform.v1.PredictRequest;
import com.google.cloud.aiplatform.v1.PredictResponse;
import com.google.cloud.aiplatform.v1.PredictionServiceGrpc;
import com.google.cloud.aiplatform.v1.RawPredictRequest;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.ListValue;
import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import com.google.protobuf.util.JsonFormat;
import dev.visualsimilarity.emulator.service.ApiErrors;
import dev.visualsimilarity.emulator.service.Replies;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.random.RandomGenerator;

/**
 * {@code google.cloud.aiplatform.v1.PredictionService}: passes predictions on to the container of a
 * deployed model, within the limits of Vertex AI.
 */
final class PredictionService extends PredictionServiceGrpc.PredictionServiceImplBase {

  /** Of shared public endpoints. */
  static final int MAX_SHARED_BYTES = 1_572_864;

  /** Of dedicated public endpoints. */
  static final int MAX_DEDICATED_BYTES = 10 << 20;

  private static final String JSON = "application/json";
  private static final JsonFormat.Printer PRINTER =
      JsonFormat.printer().omittingInsignificantWhitespace();

  private final ServingState state;
  private final ModelContainers containers;
  private final RandomGenerator random;

  PredictionService(ServingState state, ModelContainers containers, RandomGenerator random) {
    this.state = state;
    this.containers = containers;
    this.random = random;
  }

  @Override
  public void predict(PredictRequest request, StreamObserver<PredictResponse> observer) {
    Replies.reply(observer, () -> predict(request));
  }

  @Override
  public void rawPredict(RawPredictRequest request, StreamObserver<HttpBody> observer) {
    Replies.reply(
        observer,
        () -> {
          Endpoint endpoint = state.endpoint(request.getEndpoint());
          HttpBody asked = request.getHttpBody();
          HttpResponse<byte[]> answer =
              asked(
                  endpoint,
                  Traffic.next(endpoint, random),
                  asked.getData().toByteArray(),
                  asked.getContentType().isEmpty() ? JSON : asked.getContentType());
          return HttpBody.newBuilder()
              .setContentType(answer.headers().firstValue("Content-Type").orElse(JSON))
              .setData(ByteString.copyFrom(answer.body()))
              .build();
        });
  }

  private PredictResponse predict(PredictRequest request) {
    Endpoint endpoint = state.endpoint(request.getEndpoint());
    DeployedModel deployed = Traffic.next(endpoint, random);
    Struct.Builder body =
        Struct.newBuilder()
            .putFields(
                "instances",
                Value.newBuilder()
                    .setListValue(ListValue.newBuilder().addAllValues(request.getInstancesList()))
                    .build());
    if (request.hasParameters()) {
      body.putFields("parameters", request.getParameters());
    }
    HttpResponse<byte[]> answer = asked(endpoint, deployed, json(body.build()), JSON);
    Struct.Builder answered = Struct.newBuilder();
    try {
      JsonFormat.parser().merge(new String(answer.body(), StandardCharsets.UTF_8), answered);
    } catch (InvalidProtocolBufferException e) {
      throw ApiErrors.failedPrecondition(
          "the model server's answer is no JSON object: %s", e.getMessage());
    }
    return PredictResponse.newBuilder()
        .addAllPredictions(
            answered
                .getFieldsOrDefault("predictions", Value.getDefaultInstance())
                .getListValue()
                .getValuesList())
        .setDeployedModelId(deployed.getId())
        .setModel(deployed.getModel())
        .setModelVersionId(deployed.getModelVersionId())
        .setModelDisplayName(deployed.getDisplayName())
        .build();
  }

  private HttpResponse<byte[]> asked(
      Endpoint endpoint, DeployedModel deployed, byte[] body, String contentType) {
    int limit = endpoint.getDedicatedEndpointEnabled() ? MAX_DEDICATED_BYTES : MAX_SHARED_BYTES;
    if (body.length > limit) {
      throw ApiErrors.invalidArgument("Request payload size exceeds the limit: %d bytes.", limit);
    }
    try {
      HttpResponse<byte[]> answer =
          containers.get(endpoint.getName(), deployed.getId()).predict(body, contentType);
      if (answer.statusCode() != 200) {
        throw refused(answer);
      }
      return answer;
    } catch (IOException e) {
      throw ApiErrors.unavailable("the model server does not answer: %s", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw ApiErrors.unavailable("interrupted while the model server predicts");
    }
  }

  private static StatusRuntimeException refused(HttpResponse<byte[]> answer) {
    String text = new String(answer.body(), StandardCharsets.UTF_8);
    return switch (answer.statusCode()) {
      case 503 -> ApiErrors.unavailable("the model server answers 503: %s", text);
      case 500 -> ApiErrors.failedPrecondition("the model server answers 500: %s", text);
      default ->
          ApiErrors.invalidArgument("the model server answers %d: %s", answer.statusCode(), text);
    };
  }

  private static byte[] json(Struct body) {
    try {
      return PRINTER.print(body).getBytes(StandardCharsets.UTF_8);
    } catch (InvalidProtocolBufferException e) {
      throw ApiErrors.invalidArgument("the instances cannot be sent as JSON: %s", e.getMessage());
    }
  }
}
