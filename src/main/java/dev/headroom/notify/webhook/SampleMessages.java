package dev.headroom.notify.webhook;

import dev.headroom.alert.AlertKey;
import dev.headroom.alert.Culprit;
import dev.headroom.alert.Episode;
import dev.headroom.alert.Evidence;
import dev.headroom.alert.Foresight;
import dev.headroom.alert.Reason;
import dev.headroom.alert.Severity;
import dev.headroom.alert.Transition;
import dev.headroom.limits.LimitAdvice;
import dev.headroom.limits.LimitName;
import dev.headroom.limits.Reading;
import dev.headroom.notify.Notification;
import dev.headroom.notify.OutboxId;
import dev.headroom.org.OrgId;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Made-up messages with which a template is tried before it is used. */
final class SampleMessages {
  private static final OrgId ORG = new OrgId("acme-prod");
  private static final Instant OPENED = Instant.parse("2026-11-25T10:05:00Z");
  private static final Instant SLOT = Instant.parse("2026-11-25T10:10:00Z");
  private static final URI PAGE = URI.create("https://headroom.example.com/orgs/acme-prod");

  /** Text that breaks a body in which it is not escaped. */
  private static final String ODD = "ERP \"Sync\" \\ <b>\n\u00fc";

  private SampleMessages() {}

  /**
   * A message.
   *
   * @param what it is about, for a person
   */
  record Sample(String what, Notification notification) {}

  static List<Sample> all() {
    AlertKey usage = AlertKey.usage(ORG, LimitName.DAILY_API_REQUESTS);
    Transition escalated =
        new Transition.Escalated(
            usage,
            new Episode(OPENED, Severity.ESCALATION, Reason.PROJECTION, SLOT, null),
            Evidence.Use.of(
                    SLOT,
                    Reading.ofUsed(82_000, 100_000),
                    new Foresight.Exhaustion(
                        SLOT.plusSeconds(7_200),
                        SLOT.plusSeconds(5_400),
                        SLOT.plusSeconds(10_800),
                        0.86,
                        OPENED,
                        ODD))
                .naming(
                    List.of(
                        new Culprit(
                            "erp", ODD, 52_400, 0.64, null, Culprit.Basis.MEASURED, SLOT, true)),
                    0),
            Severity.ATTENTION);
    Transition resolved =
        new Transition.Resolved(
            usage,
            new Episode(OPENED, Severity.ESCALATION, Reason.THRESHOLD, SLOT, SLOT),
            Evidence.Use.of(SLOT, Reading.ofUsed(10_000, 100_000)));
    Transition silent =
        new Transition.Opened(
            AlertKey.notReporting(ORG),
            new Episode(SLOT, Severity.ATTENTION, Reason.SILENCE, SLOT, null),
            new Evidence.Silence(SLOT, 2, null, ODD, ODD));
    return List.of(
        new Sample("the escalation of a limit", of(escalated)),
        new Sample("the end of an alert", of(resolved)),
        new Sample("an org that does not report", of(silent)));
  }

  private static Notification of(Transition transition) {
    return Notification.of(
            new OutboxId(ORG, 1, 0),
            transition,
            "acme",
            Map.of("env", "prod", "owner", ODD),
            LimitName::value,
            PAGE)
        .with(new LimitAdvice(ODD, List.of(ODD, ODD, ODD)));
  }
}
