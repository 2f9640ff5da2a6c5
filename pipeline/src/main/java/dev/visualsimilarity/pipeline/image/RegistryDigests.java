package dev.visualsimilarity.pipeline.image;

import com.google.auth.oauth2.GoogleCredentials;
import com.google.gson.JsonObject;
import dev.visualsimilarity.error.UserException;
import dev.visualsimilarity.json.Json;
import dev.visualsimilarity.pipeline.json.YamlFile;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Asks the registry for digests, by the HTTP API version 2 of registries: the header
 * Docker-Content-Digest of a manifest. Who asks is known from {@code ~/.docker/config.json}, or in
 * Google's registries by the application-default credentials. A registry on this machine is asked
 * without TLS.
 */
public final class RegistryDigests implements Digests {

  private static final String MANIFESTS =
      "application/vnd.oci.image.index.v1+json, application/vnd.oci.image.manifest.v1+json, application/vnd.docker.distribution.manifest.list.v2+json, application/vnd.docker.distribution.manifest.v2+json";

  private static final Pattern CHALLENGE = Pattern.compile("(\\w+)=\"([^\"]*)\"");
  private static final Pattern GOOGLE = Pattern.compile("(.+\\.)?(pkg\\.dev|gcr\\.io)");
  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final int UNAUTHORIZED = 401;
  private static final int NOT_FOUND = 404;

  private final HttpClient client = HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
  private final Path dockerConfig;

  /**
   * @param dockerConfig the file with the registries' logins; need not exist
   */
  public RegistryDigests(Path dockerConfig) {
    this.dockerConfig = dockerConfig;
  }

  @Override
  public String of(ImageReference image) {
    String host = image.repository().replaceFirst("/.*", "");
    if (!image.repository().contains("/") || !host.matches("localhost|.*[.:].*")) {
      throw UserException.badParameter(
          "%s names no registry that could be asked for its digest; give --registry HOST/PATH"
              .formatted(image));
    }
    try {
      return ask(image, host);
    } catch (IOException e) {
      throw UserException.failed(
          "cannot ask %s for the digest of %s: %s".formatted(host, image, text(e)), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw UserException.failed("interrupted while asking for the digest of " + image);
    }
  }

  private String ask(ImageReference image, String host) throws IOException, InterruptedException {
    String path = image.repository().substring(host.length() + 1);
    String scheme = host.matches("(localhost|127\\.0\\.0\\.1)(:\\d+)?") ? "http" : "https";
    URI uri = URI.create("%s://%s/v2/%s/manifests/%s".formatted(scheme, host, path, image.tag()));
    Optional<String> login = login(host);
    HttpResponse<Void> response = manifest(uri, login.map(text -> "Basic " + text));
    if (response.statusCode() == UNAUTHORIZED) {
      response = manifest(uri, Optional.of("Bearer " + token(response, login)));
    }
    if (response.statusCode() == NOT_FOUND) {
      throw UserException.failed(
          "%s is not in its registry; build and push the images first, or give another --tag"
              .formatted(image));
    }
    String digest = response.headers().firstValue("Docker-Content-Digest").orElse("");
    if (response.statusCode() != 200 || !ImageReference.isDigest(digest)) {
      throw UserException.failed(
          "%s gives no digest of %s: HTTP %d".formatted(host, image, response.statusCode()));
    }
    return digest;
  }

  private HttpResponse<Void> manifest(URI uri, Optional<String> authorization)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri)
            .timeout(TIMEOUT)
            .method("HEAD", HttpRequest.BodyPublishers.noBody())
            .header("Accept", MANIFESTS);
    authorization.ifPresent(value -> request.header("Authorization", value));
    return client.send(request.build(), BodyHandlers.discarding());
  }

  /** Fetches a token where the registry's challenge says. */
  private String token(HttpResponse<Void> refused, Optional<String> login)
      throws IOException, InterruptedException {
    Map<String, String> challenge = new TreeMap<>();
    Matcher part = CHALLENGE.matcher(refused.headers().firstValue("WWW-Authenticate").orElse(""));
    while (part.find()) {
      challenge.put(part.group(1), part.group(2));
    }
    String realm = challenge.getOrDefault("realm", "");
    if (!realm.startsWith("https://") && !realm.startsWith("http://127.0.0.1")) {
      throw new IOException("it wants a login (docker login) that is not there");
    }
    String query =
        "service=%s&scope=%s"
            .formatted(
                encoded(challenge.getOrDefault("service", "")),
                encoded(challenge.getOrDefault("scope", "")));
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(realm + "?" + query)).timeout(TIMEOUT);
    login.ifPresent(text -> request.header("Authorization", "Basic " + text));
    HttpResponse<String> response = client.send(request.build(), BodyHandlers.ofString());
    JsonObject body =
        response.statusCode() == 200
            ? Json.COMPACT.fromJson(response.body(), JsonObject.class)
            : new JsonObject();
    for (String name : new String[] {"token", "access_token"}) {
      if (body.has(name)) {
        return body.get(name).getAsString();
      }
    }
    throw new IOException("its login at %s fails: HTTP %d".formatted(realm, response.statusCode()));
  }

  /** User and password in Base64, as Docker keeps them. */
  private Optional<String> login(String host) throws IOException {
    if (Files.isRegularFile(dockerConfig)) {
      JsonObject config = YamlFile.read(dockerConfig);
      JsonObject logins = config.has("auths") ? config.getAsJsonObject("auths") : new JsonObject();
      for (String key : new String[] {host, "https://" + host}) {
        if (logins.has(key) && logins.getAsJsonObject(key).has("auth")) {
          return Optional.of(logins.getAsJsonObject(key).get("auth").getAsString());
        }
      }
    }
    return GOOGLE.matcher(host).matches() ? Optional.of(googleLogin()) : Optional.empty();
  }

  private static String googleLogin() throws IOException {
    GoogleCredentials credentials;
    try {
      credentials =
          GoogleCredentials.getApplicationDefault()
              .createScoped("https://www.googleapis.com/auth/cloud-platform");
    } catch (IOException e) {
      throw new IOException("no credentials; run gcloud auth application-default login", e);
    }
    credentials.refreshIfExpired();
    String login = "oauth2accesstoken:" + credentials.getAccessToken().getTokenValue();
    return Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8));
  }

  /** In its own words; those of the network often have none. */
  private static String text(IOException e) {
    return e.getMessage() == null ? e.toString() : e.getMessage();
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
