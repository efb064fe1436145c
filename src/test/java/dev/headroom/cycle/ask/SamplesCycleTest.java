package dev.headroom.cycle.ask;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.headroom.cycle.poll.PollPorts;
import dev.headroom.fleet.Violation;
import dev.headroom.history.InMemoryRollups;
import dev.headroom.history.InMemoryUsageHistory;
import dev.headroom.history.Resolution;
import dev.headroom.history.RolledDay;
import dev.headroom.history.RolledHistory;
import dev.headroom.history.Sample;
import dev.headroom.limits.LimitName;
import dev.headroom.limits.Reading;
import dev.headroom.limits.Snapshot;
import dev.headroom.org.OrgId;
import dev.headroom.org.TenantScope;
import dev.headroom.report.SamplesReport;
import dev.headroom.report.SamplesReport.Page;
import dev.headroom.report.SamplesReport.Row;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class SamplesCycleTest {
  private static final OrgId ORG = new OrgId("acme-prod");
  private static final LimitName CALLS = LimitName.DAILY_API_REQUESTS;
  private static final LimitName MAILS = new LimitName("MassEmail");
  private static final Instant NOW = Instant.parse("2026-11-26T10:07:00Z");

  private final InMemoryUsageHistory samples =
      new InMemoryUsageHistory(() -> NOW, Duration.ofDays(30));
  private final InMemoryRollups rollups = new InMemoryRollups();
  private final SamplesCycle cycle =
      new SamplesCycle(
          PollPorts.directory(List.of(PollPorts.org(ORG.value()))),
          new RolledHistory(samples, rollups),
          () -> NOW);

  @Test
  void theReadingsOfTheLastDayAreShownWithAllTheirLimits() {
    put("2026-11-25T10:00:00Z", true, CALLS);
    put("2026-11-25T10:10:00Z", true, CALLS, MAILS);
    put("2026-11-26T10:05:00Z", false, CALLS);
    Page page = page(Map.of());
    assertThat(page.resolution()).isEqualTo(Resolution.RAW);
    assertThat(page.rows())
        .extracting(row -> row.at() + " " + row.whole() + " " + row.limits().keySet())
        .containsExactly(
            "2026-11-25T10:10:00Z true [DailyApiRequests, MassEmail]",
            "2026-11-26T10:05:00Z false [DailyApiRequests]");
    assertThat(page.next()).isNull();
  }

  @Test
  void ofOneLimitTimesWithoutItHaveNoRow() {
    put("2026-11-26T09:00:00Z", true, CALLS);
    put("2026-11-26T09:05:00Z", true, CALLS, MAILS);
    assertThat(page(Map.of("limit", "MassEmail")).rows())
        .singleElement()
        .satisfies(row -> assertThat(row.limits()).containsOnlyKeys(MAILS));
    assertThat(page(Map.of("limit", "Never")).rows()).isEmpty();
  }

  @Test
  void hoursAndDaysAreShownWhetherTheyAreStoredOrNot() {
    put("2026-11-24T09:00:00Z", true, CALLS, MAILS);
    put("2026-11-24T09:05:00Z", true, CALLS);
    put("2026-11-25T09:00:00Z", true, CALLS);
    rollups.put(
        ORG,
        RolledDay.of(
            LocalDate.parse("2026-11-24"),
            samples.samples(ORG, NOW.minus(Duration.ofDays(9)), NOW)));
    Map<String, String> members =
        Map.of("from", "2026-11-20T00:00:00Z", "resolution", "day", "limit", "DailyApiRequests");
    assertThat(page(members).rows())
        .extracting(Row::at, row -> Objects.requireNonNull(row.limits().get(CALLS)).rollup())
        .extracting(Object::toString)
        .hasSize(2)
        .allMatch(text -> text.contains("2026-11-2"));
    Page auto = page(Map.of("from", "2026-11-20T00:00:00Z", "resolution", "auto"));
    assertThat(auto.resolution()).isEqualTo(Resolution.HOUR);
    assertThat(auto.rows())
        .extracting(row -> row.at() + " " + row.limits().keySet())
        .containsExactly(
            "2026-11-24T09:00:00Z [DailyApiRequests, MassEmail]",
            "2026-11-25T09:00:00Z [DailyApiRequests]");
  }

  /** Whoever follows next sees every reading once. */
  @Test
  void whatDoesNotFitIsOnTheNextPage() {
    LimitName[] limits = new LimitName[90];
    for (int i = 0; i < limits.length; i++) {
      limits[i] = new LimitName("Limit" + i);
    }
    Instant first = Instant.parse("2026-11-24T00:00:00Z");
    for (int i = 0; i < 600; i++) {
      put(first.plus(Duration.ofMinutes(5L * i)).toString(), true, limits);
    }
    List<Instant> seen = new ArrayList<>();
    String from = first.toString();
    int pages = 0;
    while (from != null) {
      Page page = page(Map.of("from", from));
      assertThat(page.rows().size() * limits.length)
          .isLessThan(SamplesCycle.MAX_VALUES + limits.length);
      page.rows().forEach(row -> seen.add(row.at()));
      from = page.next() == null ? null : page.next().toString();
      pages++;
    }
    assertThat(pages).isEqualTo(4);
    assertThat(seen).hasSize(600).doesNotHaveDuplicates().isSorted();
  }

  @Test
  void everythingThatIsWrongIsSaidAtOnce() {
    assertThat(
            cycle
                .samples(
                    TenantScope.all(),
                    "nobody",
                    Map.of("from", "yesterday", "to", "x", "resolution", "week", "limit", ""))
                .violations())
        .extracting(Violation::path)
        .containsExactly("org", "to", "from", "resolution", "limit");
    assertThat(
            cycle
                .samples(
                    TenantScope.all(),
                    ORG.value(),
                    Map.of("from", "2026-11-26T00:00:00Z", "to", "2026-11-25T00:00:00Z"))
                .violations())
        .extracting(Violation::path, Violation::problem)
        .containsExactly(tuple("from", "is after to"));
  }

  @Test
  void timesBeyondAllReadingsAreNoError() {
    put("2026-11-26T09:00:00Z", true, CALLS);
    for (String resolution : List.of("raw", "hour", "day", "auto")) {
      assertThat(
              page(Map.of(
                      "from", Instant.MIN.toString(),
                      "to", Instant.MAX.toString(),
                      "resolution", resolution))
                  .rows())
          .hasSize(1);
      assertThat(page(Map.of("to", Instant.MIN.toString(), "resolution", resolution)).rows())
          .isEmpty();
    }
  }

  private Page page(Map<String, String> members) {
    SamplesReport report = cycle.samples(TenantScope.all(), ORG.value(), members);
    assertThat(report.violations()).isEmpty();
    return Objects.requireNonNull(report.page());
  }

  private void put(String slot, boolean whole, LimitName... limits) {
    SortedMap<LimitName, Reading> readings = new TreeMap<>();
    for (LimitName limit : limits) {
      readings.put(limit, Reading.ofUsed(7, 100));
    }
    samples.put(ORG, new Sample(Instant.parse(slot), new Snapshot(readings, whole)));
  }
}
