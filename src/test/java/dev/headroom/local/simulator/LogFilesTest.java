package dev.headroom.local.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.usage.Attribution;
import dev.headroom.usage.CallLog;
import dev.headroom.usage.DayBooks;
import dev.headroom.usage.DayUsage;
import dev.headroom.usage.EventLogFile;
import dev.headroom.usage.EventLogFile.Interval;
import dev.headroom.usage.Integration;
import dev.headroom.usage.salesforce.EventLogFiles;
import dev.headroom.usage.salesforce.EventLogReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The event log files of the demo say what its counters say, and who it was. */
class LogFilesTest {
  private static final Instant START = Instant.parse("2026-11-25T08:30:00Z");
  private static final LocalDate YESTERDAY = LocalDate.parse("2026-11-24");
  private static final int DAY = 24 * 60;

  @TempDir Path folder;

  private final ManualClock clock = new ManualClock(START);
  private final List<SimulatedOrg> demo = DemoFleet.startingAt(START).orgs();

  private LiveOrg org(String id) {
    return new LiveOrg(
        demo.stream().filter(o -> o.id().equals(id)).findFirst().orElseThrow(), clock);
  }

  /** Files as a reader of the product gets them. */
  private record Listed(LiveOrg org, List<LogFiles.File> files) implements EventLogFiles {
    @Override
    public List<EventLogFile> list() {
      return files.stream()
          .map(
              f ->
                  new EventLogFile(
                      f.id(),
                      LogFiles.EVENT_TYPE,
                      LocalDate.ofInstant(at(f.from()), ZoneOffset.UTC),
                      f.daily() ? Interval.DAILY : Interval.HOURLY,
                      f.daily() ? 0 : 1,
                      0,
                      at(f.created())))
          .toList();
    }

    private static Instant at(long minute) {
      return Instant.ofEpochSecond(minute * 60);
    }

    @Override
    public Optional<InputStream> open(EventLogFile file) throws IOException {
      ByteArrayOutputStream body = new ByteArrayOutputStream();
      LogBody.write(
          org,
          files.stream().filter(f -> f.id().equals(file.id())).findFirst().orElseThrow(),
          body);
      return Optional.of(new ByteArrayInputStream(body.toByteArray()));
    }
  }

  /** Days by day, and what their integrations are called. */
  private record Books(Map<LocalDate, DayUsage> days, List<Integration> integrations) {
    DayUsage on(LocalDate day) {
      return Objects.requireNonNull(days.get(day));
    }

    Map<String, Long> of(LocalDate day) {
      Map<String, Long> calls = new HashMap<>();
      on(day)
          .integrations()
          .forEach(s -> calls.put(integrations.get(s.integration()).name(), s.calls()));
      return calls;
    }

    Set<String> patterns(LocalDate day) {
      Set<String> patterns = new HashSet<>();
      on(day).findings().forEach(f -> patterns.add(f.pattern().word()));
      return patterns;
    }
  }

  private Books read(LiveOrg org, List<LogFiles.File> files) {
    try (CallLog log = new CallLog(folder)) {
      assertThat(new EventLogReader(log).read(new Listed(org, files)))
          .allSatisfy(r -> assertThat(r.problem()).isEmpty());
      Attribution attribution = Attribution.of(log, List.of());
      Map<LocalDate, DayUsage> days = new HashMap<>();
      DayBooks.write(log, attribution, day -> days.put(day.day(), day));
      return new Books(days, attribution.integrations());
    }
  }

  private List<LogFiles.File> files(LiveOrg org) {
    return LogFiles.at(org, Orgs.minute(clock.instant()));
  }

