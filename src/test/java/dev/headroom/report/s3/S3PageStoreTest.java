package dev.headroom.report.s3;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.headroom.http.EgressPolicy;
import dev.headroom.http.RestHttp;
import dev.headroom.report.PageFile;
import dev.headroom.report.s3.S3PageStore.Place;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;

/** Objects put into a store on this machine, which checks each signature as S3 documents it. */
@QuarkusTest
class S3PageStoreTest {
  private static final Instant AT = Instant.parse("2026-11-25T10:00:00Z");
  private static final String SECRET = "canary0key0canary";
  private static final PageFile PAGE =
      PageFile.of("tenants/acme/index.html", PageFile.HTML, "<p>Größe</p>");

  /** A store with buckets in its path. */
  private static final class Bucket implements AutoCloseable {
    final Map<String, String> objects = new ConcurrentHashMap<>();
    final Map<String, String> types = new ConcurrentHashMap<>();
    private final HttpServer server;
    private final int status;
    private final String code;

    Bucket(int status, String code) throws IOException {
      this.status = status;
      this.code = code;
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
      server.createContext("/", this::answer);
      server.start();
    }

    private void answer(HttpExchange exchange) throws IOException {
      byte[] body = exchange.getRequestBody().readAllBytes();
      int answered = status == 200 && !isSigned(exchange, body) ? 403 : status;
      if (answered == 200) {
        objects.put(exchange.getRequestURI().getRawPath(), new String(body, UTF_8));
        types.put(
            exchange.getRequestURI().getRawPath(),
            exchange.getRequestHeaders().getFirst("Content-Type"));
      }
      byte[] text =
          answered == 200
              ? new byte[0]
              : ("<Error><Code>" + code + "</Code><Message>no</Message></Error>").getBytes(UTF_8);
      exchange.sendResponseHeaders(answered, text.length == 0 ? -1 : text.length);
      exchange.getResponseBody().write(text);
      exchange.close();
    }

    S3PageStore store() {
      return new S3PageStore(
          new RestHttp(new EgressPolicy(true)),
          new Place(
              "pages",
              "headroom/",
              "eu-central-1",
              Optional.of(URI.create("http://localhost:" + server.getAddress().getPort()))),
          () -> Optional.of(AwsSessionCredentials.create("AKIDEXAMPLE", SECRET, "token")),
          () -> AT);
    }

    @Override
    public void close() {
      server.stop(0);
    }
  }

  @Test
  void anObjectArrivesSignedUnderItsName() throws Exception {
    try (Bucket bucket = new Bucket(200, "SignatureDoesNotMatch")) {
      assertThat(bucket.store().put(PAGE)).isEmpty();

      assertThat(bucket.objects)
          .containsExactly(Map.entry("/pages/headroom/tenants/acme/index.html", PAGE.text()));
      assertThat(bucket.types.values()).containsExactly("text/html;charset=UTF-8");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "403, AccessDenied, s3:PutObject on pages/headroom/*",
    "404, NoSuchBucket, headroom.report.bucket",
    "301, PermanentRedirect, headroom.report.region",
    "503, SlowDown, next tick",
  })
  void aRefusalSaysWhatToDo(int status, String code, String remedy) throws Exception {
    try (Bucket bucket = new Bucket(status, code)) {
      assertThat(bucket.store().put(PAGE))
          .hasValueSatisfying(
              problem ->
                  assertThat(problem)
                      .startsWith(
                          "tenants/acme/index.html is not written: bucket pages answered %d %s. "
                              .formatted(status, code))
                      .contains(remedy)
                      .doesNotContain(SECRET, "token"));
    }
  }

  @Test
  void whatCannotBeReachedIsAReason() throws Exception {
    S3PageStore gone;
    try (Bucket bucket = new Bucket(200, "")) {
      gone = bucket.store();
    }
    assertThat(gone.put(PAGE))
        .hasValueSatisfying(
            problem -> assertThat(problem).startsWith("tenants/acme/index.html is not written: "));
  }

  @Test
  void withoutCredentialsNothingIsSent() throws Exception {
    try (Bucket bucket = new Bucket(200, "")) {
      S3PageStore store =
          new S3PageStore(
              new RestHttp(new EgressPolicy(true)),
              new Place("pages", "", "eu-central-1", Optional.empty()),
              Optional::empty,
              () -> AT);
      assertThat(store.put(PAGE))
          .hasValueSatisfying(problem -> assertThat(problem).contains("no AWS credentials"));
      assertThat(bucket.objects).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "eu-central-1, https://pages.s3.eu-central-1.amazonaws.com/headroom/index.html",
    "cn-north-1, https://pages.s3.cn-north-1.amazonaws.com.cn/headroom/index.html",
  })
  void s3HasTheBucketInItsHost(String region, String url) {
    assertThat(new Place("pages", "headroom/", region, Optional.empty()).of("index.html"))
        .hasToString(url);
  }

  private static boolean isSigned(HttpExchange exchange, byte[] body) {
    try {
      String given = exchange.getRequestHeaders().getFirst("Authorization");
      List<String> names = List.of(given.replaceAll(".*SignedHeaders=([^,]*),.*", "$1").split(";"));
      StringBuilder canonical = new StringBuilder("PUT\n");
      canonical.append(exchange.getRequestURI().getRawPath()).append("\n\n");
      for (String name : names) {
        canonical.append(name).append(':');
        canonical.append(exchange.getRequestHeaders().getFirst(name).strip()).append('\n');
      }
      canonical.append('\n').append(String.join(";", names)).append('\n').append(sha256(body));
      String toSign =
          "AWS4-HMAC-SHA256\n20261125T100000Z\n20261125/eu-central-1/s3/aws4_request\n"
              + sha256(canonical.toString().getBytes(UTF_8));
      byte[] key = ("AWS4" + SECRET).getBytes(UTF_8);
      for (String part : List.of("20261125", "eu-central-1", "s3", "aws4_request")) {
        key = hmac(key, part);
      }
      return names.containsAll(List.of("host", "x-amz-content-sha256", "x-amz-security-token"))
          && given.endsWith("Signature=" + HexFormat.of().formatHex(hmac(key, toSign)))
          && sha256(body).equals(exchange.getRequestHeaders().getFirst("x-amz-content-sha256"));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String sha256(byte[] bytes) throws GeneralSecurityException {
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
  }

  private static byte[] hmac(byte[] key, String text) throws GeneralSecurityException {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(key, "HmacSHA256"));
    return mac.doFinal(text.getBytes(UTF_8));
  }
}
