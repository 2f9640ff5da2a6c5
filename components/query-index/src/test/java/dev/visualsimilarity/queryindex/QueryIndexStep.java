package dev.visualsimilarity.queryindex;

import dev.visualsimilarity.command.Commands;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Runs the step on a deployed shop and reads what it wrote. */
final class QueryIndexStep {

  private final DeployedShop shop;
  private final Path out;
  private final StringWriter err = new StringWriter();

  QueryIndexStep(DeployedShop shop, Path out) {
    this.shop = shop;
    this.out = out;
  }

  /**
   * Runs the step; returns its exit code.
   *
   * @param changed flags and their values in turn, instead of or beside those that work
   */
  int run(String... changed) {
    Map<String, String> args = new LinkedHashMap<>();
    args.put("--api-endpoint", shop.apiEndpoint());
    args.put("--ann-index-endpoint", shop.hastyEndpoint());
    args.put("--ann-deployed-index-id", "hasty");
    args.put("--exact-index-endpoint", shop.exactEndpoint());
    args.put("--exact-deployed-index-id", "exact");
    args.put("--query-catalog-uri", shop.queries().toString());
    args.put("--catalog-uri", shop.catalog().toString());
    args.put("--label-column", "product");
    args.put("--title-column", "title");
    args.put("--model-uri", shop.model().toString());
    args.put("--image-height", "16");
    args.put("--image-width", "16");
    args.put("--num-neighbors", "8");
    args.put("--output-dir", out.toString());
    for (int i = 0; i < changed.length; i += 2) {
      args.put(changed[i], changed[i + 1]);
    }
    List<String> words = new ArrayList<>();
    args.forEach((flag, value) -> words.addAll(List.of(flag, value)));
    return Commands.commandLine(new QueryIndex(Map.of()))
        .setErr(new PrintWriter(err))
        .execute(words.toArray(String[]::new));
  }

  /** What the runs wrote on the standard error since it was last cleared. */
  String errors() {
    return err.toString();
  }

  void clearErrors() {
    err.getBuffer().setLength(0);
  }

  String parameter(String name) throws IOException {
    return Files.readString(out.resolve("parameters").resolve(name));
  }

  Path artifact(String name) {
    return out.resolve("artifacts").resolve(name);
  }
}
