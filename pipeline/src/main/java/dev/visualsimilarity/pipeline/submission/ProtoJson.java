package dev.visualsimilarity.pipeline.submission;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.MessageOrBuilder;
import com.google.protobuf.Value;
import com.google.protobuf.util.JsonFormat;
import dev.visualsimilarity.error.UserException;
import dev.visualsimilarity.json.Json;
import dev.visualsimilarity.pipeline.placeholder.ValueText;
import dev.visualsimilarity.vertexai.OneLine;

/** Messages of the service in JSON, as its REST API writes them. */
public final class ProtoJson {

  /** A null in a Struct is a value, too. */
  private static final Gson PRETTY = Json.PRETTY.newBuilder().serializeNulls().create();

  private ProtoJson() {}

  /** The message as JSON for people and machines, with what is empty left out. */
  public static String print(MessageOrBuilder message) {
    return PRETTY.toJson(json(message));
  }

  /** The same on one line. */
  public static String line(MessageOrBuilder message) {
    return Json.COMPACT.toJson(json(message));
  }

  /** A parameter's value, as commands are given it. */
  public static String text(Value value) {
    return ValueText.of(json(value));
  }

  /**
   * The same as a tree.
   *
   * @throws IllegalArgumentException if a Struct or a Value in it has a number that JSON has not
   */
  public static JsonElement json(MessageOrBuilder message) {
    try {
      return JsonParser.parseString(JsonFormat.printer().print(message));
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Sets the fields that the JSON has; {@code builder} may be of a Struct or a Value, too. */
  public static <B extends Message.Builder> B merge(String source, JsonElement json, B builder) {
    try {
      JsonFormat.parser().merge(Json.COMPACT.toJson(json), builder);
      return builder;
    } catch (InvalidProtocolBufferException e) {
      throw UserException.badParameter(
          "%s does not fit the service: %s"
              .formatted(source, OneLine.of(String.valueOf(e.getMessage()))));
    }
  }
}
