package dev.visualsimilarity.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.cloud.storage.StorageException;
import dev.visualsimilarity.error.UserException;
import dev.visualsimilarity.testing.CloudStorageServer;
import dev.visualsimilarity.testing.Fault;
import dev.visualsimilarity.testing.Faults;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a person reads when Cloud Storage refuses, or cannot be reached. */
class CloudRefusalsTest {

  private static final StorageUri URI = StorageUri.parse("gs://bucket/deep/a b+c.txt");

  private CloudStorageServer server;
  private Storage storage;

  @BeforeEach
  void start() throws IOException {
    server = new CloudStorageServer();
    storage = CloudStorage.at(server.url(), CloudStorageTest.LIMITS);
  }

  @AfterEach
  void stop() throws IOException {
    storage.close();
    server.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "401|Anonymous caller does not have storage.objects.get access to the object.|401 Unauthorized",
        "403|a@b.iam.gserviceaccount.com does not have storage.objects.get access to the object.|a@b.iam.gserviceaccount.com",
      })
  void saysWhoMayNotAndWhichRoleIsMissing(int status, String reason, String changeReason)
      throws IOException {
    PendingObject begun = storage.write(URI);
    begun.write(1);
    server.refuse(
        status, "{\"error\": {\"code\": %d,\n \"message\": \"%s\"}}".formatted(status, reason));
    StorageUri directory = StorageUri.parse("gs://bucket/deep");
    String read = "%s; grant it roles/storage.objectViewer on the bucket bucket".formatted(reason);
    assertThatThrownBy(() -> storage.find(URI)).satisfies(e -> isOneLine(e, "read " + URI, read));
    assertThatThrownBy(() -> storage.read(URI)).satisfies(e -> isOneLine(e, "read " + URI, read));
    assertThatThrownBy(() -> storage.list(directory))
        .satisfies(e -> isOneLine(e, "read " + directory, read));
    assertThatThrownBy(() -> put(URI, new byte[3]))
        .satisfies(e -> isOneLine(e, "write " + URI, changeReason, "roles/storage.objectCreator"));
    assertThatThrownBy(begun::commit)
        .satisfies(e -> isOneLine(e, "write " + URI, changeReason, "roles/storage.objectCreator"));
    assertThatThrownBy(() -> storage.delete(URI))
        .satisfies(e -> isOneLine(e, "delete " + URI, changeReason, "roles/storage.objectUser"));
  }

  @Test
  void aRefusalInTheMiddleOfADownloadIsOneLineToo() throws IOException {
    put(URI, new byte[100]);
    server.inject(Faults.next(Fault.truncate(10)));
    try (InputStream in = storage.read(URI)) {
      server.refuse(403, "no\nentry\n");
      assertThatThrownBy(in::readAllBytes)
          .satisfies(e -> isOneLine(e, "read " + URI, "403 Forbidden"));
    }
  }

  @Test
  void anAnswerOfAnotherKindIsOneLine() {
    server.refuse(400, "<html>\n<body>\nno\n</body></html>\n");
    assertThatThrownBy(() -> storage.find(URI))
        .isInstanceOf(IOException.class)
        .hasMessage("Cloud Storage cannot read %s: 400 Bad Request", URI);
  }

  @Test
  void aLoginThatExpiredIsTold() {
    IOException refused =
        new IOException(
            "400 Bad Request\nPOST https://oauth2.googleapis.com/token\n{ \"error\": \"invalid_grant\" }");
    assertThat(CloudError.of(new StorageException(refused), CloudError.Access.READ, URI))
        .satisfies(e -> isOneLine(e, "read " + URI, "400 Bad Request"));
  }

  @ParameterizedTest
  @CsvSource({"408, true", "429, true", "500, true", "503, true", "400, false", "412, false"})
  void anOutageIsToldFromTheFaultOfOneObject(int code, boolean outage) {
    IOException told = CloudError.of(new StorageException(code, "no"), CloudError.Access.READ, URI);
    assertThat(told instanceof OutageException).isEqualTo(outage);
    assertThat(told).hasMessageStartingWith("Cloud Storage cannot read %s: no", URI);
  }

  @ParameterizedTest
  @CsvSource({
    "http://no-such-host.invalid, unknown host no-such-host.invalid",
    "http://127.0.0.1:1, Connection refused",
  })
  void aServerThatCannotBeReachedIsTold(String host, String reason) {
    try (Storage unreachable = CloudStorage.at(host, CloudStorageTest.LIMITS)) {
      assertThatThrownBy(() -> unreachable.find(URI))
          .isInstanceOf(OutageException.class)
          .hasMessageStartingWith("cannot reach Cloud Storage to read %s: %s", URI, reason)
          .message()
          .hasLineCount(1);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"ftp://127.0.0.1:1", "http://", "a b", ":9023"})
  void refusesAServerThatIsNoAddress(String value) {
    assertThatThrownBy(() -> CloudStorage.create(Map.of("STORAGE_EMULATOR_HOST", value)))
        .isInstanceOf(UserException.class)
        .hasMessage(
            "STORAGE_EMULATOR_HOST '%s' is not the address of a server; give host:port or a URL such as http://127.0.0.1:9023",
            value);
  }

  @Test
  void refusesCredentialsThatAreNotThere() {
    Map<String, String> environment = Map.of("GOOGLE_APPLICATION_CREDENTIALS", "/none/key.json");
    assertThatThrownBy(() -> CloudStorage.create(environment))
        .isInstanceOf(UserException.class)
        .hasMessageStartingWith("GOOGLE_APPLICATION_CREDENTIALS '/none/key.json' is not a file")
        .message()
        .hasLineCount(1);
  }

  @Test
  void aBucketThatIsMissingIsToldToWhoWrites() {
    StorageUri missing = StorageUri.parse("gs://missing/a");
    assertThatThrownBy(() -> storage.write(missing))
        .isInstanceOf(IOException.class)
        .hasMessage("Cloud Storage cannot write %s: The specified bucket does not exist.", missing);
  }

  private static void isOneLine(Throwable e, String... parts) {
    assertThat(e)
        .isInstanceOf(IOException.class)
        .message()
        .startsWith("Cloud Storage does not let this account ")
        .contains(parts)
        .endsWith("gcloud auth application-default login")
        .hasLineCount(1);
  }

  private void put(StorageUri uri, byte[] bytes) throws IOException {
    try (PendingObject object = storage.write(uri)) {
      object.write(bytes);
      object.commit();
    }
  }
}
