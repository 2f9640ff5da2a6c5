package dev.visualsimilarity.savedmodel.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.visualsimilarity.error.UserException;
import dev.visualsimilarity.storage.RetryLimits;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.Optional;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpSourceTest {

  private static final RetryLimits LIMITS =
      new RetryLimits(
          Duration.ofMillis(1),
          Duration.ofMillis(5),
          Duration.ofMillis(300),
          Duration.ofMillis(50),
          Duration.ofSeconds(20));
  private static final String GZIP = "application/gzip";
  private static final byte[] WEIGHTS = weights();

  @TempDir private Path folder;
  private ModelServer server;

  @BeforeEach
  void serve() throws IOException {
    server = new ModelServer(tarGz());
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @ParameterizedTest
  @CsvSource({
    "https://tfhub.dev/g/m/5, https://tfhub.dev/g/m/5?tf-hub-format=compressed",
    "https://tfhub.dev/g/m/5/, https://tfhub.dev/g/m/5/?tf-hub-format=compressed",
    "https://h/m?a=b, https://h/m?a=b&tf-hub-format=compressed",
    "https://h/m?tf-hub-format=compressed, https://h/m?tf-hub-format=compressed",
    "HTTPS://h/m.TAR.GZ?sig=a%2Fb, HTTPS://h/m.TAR.GZ?sig=a%2Fb",
    "http://h/m.tgz, http://h/m.tgz",
    "http://h/m.tar, http://h/m.tar"
  })
  void asksForTheCompressedFormOfAHandle(String uri, String asked) {
    assertThat(HttpSource.isUrl(uri)).isTrue();
    assertThat(HttpSource.compressed(uri)).hasToString(asked);
  }

  @Test
  void unpacksWhatAHandleNames() throws IOException {
    assertThat(fetch("/publisher/model/1", "")).isPresent();
    assertThat(folder.resolve("model/variables")).hasBinaryContent(WEIGHTS);
    assertThat(server.requests()).containsExactly("/publisher/model/1?tf-hub-format=compressed");
    assertThat(folder.resolve("model.download")).doesNotExist();
  }

  @Test
  void followsARedirection() throws IOException {
    fetch("/moved.tar.gz", "");
    assertThat(folder.resolve("model/variables")).hasBinaryContent(WEIGHTS);
  }

  @Test
  void whatIsKnownByItsEtagIsNotSentAgain() throws IOException {
    server.content(tarGz(), "\"v1\"", GZIP);
    String state = fetch("/m.tar.gz", "").orElseThrow();
    assertThat(fetch("/m.tar.gz", state)).isEmpty();
    server.content(tarGz(), "\"v2\"", GZIP);
    assertThat(fetch("/m.tar.gz", state)).hasValue("etag \"v2\"");
    assertThat(server.requests())
        .containsExactly("/m.tar.gz", "/m.tar.gz \"v1\"", "/m.tar.gz \"v1\"");
  }

  @Test
  void whatHasNoEtagIsKnownByItsLastChange() throws IOException {
    String date = "Wed, 25 Nov 2026 12:00:00 GMT";
    server.content(tarGz(), date, GZIP);
    assertThat(fetch("/m.tar.gz", "")).hasValue("modified " + date);
    assertThat(fetch("/m.tar.gz", "modified " + date)).isEmpty();
    server.failNext(60_000);
    fetch("/m.tar.gz", "");
    assertThat(folder.resolve("model/variables")).hasBinaryContent(WEIGHTS);
    assertThat(server.requests())
        .containsExactly("/m.tar.gz", "/m.tar.gz " + date, "/m.tar.gz", "/m.tar.gz bytes=60000-");
  }

  @Test
  void whatNamesNoVersionIsKnownByItsContent() throws IOException {
    String state = fetch("/m.tar.gz", "").orElseThrow();
    assertThat(fetch("/m.tar.gz", state)).isEmpty();
  }

  @Test
  void goesOnWhereAConnectionBroke() throws IOException {
    server.content(tarGz(), "\"v1\"", GZIP);
    server.failNext(503, 70_000, 429, 60_000, 408);
    fetch("/m.tar.gz", "");
    assertThat(folder.resolve("model/variables")).hasBinaryContent(WEIGHTS);
    assertThat(server.requests())
        .containsExactly(
            "/m.tar.gz",
            "/m.tar.gz",
            "/m.tar.gz bytes=70000-",
            "/m.tar.gz bytes=70000-",
            "/m.tar.gz bytes=130000-",
            "/m.tar.gz bytes=130000-");
  }

  @Test
  void beginsAgainWhereTheServerNamesNoVersion() throws IOException {
    server.failNext(70_000);
    fetch("/m.tar.gz", "");
    assertThat(folder.resolve("model/variables")).hasBinaryContent(WEIGHTS);
    assertThat(server.requests()).containsExactly("/m.tar.gz", "/m.tar.gz");
  }

  @Test
  void anOutageEndsInAnError() {
    server.failNext(Collections.nCopies(10_000, 503).stream().mapToInt(i -> i).toArray());
    assertThatThrownBy(() -> fetch("/m.tar.gz", ""))
        .isInstanceOf(UserException.class)
        .hasMessageMatching(
            "model http://\\S+/m.tar.gz cannot be fetched: the server answers 503; check the network, or give a copy by its path");
    server.close();
    assertThatThrownBy(() -> fetch("/m.tar.gz", ""))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("cannot be fetched: Connection refused");
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 403, 404, 410})
  void aRefusalIsNotTriedAgain(int status) {
    server.failNext(status);
    assertThatThrownBy(() -> fetch("/m.tar.gz?signature=secret", ""))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("/m.tar.gz cannot be fetched: the server answers %d;", status)
        .hasMessageNotContaining("secret");
    assertThat(server.requests()).hasSize(1);
  }

  @Test
  void whatIsNoArchiveIsRefused() {
    server.content("<html>".getBytes(StandardCharsets.UTF_8), "", "text/html; charset=utf-8");
    assertThatThrownBy(() -> fetch("/model", ""))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("/model is a web page, not an archive; give the URL of a .tar.gz");
    server.content(new byte[] {1, 2, 3}, "", "application/octet-stream");
    assertThatThrownBy(() -> fetch("/model", ""))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("/model is empty or no tar archive");
    assertThatThrownBy(() -> HttpSource.compressed("https:///m"))
        .hasMessageContaining("model https:///m is no URL: ");
  }

  @Test
  void moreBytesThanAllowedAreRefused() {
    HttpSource small = new HttpSource(server.url("/m.tgz"), new TarUnpacker(100_000, 9), LIMITS);
    assertThatThrownBy(() -> small.fetch(folder.resolve("model"), ""))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("has more than 100000 bytes");
  }

  private Optional<String> fetch(String path, String known) throws IOException {
    Path target = Files.createDirectories(folder.resolve("model"));
    return new HttpSource(server.url(path), TarUnpacker.DEFAULT, LIMITS).fetch(target, known);
  }

  private static byte[] weights() {
    byte[] bytes = new byte[200_000];
    new Random(7).nextBytes(bytes);
    return bytes;
  }

  private static byte[] tarGz() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(new GZIPOutputStream(bytes))) {
      TarArchiveEntry entry = new TarArchiveEntry("./variables");
      entry.setSize(WEIGHTS.length);
      tar.putArchiveEntry(entry);
      tar.write(WEIGHTS);
      tar.closeArchiveEntry();
    }
    return bytes.toByteArray();
  }
}
