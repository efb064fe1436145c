package dev.headroom.local.preview;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.alert.AdviceJudge;
import dev.headroom.alert.Episode;
import dev.headroom.alert.Evidence;
import dev.headroom.alert.Reason;
import dev.headroom.alert.Severity;
import dev.headroom.alert.Transition;
import dev.headroom.local.preview.Previews.Preview;
import dev.headroom.notify.Notification;
import dev.headroom.notify.OutboxId;
import dev.headroom.notify.Target;
import dev.headroom.notify.TargetId;
import dev.headroom.notify.Transitions;
import dev.headroom.wiring.TargetTypes;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class PreviewsTest {
  private static final Instant AT = Instant.parse("2026-11-25T12:00:00Z");

  private static Notification of(int version, Transition transition) {
    return Notification.of(
        new OutboxId(Transitions.ORG, version, 0),
        transition,
        "acme",
        Map.of("env", "prod"),
        limit -> "Daily API requests",
        URI.create("https://headroom.example.com/orgs/acme-prod"));
  }

  private static Notification opened() {
    return of(1, Transitions.opened(Severity.ATTENTION, 62_000));
  }

  @Test
  void everyKindOfTargetHasAMessageThatSaysWhatIsTheMatter() {
    List<Preview> previews = Previews.of(List.of(), opened(), List.of(), AT);

    assertThat(previews)
        .extracting(preview -> preview.receiver().type())
        .containsExactlyInAnyOrderElementsOf(
            TargetTypes.ALL.stream().map(type -> type.name()).toList());
    for (Preview preview : previews) {
      assertThat(preview.request()).as(preview.label()).isNotNull();
      String body = preview.request() == null ? "" : preview.request().body();
      assertThat(preview.receiver().told(preview.receiver().read(body)).title())
          .as(preview.label())
          .contains("acme-prod: Daily API requests at 62 % of 100,000");
    }
  }

  @Test
  void anEndIsToldToWhomTheBeginningWasTold() {
    Notification resolved =
        of(2, Transitions.resolved(Severity.ATTENTION, Transitions.OPENED_AT.plusSeconds(300), 10));

    List<Preview> previews = Previews.of(List.of(opened()), resolved, List.of(), AT);

    assertThat(previews)
        .filteredOn(preview -> preview.request() == null)
        .extracting(Preview::label)
        .isEmpty();
  }

  @Test
  void aTemplateHasAMessageOfItsOwnAndNoSettingIsShown() {
    List<Target> targets =
        List.of(
            webhook("hooks", Map.of()),
            webhook("own", Map.of("template", "{\"hello\": \"{org}\"}")),
            webhook("broken", Map.of("template", "{\"hello\": {org}}")));

    List<Preview> webhooks =
        Previews.of(List.of(), opened(), targets, AT).stream()
            .filter(preview -> preview.receiver().type().equals("webhook"))
            .toList();

    assertThat(webhooks)
        .extracting(Preview::targets)
        .containsExactlyInAnyOrder(List.of("hooks"), List.of("own"), List.of("broken"));
    for (Preview preview : webhooks) {
      String body = preview.request() == null ? "" : preview.request().body();
      if (preview.targets().contains("own")) {
        assertThat(body).isEqualTo("{\"hello\": \"acme-prod\"}");
      } else {
        assertThat(body).startsWith("{\"type\":\"alert.opened\"");
      }
      assertThat(preview.note().contains("standard body was sent"))
          .isEqualTo(preview.targets().contains("broken"));
      assertThat(preview.toString()).doesNotContain("secret.example.com", "HOOK_SECRET");
    }
  }

  @Test
  void aTargetThatIsToldNoNamesHasAMessageOfItsOwn() {
    Target shared = webhook("shared", Map.of());
    Target tenants = new Target(new TargetId("tenants"), "webhook", shared.settings(), "acme");
    Previews.Story named = new Previews.Story(List.of(), finding("ann@acme.example"));
    Previews.Story nameless = new Previews.Story(List.of(), finding("005A (name hidden)"));

    List<Preview> webhooks =
        Previews.of(
                named, nameless, target -> target.tenant() != null, List.of(shared, tenants), AT)
            .stream()
            .filter(preview -> preview.receiver().type().equals("webhook"))
            .toList();

    assertThat(webhooks)
        .extracting(Preview::targets)
        .containsExactly(List.of("shared"), List.of("tenants"));
    assertThat(String.valueOf(webhooks.getFirst().request())).contains("ann@acme.example");
    assertThat(String.valueOf(webhooks.getLast().request()))
        .contains("005A (name hidden)")
        .doesNotContain("ann@");
    assertThat(webhooks.getLast().label()).endsWith(", without names");
    assertThat(Previews.of(named, named, target -> true, List.of(tenants), AT))
        .as("without anything to hide there is one message of each kind")
        .hasSize(TargetTypes.ALL.size());
  }

  private static Notification finding(String who) {
    return of(
        1,
        new Transition.Opened(
            AdviceJudge.key(Transitions.ORG, "f1"),
            new Episode(
                Transitions.OPENED_AT,
                Severity.ATTENTION,
                Reason.FINDING,
                Transitions.OPENED_AT,
                null),
            new Evidence.Finding(
                Transitions.OPENED_AT, who + " could save calls", Map.of("name", who))));
  }

  private static Target webhook(String id, Map<String, String> more) {
    Map<String, String> settings = new TreeMap<>(more);
    settings.put("url", "https://secret.example.com/hook");
    settings.put("secret", "env:HOOK_SECRET");
    return new Target(new TargetId(id), "webhook", settings);
  }
}
