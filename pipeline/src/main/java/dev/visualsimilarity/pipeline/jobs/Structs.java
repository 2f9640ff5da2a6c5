package dev.visualsimilarity.pipeline.jobs;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.protobuf.MessageOrBuilder;
import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import dev.visualsimilarity.emulator.service.ApiErrors;
import dev.visualsimilarity.pipeline.submission.ProtoJson;

/** JSON trees as the messages Struct and Value, and back. */
final class Structs {

  private Structs() {}

  /** A Struct or a Value as JSON. Only a client can send what is none: numbers that are none. */
  static JsonElement json(MessageOrBuilder message) {
    try {
      return ProtoJson.json(message);
    } catch (IllegalArgumentException e) {
      throw ApiErrors.invalidArgument("a value cannot be written as JSON: %s", e.getMessage());
    }
  }

  static Struct struct(JsonObject json) {
    return ProtoJson.merge("an object", json, Struct.newBuilder()).build();
  }

  static Value value(JsonElement json) {
    return ProtoJson.merge("a value", json, Value.newBuilder()).build();
  }

  static Value text(String text) {
    return Value.newBuilder().setStringValue(text).build();
  }
}
