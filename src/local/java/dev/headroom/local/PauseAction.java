package dev.headroom.local;

import dev.headroom.cycle.ask.PauseCycle;
import dev.headroom.local.running.Outcome;
import dev.headroom.org.TenantScope;
import dev.headroom.report.PauseReport;
import dev.headroom.spend.Pause;
import java.util.Map;

/** {@code manage pause <org> --until <time> --reason <text>}, and its end. */
final class PauseAction {
  static final String WORD = "pause";

  private PauseAction() {}

  static Outcome run(PauseCycle cycle, String org, Map<String, String> members, String actor) {
    PauseReport report = cycle.pause(TenantScope.all(), org, members, actor);
    Pause pause = report.pause();
    return pause == null
        ? Outcome.wrong(report.violations())
        : Outcome.of("org %s is paused until %s: %s".formatted(org, pause.until(), pause.reason()));
  }

  static Outcome resume(PauseCycle cycle, String org, String actor) {
    PauseReport report = cycle.resume(TenantScope.all(), org, actor);
    if (!report.violations().isEmpty()) {
      return Outcome.wrong(report.violations());
    }
    Pause pause = report.pause();
    return Outcome.of(
        pause == null
            ? "org %s is not paused; it is read at its next slot".formatted(org)
            : "org %s is resumed, it was paused until %s by %s: %s"
                .formatted(org, pause.until(), pause.by(), pause.reason()));
  }
}
