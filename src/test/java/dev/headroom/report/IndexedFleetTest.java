package dev.headroom.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.alert.AlertKey;
import dev.headroom.alert.AlertRecord;
import dev.headroom.alert.Episode;
import dev.headroom.alert.Glance;
import dev.headroom.alert.Reason;
import dev.headroom.alert.Severity;
import dev.headroom.alert.Staleness.Freshness;
import dev.headroom.limits.LimitName;
import dev.headroom.org.Org;
import dev.headroom.org.OrgId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a fleet looks like by its index alone. */
class IndexedFleetTest {
  private static final Instant NOW = Instant.parse("2026-11-25T10:10:00Z");
  private static final LimitName CALLS = new LimitName("DailyApiRequests");

  private final List<Glance> index = new ArrayList<>();
  private final List<AlertRecord> open = new ArrayList<>();
  private Instant newest = NOW.minusSeconds(60);

  private void indexed(String org, @Nullable Double percent) {
    index.add(
        new Glance(
            new OrgId(org),
            7,
            States.SLOT,
            null,
            percent == null ? null : new Glance.Worst(CALLS, percent),
            null));
  }

  private void opened(AlertKey key, Severity severity) {
    open.add(
        new AlertRecord(
            key, new Episode(States.SLOT, severity, Reason.THRESHOLD, States.SLOT, null)));
  }

  private OrgView view(String org) {
    Org wanted = States.org(org);
    return new IndexedFleet(orgs -> index, () -> Optional.of(newest))
        .of(List.of(wanted), open, Duration.ZERO, NOW, IndexedFleetTest::none)
        .orgs()
        .getFirst();
  }

  @Test
  void anOrgIsShownAsOfItsLastChange() {
    indexed("acme", 52.5);

    OrgView view = view("acme");

    assertThat(view.status()).isEqualTo(Status.OK);
    assertThat(view.worst()).isEqualTo(new OrgView.Worst(CALLS, 52.5));
    assertThat(view.lastReadAt()).isEqualTo(States.SLOT);
    assertThat(view.problem()).isNull();
  }

  @Test
  void openAlertsGiveTheStatusOfThisMoment() {
    indexed("acme", 52.5);
    opened(AlertKey.usage(new OrgId("acme"), CALLS), Severity.ATTENTION);
    opened(AlertKey.usage(new OrgId("acme"), new LimitName("MassEmail")), Severity.ESCALATION);
    opened(AlertKey.usage(new OrgId("other"), CALLS), Severity.EXHAUSTED);

    assertThat(view("acme").status()).isEqualTo(Status.ESCALATION);
  }

  @Test
  void anOrgThatDoesNotReportHasNoPercentage() {
    indexed("acme", 52.5);
    opened(AlertKey.notReporting(new OrgId("acme")), Severity.ATTENTION);

    OrgView view = view("acme");

    assertThat(view.status()).isEqualTo(Status.NOT_REPORTING);
    assertThat(view.worst()).isNull();
    assertThat(view.problem()).isNotNull();
  }

  @Test
  void anOrgWithoutARowIsViewedByItsState() {
    Org wanted = States.org("acme");
    OrgView byState = OrgView.of(wanted, States.of("acme").state(), Freshness.FRESH, NOW);

    assertThat(
            new IndexedFleet(orgs -> index, Optional::empty)
                .of(
                    List.of(wanted),
                    open,
                    Duration.ZERO,
                    NOW,
                    orgs -> new FleetView(List.of(byState)))
                .orgs())
        .containsExactly(byState);
  }

  /** It may be that nobody writes the index any more. */
  @Test
  void withoutTheTimeOfTheNewestReadingStatesAreRead() {
    indexed("acme", 12.0);
    Org wanted = States.org("acme");
    OrgView byState = OrgView.of(wanted, States.of("acme").state(), Freshness.NOT_REPORTING, NOW);

    assertThat(
            new IndexedFleet(orgs -> index, Optional::empty)
                .of(
                    List.of(wanted),
                    open,
                    Duration.ZERO,
                    NOW,
                    orgs -> new FleetView(List.of(byState)))
                .orgs())
        .containsExactly(byState);
  }

  @Test
  void withoutAPercentageAnOrgIsUnknown() {
    indexed("acme", null);

    assertThat(view("acme").status()).isEqualTo(Status.UNKNOWN);
  }

  /** An index that nobody writes looks as calm as it was. */
  @Test
  void aFleetThatNobodyReadsIsNotFine() {
    indexed("acme", 12.0);

    newest = NOW.minus(Duration.ofMinutes(15));
    assertThat(view("acme").status()).isEqualTo(Status.OK);
    newest = NOW.minus(Duration.ofMinutes(16));
    assertThat(view("acme").status()).isEqualTo(Status.NOT_REPORTING);
    assertThat(view("acme").worst()).isNull();
    assertThat(view("acme").problem())
        .isNotNull()
        .extracting(OrgView.Problem::reason)
        .asString()
        .isEqualTo("No org of the fleet was read since " + newest);
  }

  @Test
  void ofTwoRowsOfAnOrgTheNewerCounts() {
    indexed("acme", 12.0);
    index.add(new Glance(new OrgId("acme"), 8, NOW, null, new Glance.Worst(CALLS, 91), null));

    assertThat(view("acme").worst()).isEqualTo(new OrgView.Worst(CALLS, 91));
  }

  private static FleetView none(List<Org> orgs) {
    throw new AssertionError("no state is read for " + orgs);
  }
}
