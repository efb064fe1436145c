package dev.headroom.function;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.headroom.cycle.report.PagesCycle;
import dev.headroom.cycle.report.ReportCycle;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The answer of {@code report}.
 *
 * @param time of the tick
 * @param orgs how many the fleet has
 * @param due how many of them had their turn in this hour
 * @param days how many days of theirs were rolled up
 * @param pages what was written as files; left out where none are
 * @param version of Headroom
 */
@RegisterForReflection
public record ReportAnswer(
    Instant time,
    int orgs,
    int due,
    int days,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Pages pages,
    String version) {
  /**
   * Pages as files.
   *
   * @param orgs how many had theirs made
   * @param written how many files were written
   * @param left how many orgs wait for the next tick
   */
  @RegisterForReflection
  public record Pages(int orgs, int written, int left) {
    static @Nullable Pages of(PagesCycle.@Nullable Report report) {
      return report == null ? null : new Pages(report.orgs(), report.written(), report.left());
    }
  }

  static ReportAnswer of(ReportCycle.Report report, String version) {
    return new ReportAnswer(
        report.time(),
        report.orgs(),
        report.due(),
        report.days(),
        Pages.of(report.pages()),
        version);
  }
}
