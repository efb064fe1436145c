package dev.headroom.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.cycle.ask.SamplesCycle;
import dev.headroom.cycle.poll.PollPorts;
import dev.headroom.fleet.Violation;
import dev.headroom.history.InMemoryRollups;
import dev.headroom.history.InMemoryUsageHistory;
import dev.headroom.history.RolledHistory;
import dev.headroom.history.Sample;
import dev.headroom.limits.LimitName;
import dev.headroom.limits.Reading;
import dev.headroom.limits.Snapshot;
import dev.headroom.local.running.Outcome;
import dev.headroom.org.OrgId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SamplesActionTest {
  private static final OrgId ORG = new OrgId("acme-prod");
  private static final Instant NOW = Instant.parse("2026-11-26T10:07:00Z");

  private final InMemoryUsageHistory samples =
      new InMemoryUsageHistory(() -> NOW, Duration.ofDays(30));
  private final SamplesCycle cycle =
      new SamplesCycle(
          PollPorts.directory(List.of(PollPorts.org(ORG.value()))),
          new RolledHistory(samples, new InMemoryRollups()),
          () -> NOW);

  @BeforeEach
  void read() {
    put("2026-11-26T10:00:00Z", true, 1, 1_200);
    put("2026-11-26T10:05:00Z", false, 1, 1_500);
  }

  @Test
  void textHasALineForEachLimit() {
    assertThat(run(Map.of()).text())
        .isEqualTo(
            """
            acme-prod, readings of 2026-11-25T10:07:01Z to 2026-11-26T10:07:01Z: 2
            2026-11-26T10:00:00Z  1 limit
              Limit0                                       1,200 of 100,000
            2026-11-26T10:05:00Z  1 limit, not whole
              Limit0                                       1,500 of 100,000\
            """);
    assertThat(run(Map.of("resolution", "hour")).text())
        .endsWith(
            """
            2026-11-26T10:00:00Z  1 limit
              Limit0                                       1,500 of 100,000, 1,200 to 1,500, 300 added, 2 readings\
            """);
    assertThat(run(Map.of("limit", "Never")).text()).endsWith("none. That is unknown, not zero.");
  }

  @Test
  void jsonIsWhatTheFunctionAnswers() {
    assertThat(run(Map.of("format", "json")).text().replaceAll("\\s+", ""))
        .isEqualTo(
            "{\"org\":\"acme-prod\",\"resolution\":\"raw\",\"from\":\"2026-11-25T10:07:01Z\","
                + "\"to\":\"2026-11-26T10:07:01Z\",\"samples\":["
                + "{\"t\":\"2026-11-26T10:00:00Z\",\"whole\":true,"
                + "\"limits\":{\"Limit0\":{\"used\":1200,\"max\":100000}}},"
                + "{\"t\":\"2026-11-26T10:05:00Z\",\"whole\":false,"
                + "\"limits\":{\"Limit0\":{\"used\":1500,\"max\":100000}}}]}");
  }

  @Test
  void csvHasTheColumnsOfTheApi() {
    assertThat(run(Map.of("format", "csv")).text().lines())
        .containsExactly(
            "org,limit,resolution,time,used,max,usedPercent,usedMin,usedMax,arrivals,readings",
            "acme-prod,Limit0,raw,2026-11-26T10:00:00Z,1200,100000,1.2,,,,",
            "acme-prod,Limit0,raw,2026-11-26T10:05:00Z,1500,100000,1.5,,,,");
  }

  @Test
  void whatIsCutOffSaysSoAndACsvIsNot() {
    Instant first = Instant.parse("2026-11-25T12:00:00Z");
    for (int i = 0; i < 200; i++) {
      put(first.plus(Duration.ofMinutes(5L * i)).toString(), true, 90, 7);
    }
    String next = "2026-11-26T01:55:00Z";
    assertThat(run(Map.of()).text()).endsWith("\nmore: --from " + next);
    Outcome csv = run(Map.of("format", "csv"));
    assertThat(csv.text()).isEmpty();
    assertThat(csv.violations())
        .singleElement()
        .satisfies(v -> assertThat(v.path()).isEqualTo("to"))
        .satisfies(v -> assertThat(v.remedy()).contains("Write " + next, "--limit"));
    assertThat(run(Map.of("format", "csv", "to", next)).violations()).isEmpty();
  }

  @Test
  void whatIsWrongIsSaidAtOnce() {
    assertThat(run(Map.of("format", "html", "resolution", "week")).violations())
        .extracting(Violation::path)
        .containsExactly("format", "resolution");
  }

  private Outcome run(Map<String, String> members) {
    return SamplesAction.run(cycle, ORG.value(), members);
  }

  private void put(String slot, boolean whole, int limits, long used) {
    SortedMap<LimitName, Reading> readings = new TreeMap<>();
    for (int i = 0; i < limits; i++) {
      readings.put(new LimitName("Limit" + i), Reading.ofUsed(used, 100_000));
    }
    samples.put(ORG, new Sample(Instant.parse(slot), new Snapshot(readings, whole)));
  }
}
