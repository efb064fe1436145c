package dev.headroom.report;

import dev.headroom.alert.AlertKey;
import dev.headroom.alert.Policy;
import dev.headroom.forecast.LimitForecast;
import dev.headroom.history.Series;
import dev.headroom.limits.LimitInfo;
import dev.headroom.limits.LimitName;
import dev.headroom.org.Org;
import dev.headroom.org.TenantScope;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Reads what is shown, for those who may see it. What lies outside of a scope is not there: no
 * answer, no count and no choice tells of it.
 *
 * <p>An {@link Org} that is asked about was found through the same scope; another is an {@link
 * IllegalArgumentException}, since to ask about it is a bug.
 */
public interface Views {
  /** Every org, worst first. */
  FleetView fleet(TenantScope scope);

  /** The org of this id; empty when there is none, or the text is no id. */
  Optional<OrgView> org(TenantScope scope, String id);

  /** Every limit that {@code org} ever showed, worst first. */
  List<LimitView> limits(TenantScope scope, Org org);

  /** What {@code org} does not show for want of a permission. */
  List<NotVisible> notVisible(TenantScope scope, Org org);

  /** The newest slot that was committed of {@code org}; empty when there was none. */
  Optional<Instant> lastSlot(TenantScope scope, Org org);

  /** What is foreseen of the limits of {@code org}, as of its last reading. */
  Projections projections(TenantScope scope, Org org);

  /**
   * All that is known of the future of one limit, with its usual course in {@code usual}; empty
   * when the last slot had no reading of it.
   */
  Optional<LimitForecast> forecast(TenantScope scope, Org org, LimitName limit, TimeRange usual);

  /** The raw points of one limit in {@code range}. */
  Series series(TenantScope scope, Org org, LimitName limit, TimeRange range);

  /** Policies in order: they give limits their levels. */
  List<Policy> policies(TenantScope scope);

  /** What is known about a limit beyond its numbers. */
  LimitInfo describe(LimitName limit);

  /** Open alerts, worst first. */
  List<AlertView> openAlerts(TenantScope scope);

  /** A row an episode: open ones, worst first, then the newest resolved ones. */
  List<AlertView> alerts(TenantScope scope);

  /**
   * The alert of this key as targets know it, with its episodes, their transitions and who was told
   * of them; empty when there is none. Of the newest 100 episodes and 200 transitions.
   */
  Optional<AlertStory> alert(TenantScope scope, String key);

  /** The same of an alert of an org that is in the scope. */
  Optional<AlertStory> alert(TenantScope scope, AlertKey key);

  /** The open alerts of {@code org}, worst first. */
  List<AlertView> openAlerts(TenantScope scope, Org org);

  /** How many alerts are open. */
  int openAlertCount(TenantScope scope);

  /** Who could not be told how the alerts stand. */
  Untold.Snapshot untold(TenantScope scope);

  /** Every target of the manifest, by id. */
  List<TargetLine> targets(TenantScope scope);

  /** The targets that are parked or disabled, by id. */
  List<TargetView> held(TenantScope scope);
}
