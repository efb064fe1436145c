package dev.headroom.local.web;

import dev.headroom.alert.AlertKey;
import dev.headroom.alert.AlertStates;
import dev.headroom.alert.Episode;
import dev.headroom.alert.Evidence;
import dev.headroom.alert.OrgState;
import dev.headroom.alert.OrgState.Known;
import dev.headroom.alert.Reason;
import dev.headroom.alert.Severity;
import dev.headroom.alert.Transition;
import dev.headroom.history.Sample;
import dev.headroom.limits.LimitName;
import dev.headroom.limits.PollOutcome.FailureKind;
import dev.headroom.limits.Reading;
import dev.headroom.limits.Snapshot;
import dev.headroom.org.Credentials;
import dev.headroom.org.Org;
import dev.headroom.org.OrgId;
import dev.headroom.org.SecretRef;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A made-up fleet of four orgs: one that escalates, one that is fine, one dark, one never read. */
final class Fixtures {
  static final Instant SLOT = Instant.parse("2026-11-25T10:05:00Z");
  static final LimitName CALLS = LimitName.DAILY_API_REQUESTS;
  static final LimitName APP = new LimitName("DailyApiRequests.<b>Loader</b>");
  static final AlertKey OPEN = AlertKey.usage(new OrgId("acme-prod"), CALLS);
  static final AlertKey OVER =
      AlertKey.usage(new OrgId("acme-uat"), new LimitName("DataStorageMB"));

  private Fixtures() {}

  static Org org(String id, Map<String, String> tags) {
    return new Org(
        new OrgId(id),
        id.substring(0, id.indexOf('-')),
        URI.create("https://" + id + ".my.salesforce.com"),
        new Credentials.ClientCredentials("client", new SecretRef(SecretRef.Scheme.ENV, "SECRET")),
        Duration.ofMinutes(5),
        null,
        tags);
  }

  static Known now(long used, long max) {
    return new Known(Reading.ofUsed(used, max), true);
  }

  static OrgState state(
      String org,
      Map<LimitName, Known> known,
      Map<AlertKey, Episode> open,
      OrgState.@Nullable Problem problem) {
    return new OrgState(
        new OrgId(org), 1, SLOT, SLOT.plusSeconds(2), new TreeMap<>(known), open, problem);
  }

  /**
   * The fleet, committed through the port that the pages hear of, and what an org left open that is
   * no longer in it.
   */
  static void fill(FakeFleet fleet, AlertStates states) {
    fleet.add(org("acme-prod", Map.of("env", "prod")));
    fleet.add(org("acme-uat", Map.of()));
    fleet.add(org("globex-emea", Map.of()));
    fleet.add(org("initech-new", Map.of()));
    Episode open = new Episode(SLOT, Severity.ESCALATION, Reason.THRESHOLD, SLOT, null);
    Reading calls = Reading.ofUsed(83_333, 100_000);
    states.commit(
        state(
            "acme-prod",
            Map.of(
                CALLS,
                new Known(calls, true),
                APP,
                now(12, 100),
                new LimitName("Off"),
                now(0, 0),
                new LimitName("Gone"),
                new Known(Reading.ofUsed(5, 10), false)),
            Map.of(OPEN, open),
            null),
        List.of(new Transition.Opened(OPEN, open, Evidence.Use.of(SLOT, calls))));
    AlertKey left = AlertKey.usage(new OrgId("acme-sold"), CALLS);
    states.commit(
        state("acme-sold", Map.of(CALLS, new Known(calls, true)), Map.of(left, open), null),
        List.of(new Transition.Opened(left, open, Evidence.Use.of(SLOT, calls))));
    Episode over =
        new Episode(
            SLOT.minusSeconds(7200),
            Severity.ATTENTION,
            Reason.THRESHOLD,
            SLOT.minusSeconds(3600),
            SLOT.minusSeconds(3600));
    states.commit(
        state("acme-uat", Map.of(CALLS, now(1, 3)), Map.of(), null),
        List.of(
            new Transition.Resolved(OVER, over, Evidence.Use.of(SLOT, Reading.ofUsed(1, 100)))));
    states.commit(
        state(
                "globex-emea",
                Map.of(CALLS, new Known(Reading.ofUsed(7, 100), false)),
                Map.of(),
                new OrgState.Problem(
                    FailureKind.SERVER,
                    "it answered 503 with a maintenance page",
                    "Wait for it",
                    2))
            .remembering(
                OrgState.Upkeep.NONE
                    .answered("00D000000000001", SLOT)
                    .answered("00D000000000002", SLOT)),
        List.of());
    for (int i = 0; i < 12; i++) {
      TreeMap<LimitName, Reading> readings = new TreeMap<>();
      readings.put(CALLS, Reading.ofUsed(80_000 + i * 303L, 100_000));
      fleet.put(
          new OrgId("acme-prod"),
          new Sample(SLOT.minusSeconds(300L * (11 - i)), new Snapshot(readings, true)));
    }
  }
}
