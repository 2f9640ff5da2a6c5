package dev.visualsimilarity.vertexai;

import com.google.api.client.http.GenericUrl;
import com.google.api.client.http.HttpRequest;
import com.google.api.client.http.HttpRequestInitializer;
import com.google.api.client.http.HttpResponse;
import com.google.api.client.http.javanet.NetHttpTransport;
import com.google.auth.http.HttpCredentialsAdapter;
import com.google.auth.oauth2.GoogleCredentials;
import java.io.IOException;
import java.time.Duration;

/** Reads what Google's HTTP services hold that there is no client for. Thread safe. */
public final class AuthorizedGet {

  private static final Duration TIMEOUT = Duration.ofSeconds(20);

  private final Authorization authorization;

  /** Gives requests their credentials. */
  @FunctionalInterface
  public interface Authorization {
    /**
     * What adds the credentials to a request.
     *
     * @throws IOException if there are none
     */
    HttpRequestInitializer get() throws IOException;
  }

  public AuthorizedGet(Authorization authorization) {
    this.authorization = authorization;
  }

  /** With a bearer token of the application-default credentials. */
  public static Authorization applicationDefault(String scope) {
    return () ->
        new HttpCredentialsAdapter(GoogleCredentials.getApplicationDefault().createScoped(scope));
  }

  /**
   * The body of the answer, as text.
   *
   * @throws com.google.api.client.http.HttpResponseException if the service refuses
   * @throws IOException if there are no credentials or no answer
   */
  public String text(String url) throws IOException {
    HttpRequest request =
        new NetHttpTransport()
            .createRequestFactory(authorization.get())
            .buildGetRequest(new GenericUrl(url))
            .setConnectTimeout((int) TIMEOUT.toMillis())
            .setReadTimeout((int) TIMEOUT.toMillis());
    HttpResponse response = request.execute();
    try {
      return response.parseAsString();
    } finally {
      response.disconnect();
    }
  }
}
