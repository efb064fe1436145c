package dev.headroom.report;

import dev.headroom.alert.AlertKey;
import dev.headroom.alert.Evidence;
import dev.headroom.alert.Policies;
import dev.headroom.forecast.LimitForecast;
import dev.headroom.history.Resolution;
import dev.headroom.history.Series;
import dev.headroom.limits.LimitInfo;
import dev.headroom.limits.LimitName;
import dev.headroom.org.Org;
import dev.headroom.org.OrgProfile;
import dev.headroom.org.TenantScope;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Reads what is shown, for those who may see it. What lies outside a scope does not exist: no
 * answer, count or choice reveals it.
 *
 * <p>An {@link Org} argument must have been found through the same scope; any other is an {@link
 * IllegalArgumentException}, because asking about it is a bug.
 */
public interface Views {
  /** Every org, worst first. */
  FleetView fleet(TenantScope scope);

  /** Returns the org with this id; empty if there is none, or if the text is not an id. */
  Optional<OrgView> org(TenantScope scope, String id);

  /** Returns every limit that {@code org} ever reported, worst first. */
  List<LimitView> limits(TenantScope scope, Org org);

  /** Returns what {@code org} does not show because a permission is missing. */
  List<NotVisible> notVisible(TenantScope scope, Org org);

  /** Returns what {@code org} says about itself; empty if it has not said so yet. */
  Optional<OrgProfile> profile(TenantScope scope, Org org);

  /** Returns the newest committed slot of {@code org}; empty if there was none. */
  Optional<Instant> lastSlot(TenantScope scope, Org org);

  /** Returns the projections of the limits of {@code org}, as of its last reading. */
  Projections projections(TenantScope scope, Org org);

  /**
   * Returns everything known about the future of one limit, with its usual course in {@code usual};
   * empty if the last slot had no reading of it.
   */
  Optional<LimitForecast> forecast(TenantScope scope, Org org, LimitName limit, TimeRange usual);

  /** Returns the raw points of one limit in {@code range}. */
  Series series(TenantScope scope, Org org, LimitName limit, TimeRange range);

  /** Returns the readings, hours or days of one limit that lie or begin in {@code range}. */
  SeriesView series(
      TenantScope scope, Org org, LimitName limit, TimeRange range, Resolution resolution);

  /** Returns what limits are judged by now. */
  Policies policies(TenantScope scope);

  /** Returns what a limit of {@code org} is judged by now, and why. */
  ExplainReport explanation(TenantScope scope, Org org, LimitName limit);

  /** Returns what is known about a limit beyond its numbers. */
  LimitInfo describe(LimitName limit);

  /** Returns open alerts, worst first. */
  List<AlertView> openAlerts(TenantScope scope);

  /** Returns one row per episode: open ones, worst first, then the newest resolved ones. */
  List<AlertView> alerts(TenantScope scope);

  /**
   * Returns the alert with this key, as known to targets, with its episodes, their transitions and
   * who was notified of them; empty if there is none. Covers the newest 100 episodes and 200
   * transitions.
   */
  Optional<AlertStory> alert(TenantScope scope, String key);

  /** Returns the same for an alert of an org in the scope. */
  Optional<AlertStory> alert(TenantScope scope, AlertKey key);

  /**
   * Returns what the newest stored transition of an alert was judged on, which names what the alert
   * is about; empty if none is stored.
   *
   * @param alert found through the same scope
   */
  Optional<Evidence> evidence(TenantScope scope, AlertView alert);

  /** Returns the open alerts of {@code org}, worst first. */
  List<AlertView> openAlerts(TenantScope scope, Org org);

  /** Returns the {@code most} newest open alerts of what has run out, the newest first. */
  List<AlertView> exhausted(TenantScope scope, int most);

  /** Returns how many alerts are open. */
  int openAlertCount(TenantScope scope);

  /** Returns whether names of users are replaced by ids in all that is shown to this scope. */
  boolean hidesNames(TenantScope scope);

  /** Returns which targets have not received the present state of alerts. */
  Untold.Snapshot untold(TenantScope scope);

  /** Returns every target of the manifest, by id. */
  List<TargetLine> targets(TenantScope scope);

  /** Returns the targets that are parked or disabled, by id. */
  List<TargetView> held(TenantScope scope);
}
