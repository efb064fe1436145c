package dev.headroom.function;

import dev.headroom.cycle.poll.DispatchCycle;
import dev.headroom.cycle.poll.DispatchReport;
import dev.headroom.cycle.watch.WatchCycle;
import dev.headroom.fleet.Violation;
import io.quarkus.funqy.Funq;
import io.quarkus.logging.Log;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** {@code dispatch}: turns a scheduler's tick into poll messages for the orgs that are due. */
public class DispatchFunction {
  private final DispatchCycle cycle;
  private final FarTimes far;
  private final WatchCycle watch;
  private final String version;

  public DispatchFunction(
      DispatchCycle cycle,
      FarTimes far,
      WatchCycle watch,
      @ConfigProperty(name = "quarkus.application.version") String version) {
    this.cycle = cycle;
    this.far = far;
    this.watch = watch;
    this.version = version;
  }

  /** Dispatches the minute of the event's time. */
  @Funq("dispatch")
  public DispatchAnswer dispatch(@Nullable TickEvent event) {
    Instant time = Events.time(event == null ? null : event.time());
    if (far.isFar(time)) {
      throw new InvalidEventException(
          List.of(
              new Violation(
                  "time",
                  time.toString(),
                  "lies more than a day ahead of the clock",
                  "Send the time of the tick.")));
    }
    DispatchReport report = cycle.dispatch(time);
    watch.dispatched(report);
    Log.debugf(
        "dispatched %s: %d of %d orgs due, %d messages",
        report.time(), report.due(), report.orgs(), report.messages());
    return DispatchAnswer.of(report, version);
  }
}
