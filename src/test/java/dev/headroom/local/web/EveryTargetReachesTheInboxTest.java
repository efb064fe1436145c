package dev.headroom.local.web;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.headroom.alert.Severity;
import dev.headroom.auth.Secret;
import dev.headroom.http.EgressPolicy;
import dev.headroom.http.OutboundHttp;
import dev.headroom.http.RestHttp;
import dev.headroom.local.receiver.Receivers;
import dev.headroom.notify.DeliveryResult;
import dev.headroom.notify.Notification;
import dev.headroom.notify.Notifier;
import dev.headroom.notify.OutboxId;
import dev.headroom.notify.ResolvedTarget;
import dev.headroom.notify.TargetId;
import dev.headroom.notify.TargetType;
import dev.headroom.notify.Transitions;
import dev.headroom.wiring.TargetTypes;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Each kind on the list has a notifier and a receiver, and they understand one another. */
@QuarkusTest
@TestProfile(WebProfile.class)
class EveryTargetReachesTheInboxTest {
  private static final Instant LATER = Transitions.OPENED_AT.plusSeconds(300);
  private static final String WEBHOOK_SECRET = "whsec_" + "c2VjcmV0".repeat(4);

  /** Texts that have a form of their own. */
  private static final Map<String, String> TEXTS =
      Map.of(
          "topicArn", "arn:aws:sns:eu-west-1:123456789012:alerts",
          "busArn", "arn:aws:events:eu-west-1:123456789012:event-bus/alerts");

  @Inject Receivers receivers;

  @Test
  void everyKindHasANotifierAndAReceiver() {
    assertThat(notifiers().map(Notifier::type))
        .containsExactlyInAnyOrderElementsOf(TargetTypes.ALL);
    assertThat(TargetTypes.ALL)
        .allSatisfy(type -> assertThat(receivers.find(type.name())).isPresent());
  }

  @Test
  void anAlertIsReportedToItsEndAndShown() throws Exception {
    for (Notifier notifier : notifiers().toList()) {
      String type = notifier.type().name();
      for (Notification n : List.of(opened(), escalated(), resolved())) {
        assertThat(notifier.deliver(n, target(notifier.type()), Instant.EPOCH))
            .as(type + " " + n.title())
            .isInstanceOf(DeliveryResult.Accepted.class);
      }
      Map<String, Object> last =
          given().port(TestPorts.pages()).get("/api/inbox").jsonPath().getMap("[-1]");
      assertThat(last).containsEntry("path", "/inbox/" + type);
      assertThat(last.toString()).doesNotContain("s3cret").doesNotContain("czNjcmV0");
      assertThat(given().port(TestPorts.pages()).get("/inbox").asString())
          .contains("<span class=\"to\">" + receivers.of(type).label() + "</span>")
          .contains("acme-prod: Daily API requests back to 12 % of 100,000 (resolved");
    }
  }

  /** Every notifier there is, which may call this machine. */
  private static Stream<Notifier> notifiers() {
    OutboundHttp http = new RestHttp(new EgressPolicy(true));
    return new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.headroom.notify")
            .stream()
            .filter(type -> type.isAssignableTo(Notifier.class) && !type.isInterface())
            .map(type -> made(type, http));
  }

  private static Notifier made(JavaClass type, OutboundHttp http) {
    try {
      return (Notifier) type.reflect().getConstructor(OutboundHttp.class).newInstance(http);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(type.getName() + " is not made of an OutboundHttp", e);
    }
  }

  private static ResolvedTarget target(TargetType type) {
    Map<String, Secret> secrets = new HashMap<>();
    Map<String, String> texts = new HashMap<>();
    for (TargetType.Setting setting : type.settings()) {
      switch (setting.kind()) {
        case URL ->
            secrets.put(
                setting.name(),
                Secret.of("http://localhost:" + TestPorts.pages() + "/inbox/" + type.name()));
        case SECRET ->
            secrets.put(
                setting.name(),
                Secret.of(type.name().equals("webhook") ? WEBHOOK_SECRET : "s3cret"));
        case TEXT, TEMPLATE -> {
          if (setting.required()) {
            texts.put(setting.name(), TEXTS.getOrDefault(setting.name(), "headroom"));
          }
        }
      }
    }
    return new ResolvedTarget(new TargetId("mine"), secrets, texts, false);
  }

  private static Notification opened() {
    return notification(0, Severity.ATTENTION);
  }

  private static Notification escalated() {
    return notification(1, Severity.EXHAUSTED);
  }

  private static Notification resolved() {
    return Notification.of(
        new OutboxId(Transitions.ORG, 18, 0),
        Transitions.resolved(Severity.EXHAUSTED, LATER.plusSeconds(300), 12_345),
        "acme",
        Map.of("env", "prod"),
        limit -> "Daily API requests",
        URI.create("https://headroom.example.com/orgs/acme-prod"));
  }

  private static Notification notification(int version, Severity severity) {
    return Notification.of(
        new OutboxId(Transitions.ORG, 16 + version, 0),
        version == 0
            ? Transitions.opened(severity, 62_500)
            : Transitions.escalated(Severity.ATTENTION, severity, LATER, 100_000),
        "acme",
        Map.of("env", "prod"),
        limit -> "Daily API requests",
        URI.create("https://headroom.example.com/orgs/acme-prod"));
  }
}
