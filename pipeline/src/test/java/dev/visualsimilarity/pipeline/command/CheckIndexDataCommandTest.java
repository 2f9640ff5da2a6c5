package dev.visualsimilarity.pipeline.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.visualsimilarity.command.Commands;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckIndexDataCommandTest {

  @TempDir Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void saysWhatAGoodDirectoryHolds() throws IOException {
    Files.writeString(folder.resolve("a.json"), "{\"id\":\"a\",\"embedding\":[1,2]}\n");
    assertThat(run(folder.toString())).isZero();
    JsonObject summary = JsonParser.parseString(out.toString()).getAsJsonObject();
    assertThat(summary.get("records").getAsInt()).isEqualTo(1);
    assertThat(summary.get("dimensions").getAsInt()).isEqualTo(2);
    assertThat(summary.get("mistakes").getAsInt()).isZero();
    assertThat(err.toString()).contains(folder + " is ready: 1 record of 2 dimensions in 1 file (");
  }

  @Test
  void badDataEndsWithOneAndEveryMistakeIsInTheFile() throws IOException {
    Path data = Files.createDirectory(folder.resolve("data"));
    Files.writeString(data.resolve("a.json"), "oops\n".repeat(70));
    Path findings = folder.resolve("findings.jsonl");
    assertThat(run(data.toString(), "--findings", findings.toString())).isEqualTo(1);
    assertThat(err.toString())
        .contains("has 70 mistakes, 0 good records; all are in " + findings, "The first 50:")
        .contains("a.json:50: INVALID_JSON_SYNTAX")
        .doesNotContain("a.json:51");
    List<String> lines = Files.readAllLines(findings);
    assertThat(lines).hasSize(70);
    assertThat(JsonParser.parseString(lines.get(0)).getAsJsonObject().keySet())
        .containsExactly("file", "line", "id", "error_type", "message", "record");
  }

  @Test
  void lengthsOfZeroAreForIndexesThatKeepLengths() throws IOException {
    Files.writeString(folder.resolve("a.json"), "{\"id\":\"a\",\"embedding\":[0,0]}\n");
    assertThat(run(folder.toString())).isEqualTo(1);
    assertThat(err.toString())
        .contains("ZERO_EMBEDDING", "has 1 mistake, 0 good records; ", "The first:");
    assertThat(run(folder.toString(), "--allow-zero-vectors")).isZero();
    assertThat(run(folder.toString(), "--allow-zero-vectors", "--dimensions", "3")).isEqualTo(1);
  }

  @Test
  void aDirectoryWithoutRecordsIsNotReady() throws IOException {
    Files.createFile(folder.resolve("empty.json"));
    assertThat(run(folder.toString())).isEqualTo(1);
    assertThat(err.toString()).contains("there is no record in " + folder);
  }

  @Test
  void aDirectoryOfDeletionsIsReadyForAnIndexThatExists() throws IOException {
    Files.writeString(Files.createDirectory(folder.resolve("delete")).resolve("ids.txt"), "a\n");
    assertThat(run(folder.toString())).isZero();
    assertThat(err.toString()).contains("is ready to delete from an index that exists: ");
  }

  @Test
  void aMissingDirectoryIsBadUsage() {
    assertThat(run(folder.resolve("nowhere").toString())).isEqualTo(2);
    assertThat(err.toString().strip()).contains("nowhere: it does not exist").hasLineCount(1);
  }

  private int run(String... args) {
    return Commands.commandLine(new CheckIndexDataCommand())
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(args);
  }
}
