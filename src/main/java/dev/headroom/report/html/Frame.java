package dev.headroom.report.html;

import dev.headroom.org.TenantScope;
import dev.headroom.report.AlertView;
import dev.headroom.report.TargetView;
import dev.headroom.report.Views;
import dev.headroom.report.words.AlertNames;
import dev.headroom.words.Figures;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What every page has around its content.
 *
 * @param active the page's entry in the navigation
 * @param out what has run out, the newest first
 * @param held the targets that accept no messages
 * @param inbox whether there is one
 * @param now the fleet's time
 * @param deliveries the time by which messages are sent; null if that is the fleet's
 * @param simulated says that the fleet's time is not real time; null if it is
 * @param version changes with every start, so that browsers fetch scripts and styles again
 * @param files whether the page is a file: then it counts nothing that changes without it
 * @param hidesNames whether names of users are hidden from whoever sees the page
 */
@RegisterForReflection
public record Frame(
    String title,
    String active,
    int openAlerts,
    List<Out> out,
    List<Held> held,
    boolean inbox,
    long received,
    String now,
    String nowIso,
    Cells.@Nullable Moment deliveries,
    @Nullable String simulated,
    String version,
    boolean files,
    boolean hidesNames) {

  private static final int MAX_OUT = 50;

  /**
   * Something that has run out.
   *
   * @param key tells it apart from all others, also from the same of another day
   */
  @RegisterForReflection
  public record Out(String key, String text) {
    static Out of(AlertView alert, Views views) {
      String about = AlertNames.of(alert, limit -> Figures.label(views.describe(limit)), null);
      return new Out(
          alert.key() + "@" + alert.openedAt(),
          (alert.org().isFleet() ? "" : alert.org() + ": ") + about + " has run out");
    }
  }

  /**
   * A target that accepts no messages.
   *
   * @param word parked or disabled
   */
  @RegisterForReflection
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

  /** Returns the frame for a page with that title. */
  static Frame of(String title, String active, Views views, TenantScope scope, Site site) {
    Long received = site.received();
    return new Frame(
        title,
        active,
        site.files() ? 0 : views.openAlertCount(scope),
        site.files()
            ? List.of()
            : views.exhausted(scope, MAX_OUT).stream().map(alert -> Out.of(alert, views)).toList(),
        site.files()
            ? List.of()
            : views.held(scope).stream().map(view -> Held.of(view, site.realNow())).toList(),
        received != null,
        received == null ? 0 : received,
        Figures.clock(site.now()),
        site.now().toString(),
        site.simulated() == null
            ? null
            : new Cells.Moment(
                site.realNow().toString(), Figures.clock(site.realNow()) + " UTC", ""),
        site.simulated(),
        site.version(),
        site.files(),
        views.hidesNames(scope));
  }
}
