package dev.headroom.local.web;

import dev.headroom.local.DemoClock;
import dev.headroom.report.TargetView;
import dev.headroom.wiring.FleetTime;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What every page has around its own content. */
@ApplicationScoped
public class Shell {
  private static final Duration SAME_TIME = Duration.ofMinutes(2);

  private final FleetViews views;
  private final TargetViews targets;
  private final Inbox inbox;
  private final InstantSource fleetTime;
  private final InstantSource realTime;
  private final double factor;
  private final String version;

  /** Around pages of these views. */
  public Shell(
      FleetViews views,
      TargetViews targets,
      Inbox inbox,
      @FleetTime InstantSource fleetTime,
      InstantSource realTime) {
    this.views = views;
    this.targets = targets;
    this.inbox = inbox;
    this.fleetTime = fleetTime;
    this.realTime = realTime;
    this.factor = fleetTime instanceof DemoClock demo ? demo.factor() : 1;
    this.version = Long.toString(realTime.millis(), 36);
  }

  /**
   * The frame of one page.
   *
   * @param active the navigation's entry that it belongs to
   * @param held the targets that take no messages
   * @param inbox whether there is one
   * @param now the fleet's time
   * @param simulated says that the fleet's time is not the real one; null when it is
   * @param version changes with every start, so that browsers fetch scripts and styles anew
   */
  public record Frame(
      String title,
      String active,
      int openAlerts,
      List<Held> held,
      boolean inbox,
      long received,
      String now,
      String nowIso,
      @Nullable String simulated,
      String version) {}

  /**
   * A target that takes no messages.
   *
   * @param word parked or disabled
   */
  public record Held(String target, String word, Cells.@Nullable Moment since, String why) {
    static Held of(TargetView view, Instant now) {
      Instant since = view.since();
      return new Held(
          view.target().value(),
          view.status().word(),
          since == null ? null : Cells.Moment.of(since, now),
          Objects.requireNonNullElse(view.why(), ""));
    }
  }

  /** The fleet's time. */
  Instant now() {
    return fleetTime.instant();
  }

  /** The time by which deliveries go. */
  Instant realNow() {
    return realTime.instant();
  }

  Frame frame(String title, String active) {
    Instant now = now();
    return new Frame(
        title,
        active,
        views.openAlertCount(),
        targets.held().stream().map(view -> Held.of(view, realNow())).toList(),
        inbox.isOpen(),
        inbox.received(),
        Words.clock(now),
        now.toString(),
        simulated(now),
        version);
  }

  private @Nullable String simulated(Instant now) {
    if (factor != 1) {
      return String.format(Locale.ROOT, "%,.0f times as fast", factor);
    }
    boolean real = Duration.between(now, realNow()).abs().compareTo(SAME_TIME) < 0;
    return real ? null : "not the real time";
  }
}
