package dev.headroom.http.aws;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.http.HttpBody;
import java.net.URI;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/** Signatures, computed a second time as the documentation of Signature Version 4 says. */
class AwsCallTest {
  private static final Instant AT = Instant.parse("2015-08-30T12:36:00Z");
  private static final String SECRET = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
  private static final byte[] BODY = "Param1=value1".getBytes(UTF_8);

  @ParameterizedTest(name = "{0} {1}, session {2}")
  @CsvSource({
    "https://sns.us-east-1.amazonaws.com, , false",
    "https://events.us-east-1.amazonaws.com/, AWSEvents.PutEvents, true",
    "http://localhost:8080/inbox/eventbridge, AWSEvents.PutEvents, false",
  })
  void aSignatureIsTheOneThatTheServiceComputes(URI url, @Nullable String target, boolean session)
      throws Exception {
    AwsCredentialsIdentity keys =
        session
            ? AwsSessionCredentials.create("AKIDEXAMPLE", SECRET, "token")
            : AwsBasicCredentials.create("AKIDEXAMPLE", SECRET);
    SdkHttpRequest signed =
        new AwsCall("service", "us-east-1", url, target, HttpBody.of(BODY)).sign(keys, AT);
    String authorization = signed.firstMatchingHeader("Authorization").orElseThrow();
    List<String> names =
        List.of(authorization.replaceAll(".*SignedHeaders=([^,]*),.*", "$1").split(";", -1));
    assertThat(names).contains("content-type", "host", "x-amz-date");
    assertThat(names.contains("x-amz-target")).isEqualTo(target != null);
    assertThat(names.contains("x-amz-security-token")).isEqualTo(session);
    TreeMap<String, String> headers = new TreeMap<>();
    names.forEach(n -> headers.put(n, signed.firstMatchingHeader(n).orElseThrow()));
    assertThat(headers.get("host"))
        .isEqualTo(url.getPort() < 0 ? url.getHost() : url.getHost() + ":" + url.getPort());
    String canonical =
        "POST\n"
            + (url.getPath().isEmpty() ? "/" : url.getPath())
            + "\n\n"
            + headers.entrySet().stream()
                .map(e -> e.getKey() + ":" + e.getValue() + "\n")
                .collect(Collectors.joining())
            + "\n"
            + String.join(";", headers.keySet())
            + "\n"
            + sha256(BODY);
    String toSign =
        "AWS4-HMAC-SHA256\n20150830T123600Z\n20150830/us-east-1/service/aws4_request\n"
            + sha256(canonical.getBytes(UTF_8));
    byte[] key = ("AWS4" + SECRET).getBytes(UTF_8);
    for (String part : List.of("20150830", "us-east-1", "service", "aws4_request")) {
      key = hmac(key, part);
    }
    assertThat(authorization)
        .isEqualTo(
            "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, "
                + "SignedHeaders="
                + String.join(";", headers.keySet())
                + ", Signature="
                + HexFormat.of().formatHex(hmac(key, toSign)));
  }

  private static String sha256(byte[] bytes) throws Exception {
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
  }

  private static byte[] hmac(byte[] key, String text) throws Exception {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(key, "HmacSHA256"));
    return mac.doFinal(text.getBytes(UTF_8));
  }
}
