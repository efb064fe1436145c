package dev.headroom.notify.aws;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.headroom.alert.Transition;
import dev.headroom.auth.Secret;
import dev.headroom.http.FakeHttp;
import dev.headroom.http.RawServer;
import dev.headroom.notify.DeliveryResult;
import dev.headroom.notify.DeliveryResult.RejectKind;
import dev.headroom.notify.OtherTransitions;
import dev.headroom.notify.ResolvedTarget;
import dev.headroom.notify.TargetId;
import dev.headroom.notify.http.NotifierContract;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.provider.EventFormatProvider;
import io.cloudevents.jackson.JsonFormat;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a target in AWS must do besides. */
abstract class AwsNotifierContract extends NotifierContract {
  static final String KEY_ID = "AKIACANARY0000000000";
  static final String SECRET_KEY = "canarysecretaccesskeycanarysecretaccess0";
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final String setting;
  private final String arn;

  /** The ARN that this kind of target needs, and the setting that holds it. */
  AwsNotifierContract(String setting, String arn) {
    this.setting = setting;
    this.arn = arn;
  }

  /** The CloudEvent in a request as the receiver reads it. */
  abstract JsonNode event(JsonNode body);

  /** An answer by which the service refuses with a code. */
  abstract String refusal(String code);

  @Override
  protected Map<String, String> settings(String url) {
    return Map.of("url", url, setting, arn, "accessKeyId", KEY_ID, "secretAccessKey", SECRET_KEY);
  }

  @Override
  protected List<String> secrets() {
    return List.of(KEY_ID, SECRET_KEY);
  }

  @Override
  protected String json(RawServer.Request request) {
    return receiver().read(request.body()).toString();
  }

  /** The SDK of CloudEvents refuses what the specification does not allow. */
  @Test
  void everyEventIsACloudEventOfItsOwn() throws Exception {
    Map<String, Transition> all = new TreeMap<>(transitions());
    all.putAll(OtherTransitions.byName());
    for (Map.Entry<String, Transition> one : all.entrySet()) {
      try (RawServer server = accepting()) {
        deliver(server, notification(one.getValue()));
        CloudEvent event = cloudEvent(server);
        assertThat(event.getType()).as(one.getKey()).startsWith("dev.headroom.alert.");
        assertThat(event.getTime()).isNotNull();
        assertThat(event.getExtension("alertkey")).isEqualTo(one.getValue().key().hash());
        assertThat(event.getExtensionNames())
            .allMatch(name -> name.matches("[a-z0-9]{1,20}"))
            .contains("severity");
        assertThat(event.getDataContentType()).isEqualTo("application/json");
        JsonNode data = JSON.readTree(Objects.requireNonNull(event.getData()).toBytes());
        assertThat(data.get("key").asText()).isEqualTo(one.getValue().key().hash());
      }
    }
  }

  @Test
  void textThatSomebodyElseChoseLeavesItACloudEvent() throws Exception {
    try (RawServer server = accepting()) {
      deliver(server, hostile());
      assertThat(cloudEvent(server).getExtension("tenant")).asString().doesNotContain("\n", "\r");
    }
  }

  private CloudEvent cloudEvent(RawServer server) throws IOException {
    JsonNode event = event(JSON.readTree(json(server.requests().getLast())));
    assertThat(event.has("data_base64")).isFalse();
    return Objects.requireNonNull(
            EventFormatProvider.getInstance().resolveFormat(JsonFormat.CONTENT_TYPE))
        .deserialize(event.toString().getBytes(StandardCharsets.UTF_8));
  }

  /** AWS answers 400 for most of what goes wrong: the code says whose fault it is. */
  @ParameterizedTest
  @CsvSource({
    "400, Throttling, RATE_LIMITED",
    "400, ThrottlingException, RATE_LIMITED",
    "429, Throttled, RATE_LIMITED",
    "400, AccessDeniedException, CONFIG",
    "403, AuthorizationError, CONFIG",
    "400, UnrecognizedClientException, CONFIG",
    "403, SignatureDoesNotMatch, CONFIG",
    "400, ExpiredTokenException, CONFIG",
    "404, NotFound, CONFIG",
    "400, ResourceNotFoundException, CONFIG",
    "400, KMSAccessDenied, CONFIG",
    "400, InternalFailure, SERVER",
    "500, InternalException, SERVER",
    "503, ServiceUnavailable, SERVER",
    "400, ValidationException, POISON",
    "400, InvalidParameter, POISON",
    "413, RequestEntityTooLargeException, POISON",
  })
  void aCodeSaysMoreThanTheStatus(int status, String code, String kind) {
    assertThat(
            kind(
                deliver(
                    new FakeHttp(request -> reply(status, refusal(code))),
                    "http://localhost/x",
                    opened())))
        .hasToString(kind);
  }

  @Test
  void aSettingThatIsNoArnOfTheServiceIsTheSettingsFault() {
    for (String wrong : List.of("alerts", arn.replace("arn:aws:", "arn:aws:x"), arn + " x", "")) {
      Map<String, Secret> settings = new HashMap<>();
      settings.put(setting, Secret.of(wrong));
      DeliveryResult result =
          notifier(new FakeHttp(request -> success()))
              .deliver(opened(), new ResolvedTarget(new TargetId("mine"), settings), AT);
      assertThat(result)
          .isEqualTo(
              new DeliveryResult.Rejected(
                  RejectKind.CONFIG,
                  setting
                      + " of target mine is not the ARN that it must be; copy it from the AWS"
                      + " console"));
    }
  }

  @Test
  void withoutAnAddressTheArnSaysWhere() {
    Map<String, String> where =
        Map.of(
            "aws", "https://%s.eu-west-1.amazonaws.com",
            "aws-cn", "https://%s.eu-west-1.amazonaws.com.cn");
    where.forEach(
        (partition, address) -> {
          FakeHttp.Request[] sent = new FakeHttp.Request[1];
          Map<String, Secret> settings = new HashMap<>();
          settings("").forEach((name, value) -> settings.put(name, Secret.of(value)));
          settings.remove("url");
          settings.put(setting, Secret.of(arn.replace("arn:aws:", "arn:" + partition + ":")));
          notifier(
                  new FakeHttp(
                      request -> {
                        sent[0] = request;
                        return success();
                      }))
              .deliver(opened(), new ResolvedTarget(new TargetId("mine"), settings), AT);
          assertThat(sent[0].uri()).hasToString(address.formatted(arn.split(":", -1)[2]));
        });
  }
}
