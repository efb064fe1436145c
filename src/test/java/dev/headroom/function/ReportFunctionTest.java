package dev.headroom.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headroom.cycle.poll.PollPorts;
import dev.headroom.cycle.report.FilesWorld;
import dev.headroom.cycle.report.ReportCycle;
import dev.headroom.cycle.report.RollupCycle;
import dev.headroom.function.ReportFunction.UnfinishedException;
import dev.headroom.history.CorruptSampleException;
import dev.headroom.history.InMemoryRollups;
import dev.headroom.history.InMemoryUsageHistory;
import dev.headroom.history.Sample;
import dev.headroom.history.Series;
import dev.headroom.history.UsageHistory;
import dev.headroom.limits.LimitName;
import dev.headroom.limits.Reading;
import dev.headroom.limits.Snapshot;
import dev.headroom.org.Org;
import dev.headroom.org.OrgId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ReportFunctionTest {
  private static final Instant NOW = Instant.parse("2026-11-26T00:00:00Z");
  private static final int ORGS = 48;

  private final List<Org> fleet =
      IntStream.range(0, ORGS).mapToObj(i -> PollPorts.org("org-" + i)).toList();
  private final InMemoryUsageHistory samples =
      new InMemoryUsageHistory(() -> NOW, Duration.ofDays(30));
  private final InMemoryRollups rollups = new InMemoryRollups();

  private ReportFunction function(UsageHistory history) {
    return new ReportFunction(
        new ReportCycle(
            PollPorts.directory(fleet), new RollupCycle(history, rollups, Duration.ofDays(30))),
        new FarTimes(InstantSource.fixed(NOW)),
        "1");
  }

  private void read(String slot) {
    for (Org org : fleet) {
      samples.put(
          org.id(),
          new Sample(
              Instant.parse(slot),
              new Snapshot(
                  new TreeMap<>(Map.of(LimitName.DAILY_API_REQUESTS, new Reading(100, 40))),
                  true)));
    }
  }

  private ReportAnswer tick(UsageHistory history, int hour) throws InterruptedException {
    return function(history).report(new TickEvent("2026-11-25T%02d:00:00Z".formatted(hour)));
  }

  @Test
  void aDayOfBareTicksRollsEveryOrgUpOnce() throws InterruptedException {
    read("2026-11-22T10:00:00Z");
    int due = 0;
    int days = 0;
    for (int hour = 0; hour < 24; hour++) {
      ReportAnswer answer = tick(samples, hour);
      assertThat(answer.orgs()).isEqualTo(ORGS);
      assertThat(answer.time()).isEqualTo("2026-11-25T%02d:00:00Z".formatted(hour));
      due += answer.due();
      days += answer.days();
    }
    assertThat(due).isEqualTo(ORGS);
    assertThat(days).isEqualTo(ORGS);
    assertThat(fleet).allSatisfy(org -> assertThat(rollups.newest(org.id())).isPresent());
    assertThat(tick(samples, 3).days()).isZero();
  }

  @Test
  void oneOrgThatFailsHoldsNoOtherUpAndARepeatedTickDoesWhatIsMissing()
      throws InterruptedException {
    read("2026-11-22T10:00:00Z");
    for (int hour = 0; hour < 24; hour++) {
      int due = tick(new InMemoryUsageHistory(() -> NOW, Duration.ofDays(30)), hour).due();
      if (due >= 2) {
        rollups.forgetAll();
        int repeated = hour;
        List<OrgId> before = made();
        FailingOnce failing = new FailingOnce();
        assertThatThrownBy(() -> tick(failing, repeated))
            .isInstanceOf(UnfinishedException.class)
            .hasMessageMatching(
                "1 of %d orgs were not rolled up, such as org-\\d+=the sample is damaged"
                    .formatted(due));
        assertThat(made()).hasSize(before.size() + due - 1);
        assertThat(tick(failing, repeated).days()).isEqualTo(1);
        assertThat(made()).hasSize(before.size() + due);
        return;
      }
    }
    throw new AssertionError("no hour has two orgs");
  }

  @Test
  void theAnswerSaysWhichPagesWereWrittenAndARefusalFailsTheCallAfterTheRollups()
      throws InterruptedException {
    read("2026-11-22T10:00:00Z");
    FilesWorld files = new FilesWorld(List.of("acme-0", "acme-1"));
    ReportFunction function =
        new ReportFunction(
            new ReportCycle(
                files.directory(),
                new RollupCycle(samples, rollups, Duration.ofDays(30)),
                files.cycle("1")),
            new FarTimes(InstantSource.fixed(NOW)),
            "1");
    files.refused = name -> name.endsWith(".md");
    assertThatThrownBy(() -> function.report(new TickEvent("2026-11-25T10:00:00Z")))
        .isInstanceOf(UnfinishedException.class)
        .hasMessageMatching(
            "4 files were written, 2 failed: tenants/acme/orgs/acme-\\d/runbook.md is not written:"
                + " .* 403 AccessDenied.*");

    files.refused = name -> false;
    ReportAnswer answer = function.report(new TickEvent("2026-11-25T10:00:00Z"));
    assertThat(answer.pages()).isEqualTo(new ReportAnswer.Pages(2, 2 + 2 * 4, 0));
    assertThat(tick(samples, 3).pages()).isNull();
  }

  private List<OrgId> made() {
    return fleet.stream().map(Org::id).filter(org -> rollups.newest(org).isPresent()).toList();
  }

  @Test
  void anEventWithoutATimeOrOfAnotherDayIsRefused() {
    ReportFunction function = function(samples);
    assertThatThrownBy(() -> function.report(null)).isInstanceOf(InvalidEventException.class);
    assertThatThrownBy(() -> function.report(new TickEvent(null)))
        .isInstanceOf(InvalidEventException.class);
    assertThatThrownBy(() -> function.report(new TickEvent("2026-11-27T00:00:01Z")))
        .isInstanceOf(InvalidEventException.class);
  }

  /** The first org that is read has a damaged sample, once. */
  private final class FailingOnce implements UsageHistory {
    private boolean failed;

    @Override
    public void put(OrgId org, Sample sample) {
      throw new AssertionError("rolling up writes no samples");
    }

    @Override
    public Series raw(OrgId org, LimitName limit, Instant from, Instant to) {
      throw new AssertionError("samples are read once, not by limit");
    }

    @Override
    public synchronized List<Sample> samples(OrgId org, Instant from, Instant to) {
      if (!failed) {
        failed = true;
        throw new CorruptSampleException("the sample is damaged");
      }
      return samples.samples(org, from, to);
    }
  }
}
