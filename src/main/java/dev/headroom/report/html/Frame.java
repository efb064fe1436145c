package dev.headroom.report.html;

import dev.headroom.org.TenantScope;
import dev.headroom.report.TargetView;
import dev.headroom.report.Views;
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
 * @param held the targets that accept no messages
 * @param inbox whether there is one
 * @param now the fleet's time
 * @param simulated says that the fleet's time is not real time; null if it is
 * @param version changes with every start, so that browsers fetch scripts and styles again
 */
@RegisterForReflection
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
    String version) {

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
        views.openAlertCount(scope),
        views.held(scope).stream().map(view -> Held.of(view, site.realNow())).toList(),
        received != null,
        received == null ? 0 : received,
        Figures.clock(site.now()),
        site.now().toString(),
        site.simulated(),
        site.version());
  }
}
