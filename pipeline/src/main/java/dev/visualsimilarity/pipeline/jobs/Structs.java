package dev.visualsimilarity.pipeline.jobs;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageOrBuilder;
import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import com.google.protobuf.util.JsonFormat;
import dev.visualsimilarity.emulator.service.ApiErrors;
import dev.visualsimilarity.json.Json;

/** JSON trees as the messages Struct and Value, and back. */
final class Structs {

  private Structs() {}

  /** A Struct or a Value as JSON. Only a client can send what is none: numbers that are none. */
  static JsonElement json(MessageOrBuilder message) {
    try {
      return JsonParser.parseString(JsonFormat.printer().print(message));
    } catch (InvalidProtocolBufferException | IllegalArgumentException e) {
      throw ApiErrors.invalidArgument("a value cannot be written as JSON: %s", e.getMessage());
    }
  }

  static Struct struct(JsonObject json) {
    return merge(json, Struct.newBuilder()).build();
  }

  static Value value(JsonElement json) {
    return merge(json, Value.newBuilder()).build();
  }

  static Value text(String text) {
    return Value.newBuilder().setStringValue(text).build();
  }

  private static <B extends com.google.protobuf.Message.Builder> B merge(
      JsonElement json, B builder) {
    try {
      JsonFormat.parser().merge(Json.COMPACT.toJson(json), builder);
      return builder;
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException(e);
    }
  }
}
