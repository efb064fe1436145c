package dev.headroom.function;

import dev.headroom.cycle.poll.DispatchReport;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;

/**
 * The answer of {@code dispatch}.
 *
 * @param time the minute that was dispatched
 * @param orgs how many the fleet has
 * @param due how many of them were due
 * @param messages how many messages were sent
 * @param version of Headroom
 */
@RegisterForReflection
public record DispatchAnswer(Instant time, int orgs, int due, int messages, String version) {
  static DispatchAnswer of(DispatchReport report, String version) {
    return new DispatchAnswer(
        report.time(), report.orgs(), report.due(), report.messages(), version);
  }
}
