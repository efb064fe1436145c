package dev.headroom.function;

import dev.headroom.cycle.report.ReportCycle;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;

/**
 * The answer of {@code report}.
 *
 * @param time of the tick
 * @param orgs how many the fleet has
 * @param due how many of them had their turn in this hour
 * @param days how many days of theirs were rolled up
 * @param version of Headroom
 */
@RegisterForReflection
public record ReportAnswer(Instant time, int orgs, int due, int days, String version) {
  static ReportAnswer of(ReportCycle.Report report, String version) {
    return new ReportAnswer(report.time(), report.orgs(), report.due(), report.days(), version);
  }
}
