package dev.headroom.function;

import dev.headroom.cycle.DispatchCycle;
import dev.headroom.cycle.DispatchReport;
import io.quarkus.funqy.Funq;
import io.quarkus.logging.Log;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** {@code dispatch}: a scheduler's tick becomes poll messages for the orgs that are due. */
public class DispatchFunction {
  private final DispatchCycle cycle;
  private final String version;

  public DispatchFunction(
      DispatchCycle cycle, @ConfigProperty(name = "quarkus.application.version") String version) {
    this.cycle = cycle;
    this.version = version;
  }

  /** Dispatches the minute of the event's time. */
  @Funq("dispatch")
  public DispatchAnswer dispatch(@Nullable TickEvent event) {
    DispatchReport report = cycle.dispatch(Events.time(event == null ? null : event.time()));
    Log.debugf(
        "dispatched %s: %d of %d orgs due, %d messages",
        report.time(), report.due(), report.orgs(), report.messages());
    return DispatchAnswer.of(report, version);
  }
}
