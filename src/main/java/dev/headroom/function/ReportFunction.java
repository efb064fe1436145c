package dev.headroom.function;

import dev.headroom.cycle.report.PagesCycle;
import dev.headroom.cycle.report.ReportCycle;
import dev.headroom.fleet.Violation;
import dev.headroom.org.UnavailableException;
import io.quarkus.funqy.Funq;
import io.quarkus.logging.Log;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * {@code report}: at a scheduler's tick, rolls up the days of the orgs whose hour it is, and writes
 * pages.
 */
@Singleton
public class ReportFunction {
  private final ReportCycle cycle;
  private final FarTimes far;
  private final String version;

  public ReportFunction(
      ReportCycle cycle,
      FarTimes far,
      @ConfigProperty(name = "quarkus.application.version") String version) {
    this.cycle = cycle;
    this.far = far;
    this.version = version;
  }

  /**
   * Takes the turns of the hour that begins at the event's time.
   *
   * @throws UnfinishedException if some turns broke off; a repeated event does what is missing
   */
  @Funq("report")
  public ReportAnswer report(@Nullable TickEvent event) throws InterruptedException {
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
    ReportCycle.Report report = cycle.report(time);
    Log.debugf(
        "reported at %s: %d of %d orgs due, %d days rolled up",
        time, report.due(), report.orgs(), report.days());
    report
        .failed()
        .forEach((org, why) -> Log.errorf("org %s: not rolled up at %s: %s", org, time, why));
    if (!report.failed().isEmpty()) {
      throw new UnfinishedException(
          "%d of %d orgs were not rolled up, such as %s"
              .formatted(
                  report.failed().size(),
                  report.due(),
                  report.failed().entrySet().iterator().next()));
    }
    PagesCycle.Report pages = report.pages();
    if (pages != null && pages.problem() != null) {
      Log.errorf(
          "%d files or orgs of the report failed at %s: %s",
          pages.refused(), time, pages.problem());
      throw new UnfinishedException(
          "%d files were written, %d failed: %s"
              .formatted(pages.written(), pages.refused(), pages.problem()));
    }
    return ReportAnswer.of(report, version);
  }

  /** Some turns broke off. */
  public static final class UnfinishedException extends UnavailableException {
    private static final long serialVersionUID = 1L;

    UnfinishedException(String message) {
      super(message);
    }
  }
}