  private static List<LogFiles.File> daily(List<LogFiles.File> files, LocalDate day) {
    return files.stream().filter(f -> f.daily() && f.from() == day.toEpochDay() * DAY).toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"acme-prod", "globex-prod", "globex-apps", "globex-lab", "initech-emea"})
  void aDayHasTheCallsOfTheCounter(String id) {
    LiveOrg org = org(id);
    long midnight = (YESTERDAY.toEpochDay() + 1) * DAY - 1;

    Books books = read(org, daily(files(org), YESTERDAY));

    LiveOrg.Figure counter =
        org.figures(midnight).stream()
            .filter(f -> f.name().equals(SimulatedOrg.API_REQUESTS))
            .findFirst()
            .orElseThrow();
    assertThat(books.on(YESTERDAY).counted())
        .isPositive()
        .isEqualTo(counter.max() - counter.remaining());
    assertThat(books.of(YESTERDAY)).hasSizeBetween(3, 8);
  }

  @Test
  void headroomsOwnCallsAreAnIntegrationOfTheirOwn() {
    LiveOrg org = org("acme-dev");
    for (int i = 0; i < 12; i++) {
      assertThat(org.admit().admitted()).isTrue();
      clock.set(clock.instant().plusSeconds(300));
    }
    org.add(SimulatedOrg.API_REQUESTS, 40);
    clock.set(START.plusSeconds(86_400));

    Books books = read(org, daily(files(org), YESTERDAY.plusDays(1)));

    assertThat(books.of(YESTERDAY.plusDays(1))).containsEntry("Headroom", 12L);
    assertThat(books.on(YESTERDAY.plusDays(1)).counted())
        .isEqualTo(
            12
                + 40
                + org.org()
                    .callers()
                    .between(
                        YESTERDAY.toEpochDay() * DAY + DAY - 1,
                        (YESTERDAY.toEpochDay() + 2) * DAY - 1));
  }

  @Test
  void whoRunsAwayIsFarAheadOfTheOthers() {
    LiveOrg org = org("globex-prod");
    clock.set(START.plusSeconds(4 * 3600));

    List<LogFiles.File> hours = files(org).stream().filter(f -> !f.daily()).toList();
    Map<String, Long> today = read(org, hours).of(YESTERDAY.plusDays(1));

    assertThat(Listed.at(hours.getLast().created())).isAfter(START.plusSeconds(2 * 3600));
    assertThat(today.get("Order Export")).isGreaterThan(25_000);
    today.forEach(
        (name, calls) -> assertThat(calls).as(name).isLessThanOrEqualTo(today.get("Order Export")));
  }

  @Test
  void hourlyAndDailyFilesHoldTheSameCalls() {
    LiveOrg org = org("acme-erp");
    List<LogFiles.File> both =
        files(org).stream()
            .filter(f -> Math.floorDiv(f.from(), DAY) == YESTERDAY.toEpochDay())
            .toList();

    assertThat(both).hasSizeBetween(20, 25);
    assertThat(read(org, both).on(YESTERDAY).counted())
        .isEqualTo(read(org, daily(both, YESTERDAY)).on(YESTERDAY).counted());
  }

  @Test
  void someOfItIsWasteful() {
    LiveOrg org = org("globex-prod");
    List<LogFiles.File> files = new ArrayList<>(files(org));

    Set<String> patterns = read(org, daily(files, YESTERDAY)).patterns(YESTERDAY);

    assertThat(patterns).contains("describe-polling", "login-storm");
    LiveOrg larger = org("initech-events");
    assertThat(read(larger, daily(files(larger), YESTERDAY)).patterns(YESTERDAY))
        .contains("small-pages");
    LocalDate runaway = YESTERDAY.minusDays(2);
    assertThat(read(org, daily(files, runaway)).patterns(runaway)).contains("retry-storm");
  }

  @Test
  void filesAreKeptForADayWithoutTheLicenceAndForAMonthWithIt() {
    assertThat(files(org("acme-prod")))
        .singleElement()
        .satisfies(f -> assertThat(f.daily()).isTrue());
    assertThat(files(org("globex-prod"))).filteredOn(LogFiles.File::daily).hasSize(30);
  }
}
