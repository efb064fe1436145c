package dev.headroom.notify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.alert.Severity;
import dev.headroom.auth.Secret;
import dev.headroom.http.EgressPolicy;
import dev.headroom.http.OutboundHttp;
import dev.headroom.http.RestHttp;
import dev.headroom.notify.DeliveryResult.RejectKind;
import dev.headroom.notify.pagerduty.PagerDutyNotifier;
import dev.headroom.notify.slack.SlackNotifier;
import dev.headroom.notify.webhook.WebhookNotifier;
import dev.headroom.org.OrgId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A secret may hold any text where an address should be: it is a setting that is wrong. */
class OddAddressesTest {
  private static final String SECRET = "t0ps3cret";

  static Stream<String> addresses() {
    return Stream.of(
        "",
        " ",
        SECRET,
        "mailto:" + SECRET + "@example.com",
        "https:",
        "https://",
        "https:///" + SECRET,
        "https:" + SECRET,
        "//hooks.example.com/" + SECRET,
        "file:///" + SECRET,
        "jar:file:" + SECRET + "!/x",
        "https://hooks.example.com:0/" + SECRET,
        "https://hooks.example.com:65536/" + SECRET,
        "https://hooks.example.com:99999/" + SECRET,
        "https://hooks.example.com:99999999999/" + SECRET,
        "https://hooks.example.com:-1/" + SECRET,
        "https://hooks.example.com:8443/" + SECRET,
        "https://hooks.example.com:/" + SECRET + "\r\nX-Forged: 1",
        "https://user:" + SECRET + "@hooks.example.com/",
        "https://[::1]/" + SECRET,
        "https://[::ffff:169.254.169.254]/" + SECRET,
        "https://[fe80::1%25eth0]/" + SECRET,
        "https://[" + SECRET,
        "https://2852039166/" + SECRET,
        "https://0xA9FEA9FE/" + SECRET,
        "https://169.254.169.254/" + SECRET,
        "https://\u0430cme.example.com/" + SECRET,
        "https://acme\u3002example\uff0ecom/" + SECRET,
        "https://a..example.com/" + SECRET,
        "https://-a.example.com/" + SECRET,
        "https://" + "a.".repeat(200_000) + "com/" + SECRET,
        "https://" + "a".repeat(64) + ".example.com/" + SECRET,
        "\ud83d" + SECRET,
        "\u0000" + SECRET,
        "eyJaaaaa" + ".".repeat(5_000) + SECRET);
  }

  @ParameterizedTest
  @MethodSource("addresses")
  void anInvalidAddressIsAWrongSettingAndIsNotShown(String address) {
    OutboundHttp http = new RestHttp(new EgressPolicy(false));
    for (Notifier notifier :
        List.of(new SlackNotifier(http), new PagerDutyNotifier(http), new WebhookNotifier(http))) {
      DeliveryResult result = notifier.deliver(notification(), target(address), Instant.EPOCH);

      assertThat(result)
          .as(notifier.getClass().getSimpleName())
          .isInstanceOfSatisfying(
              DeliveryResult.Rejected.class,
              rejected -> {
                assertThat(rejected.kind()).isEqualTo(RejectKind.CONFIG);
                assertThat(rejected.detail()).doesNotContain(SECRET).hasSizeLessThan(2_100);
              });
    }
  }

  private static Notification notification() {
    return Notification.of(
        new OutboxId(new OrgId("acme-prod"), 1, 0),
        Transitions.opened(Severity.ESCALATION, 82_000),
        "acme",
        Map.of(),
        limit -> limit.value(),
        null);
  }

  private static ResolvedTarget target(String address) {
    return new ResolvedTarget(
        new TargetId("hooks"),
        Map.of(
            "url",
            Secret.of(address),
            "secret",
            Secret.of("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"),
            "routingKey",
            Secret.of("0123456789abcdef0123456789abcdef")));
  }
}
