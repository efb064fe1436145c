package dev.headroom.local.web;

import static dev.headroom.local.web.Fixtures.CALLS;
import static dev.headroom.local.web.Fixtures.SLOT;

import dev.headroom.alert.AlertKey;
import dev.headroom.alert.AlertStates;
import dev.headroom.alert.Episode;
import dev.headroom.alert.Evidence;
import dev.headroom.alert.OrgState;
import dev.headroom.alert.OrgState.Known;
import dev.headroom.alert.Reason;
import dev.headroom.alert.Severity;
import dev.headroom.alert.Transition;
import dev.headroom.forecast.Foreseen;
import dev.headroom.forecast.Grounds;
import dev.headroom.forecast.NextExhaustion;
import dev.headroom.forecast.Projection;
import dev.headroom.forecast.Relief;
import dev.headroom.history.Sample;
import dev.headroom.limits.LimitName;
import dev.headroom.limits.PollOutcome.FailureKind;
import dev.headroom.limits.Reading;
import dev.headroom.limits.Snapshot;
import dev.headroom.org.OrgId;
import dev.headroom.spend.Purpose;
import dev.headroom.spend.Restraint;
import dev.headroom.spend.Spend;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Orgs whose names, limits, tags and problems are as long as they come, one in each state that a
 * page can show: what does not fit on a page does not fit here.
 */
final class CrowdedOrgs {
  static final OrgId OUT = new OrgId("northwind-manufacturing-emea-production");
  static final OrgId BUSY = new OrgId("northwind-order-desk");
  private static final OrgId SOON = new OrgId("contoso-field-service-americas");
  private static final OrgId MAYBE = new OrgId("contoso-partial-copy-sandbox");
  private static final OrgId DARK = new OrgId("fabrikam-insurance-integration-uat");
  private static final List<OrgId> ALL = List.of(OUT, BUSY, SOON, MAYBE, DARK);

  /** The longest names that Salesforce has. */
  static final LimitName LONGEST = new LimitName("HourlyPublishedStandardVolumePlatformEvents");

  static final AlertKey OPEN = AlertKey.usage(OUT, LONGEST);

  private static final LimitName TRIGGERS =
      new LimitName("PlatformEventTriggersWithParallelProcessing");
  private static final LimitName CALLOUTS =
      new LimitName("PrivateConnectOutboundCalloutHourlyLimitMB");
  private static final LimitName STORIES =
      new LimitName("ConcurrentEinsteinDataInsightsStoryCreation");
  private static final LimitName OF_AN_APP =
      new LimitName("DailyApiRequests.Ebury FX Connector for Enterprise Accounts");

  private CrowdedOrgs() {}

  static void fill(FakeFleet fleet, AlertStates states) {
    commit(
        fleet,
        states,
        OUT,
        Map.of(
            LONGEST, reading(250_000_000, 250_000_000),
            OF_AN_APP, reading(812, 1_000),
            CALLS, reading(4_871_220, 5_000_000)),
        Severity.EXHAUSTED,
        LONGEST,
        new NextExhaustion.Out(
            LONGEST,
            SLOT.minus(Duration.ofHours(31)),
            new Relief.Expected(hours(2), hours(4), hours(9), 3)));
    commit(
        fleet,
        states,
        SOON,
        Map.of(TRIGGERS, reading(1_999, 2_400), CALLS, reading(88_212, 100_000)),
        Severity.ESCALATION,
        TRIGGERS,
        expected(TRIGGERS, 26, .93));
    commit(
        fleet,
        states,
        MAYBE,
        Map.of(CALLOUTS, reading(6_412, 10_000)),
        Severity.ATTENTION,
        CALLOUTS,
        expected(CALLOUTS, 300, .27));
    commit(
        fleet,
        states,
        BUSY,
        Map.of(STORIES, reading(0, 1), CALLS, reading(7_212, 15_000)),
        null,
        CALLS,
        new NextExhaustion.NoneInSight(12));
    fleet.add(Fixtures.org(DARK.value(), TAGS));
    states.commit(
        Fixtures.state(
            DARK.value(),
            Map.of(LONGEST, new Known(reading(7, 100), false)),
            Map.of(),
            new OrgState.Problem(
                FailureKind.SERVER,
                "The login was refused: invalid_client_credentials, client identifier invalid; the"
                    + " External Client App may have been removed when the sandbox was refreshed",
                "Look whether the app is still installed and enabled for the integration user, then"
                    + " put the new consumer key into the manifest and apply it.",
                37)),
        List.of());
    for (int i = 0; i < 300; i++) {
      if (i < 120 || i > 180) {
        TreeMap<LimitName, Reading> readings = new TreeMap<>();
        readings.put(LONGEST, reading(Math.min(250_000_000, 900_000L * i), 250_000_000));
        readings.put(CALLS, reading(4_000_000 + 2_900L * i, 5_000_000));
        fleet.put(
            OUT, new Sample(SLOT.minusSeconds(300L * (299 - i)), new Snapshot(readings, true)));
      }
    }
  }

  static void remove(FakeFleet fleet) {
    ALL.forEach(fleet::remove);
  }

  private static final Map<String, String> TAGS =
      Map.of(
          "env",
          "production",
          "owner",
          "integration-platform-team",
          "costCentre",
          "EMEA-4711-0815");

  private static void commit(
      FakeFleet fleet,
      AlertStates states,
      OrgId org,
      Map<LimitName, Reading> readings,
      @Nullable Severity severity,
      LimitName worst,
      NextExhaustion next) {
    fleet.add(Fixtures.org(org.value(), TAGS));
    TreeMap<LimitName, Known> known = new TreeMap<>();
    readings.forEach((limit, reading) -> known.put(limit, new Known(reading, true)));
    AlertKey key = AlertKey.usage(org, worst);
    Instant opened = SLOT.minus(Duration.ofHours(31));
    Episode open =
        severity == null ? null : new Episode(opened, severity, Reason.THRESHOLD, opened, null);
    Spend spend = Spend.none(SLOT, 25_000).plus(Purpose.LIMITS, 121).askedAt(SLOT);
    states.commit(
        Fixtures.state(org.value(), known, open == null ? Map.of() : Map.of(key, open), null)
            .remembering(OrgState.Upkeep.NONE.with(Restraint.NONE.with(spend)))
            .foreseeing(new Foreseen(next, SLOT)),
        open == null
            ? List.of()
            : List.of(
                new Transition.Opened(
                    key,
                    open,
                    Evidence.Use.of(SLOT, readings.getOrDefault(worst, reading(1, 1))))));
  }

  private static NextExhaustion expected(LimitName limit, long ahead, double probability) {
    return new NextExhaustion.Expected(
        limit,
        new Projection.Exhausting(
            hours(ahead - 1),
            hours(ahead),
            hours(2 * ahead),
            probability,
            probability,
            new Grounds.Growth(120, false),
            null));
  }

  private static Reading reading(long used, long max) {
    return Reading.ofUsed(used, max);
  }

  private static Instant hours(long ahead) {
    return SLOT.plus(Duration.ofHours(ahead));
  }
}
