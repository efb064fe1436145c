package dev.headroom.notify.aws;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.headroom.auth.Secret;
import dev.headroom.http.HttpOutcome;
import dev.headroom.http.OutboundHttp;
import dev.headroom.http.RawServer;
import dev.headroom.local.receiver.Receiver;
import dev.headroom.local.receiver.SnsReceiver;
import dev.headroom.notify.Notifier;
import dev.headroom.notify.ResolvedTarget;
import dev.headroom.notify.TargetId;
import io.quarkus.test.junit.QuarkusTest;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
class SnsNotifierTest extends AwsNotifierContract {
  private static final String TOPIC = "arn:aws:sns:eu-west-1:123456789012:alerts";
  private static final String PUBLISHED =
      "<PublishResponse><PublishResult><MessageId>1</MessageId></PublishResult></PublishResponse>";

  SnsNotifierTest() {
    super("topicArn", TOPIC);
  }

  @Override
  protected Notifier notifier(OutboundHttp http) {
    return new SnsNotifier(http);
  }

  @Override
  protected Receiver receiver() {
    return new SnsReceiver();
  }

  @Override
  protected String mediaType() {
    return "application/x-www-form-urlencoded";
  }

  @Override
  protected Optional<String> dedupKey(RawServer.Request request, JsonNode body) {
    return Optional.of(body.at("/Message/default/alertkey").asText());
  }

  @Override
  protected HttpOutcome.Reply success() {
    return reply(200, PUBLISHED);
  }

  @Override
  protected boolean isSuccess(int status, String body) {
    return status == 200 && body.contains("<MessageId>");
  }

  @Override
  protected void assertWithinCaps(JsonNode body, int bytes) {
    assertThat(body.get("bytes").asInt()).isLessThanOrEqualTo(SnsMessage.MAX_MESSAGE_BYTES);
    assertThat(body.get("Subject").asText()).startsWith("acme-prod: ").hasSize(99).endsWith("...");
    assertThat(body.at("/Message/sms").asText()).startsWith("acme-prod: ").hasSize(140);
    assertThat(body.at("/Message/email").asText()).startsWith("acme-prod: ");
    assertThat(body.at("/Message/https/content/title").asText()).hasSize(AmazonQ.MAX_TITLE_CHARS);
    assertThat(body.at("/Message/https/content/description").asText().length())
        .isLessThanOrEqualTo(AmazonQ.MAX_DESCRIPTION_CHARS);
    assertThat(body.at("/Message/default/data/title").asText()).startsWith("acme-prod: ");
  }

  /** In Amazon Q's Markdown nothing of a fact is markup; in a subject there is no line break. */
  @Override
  protected void assertInert(JsonNode body, String text) {
    assertThat(body.get("Subject").asText()).matches("[ -~]+");
    assertThat(body.at("/Message/https/content/description").asText())
        .doesNotContain("[x](https://evil.example)", "<script>", " *b* ");
  }

  @Override
  JsonNode event(JsonNode body) {
    return body.at("/Message/default");
  }

  @Override
  String refusal(String code) {
    return "<ErrorResponse><Error><Type>Sender</Type><Code>"
        + code
        + "</Code></Error></ErrorResponse>";
  }

  @Test
  void aTopicThatIsFirstInFirstOutKeepsTheOrderOfAnAlertAndDropsRepeats() throws Exception {
    try (RawServer server = accepting()) {
      new SnsNotifier(http()).deliver(opened(), target(url(server), TOPIC + ".fifo"), AT);
      new SnsNotifier(http()).deliver(opened(), target(url(server), TOPIC), AT);
      JsonNode fifo = sent(server, 0);
      assertThat(fifo.get("MessageGroupId").asText()).isEqualTo(opened().dedupKey());
      assertThat(fifo.get("MessageDeduplicationId").asText()).isEqualTo("acme-prod:17:0");
      assertThat(sent(server, 1).has("MessageGroupId")).isFalse();
    }
  }

  @Test
  void subscribersByHttpsMayReceiveTheEventInstead() throws Exception {
    try (RawServer server = accepting()) {
      Map<String, Secret> settings = new HashMap<>();
      settings(url(server)).forEach((name, value) -> settings.put(name, Secret.of(value)));
      new SnsNotifier(http())
          .deliver(
              opened(),
              new ResolvedTarget(new TargetId("mine"), settings, Map.of("https", "event"), false),
              AT);
      assertThat(sent(server, 0).at("/Message").has("https")).isFalse();
    }
  }

  @Test
  void attributesAreThereForFilters() throws Exception {
    try (RawServer server = accepting()) {
      deliver(server, opened());
      Map<String, String> attributes = new HashMap<>();
      for (int i = 1; sent(server, 0).has("MessageAttributes.entry." + i + ".Name"); i++) {
        attributes.put(
            sent(server, 0).get("MessageAttributes.entry." + i + ".Name").asText(),
            sent(server, 0).get("MessageAttributes.entry." + i + ".Value.StringValue").asText());
      }
      assertThat(attributes)
          .containsExactlyInAnyOrderEntriesOf(
              Map.of(
                  "type", "dev.headroom.alert.opened",
                  "severity", "attention",
                  "rule", "usage",
                  "org", "acme-prod",
                  "tenant", "acme"));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "acme: 62 % used, acme: 62 % used",
    "Müller: Größe, Muller: Gro?e",
    "'  ', Headroom",
    "😀 up, ? up",
  })
  void aSubjectIsAscii(String title, String subject) {
    assertThat(SnsMessage.subject(title)).isEqualTo(subject);
  }

  private static ResolvedTarget target(String url, String topic) {
    return new ResolvedTarget(
        new TargetId("mine"),
        Map.of(
            "url", Secret.of(url),
            "topicArn", Secret.of(topic),
            "accessKeyId", Secret.of(KEY_ID),
            "secretAccessKey", Secret.of(SECRET_KEY)));
  }

  private JsonNode sent(RawServer server, int i) throws Exception {
    return JsonMapper.builder().build().readTree(json(server.requests().get(i)));
  }
}
