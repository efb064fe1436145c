package dev.headroom.report.html;

import dev.headroom.alert.Policies;
import dev.headroom.limits.LimitName;
import dev.headroom.org.OrgId;
import dev.headroom.report.OrgView;
import dev.headroom.words.Figures;
import io.quarkus.qute.RawString;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * The rows of the fleet's table. A thousand of them are shown several times a minute and few have
 * changed. So a row is rendered when its org changed, and the durations up to now are inserted each
 * time.
 */
final class FleetRows {
  /** Placeholders for the durations since and until; escaped text cannot contain them. */
  private static final String AGO = "<ago>";

  private static final String AHEAD = "<ahead>";

  private final Templates templates;
  private final Function<LimitName, String> label;
  private final Map<OrgId, Row> rendered = new ConcurrentHashMap<>();

  /**
   * No row yet.
   *
   * @param label what a limit is called
   */
  FleetRows(Templates templates, Function<LimitName, String> label) {
    this.templates = templates;
    this.label = label;
  }

  /** What a limit is called. */
  Function<LimitName, String> label() {
    return label;
  }

  /**
   * A rendered row: what comes before, between and after the two durations.
   *
   * @param day of rendering: on the next day, times from it have a date
   */
  private record Row(
      OrgView view, Policies policies, long day, String untilAhead, String untilAgo, String rest) {
    @SuppressWarnings("ReferenceEquality")
    boolean shows(OrgView view, Policies policies, long day) {
      return this.view == view && this.policies.equals(policies) && this.day == day;
    }
  }

  /** Returns the rows of {@code orgs} in order. */
  RawString html(List<OrgView> orgs, Policies policies, Instant now) {
    StringBuilder html = new StringBuilder(orgs.size() * 1_000);
    for (OrgView view : orgs) {
      Row row = row(view, policies, now);
      html.append(row.untilAhead());
      Instant expected = NextCell.expected(view.next());
      if (expected != null) {
        html.append(Figures.ago(expected, now));
      }
      html.append(row.untilAgo());
      Instant lastReadAt = view.lastReadAt();
      if (lastReadAt != null) {
        html.append(Figures.ago(lastReadAt, now));
      }
      html.append(row.rest());
    }
    return new RawString(html.toString());
  }

  private Row row(OrgView view, Policies policies, Instant now) {
    long day = Math.floorDiv(now.getEpochSecond(), 86_400L);
    Row known = rendered.get(view.org().id());
    if (known != null && known.shows(view, policies, day)) {
      return known;
    }
    Instant lastReadAt = view.lastReadAt();
    Cells.Moment lastRead =
        lastReadAt == null
            ? null
            : new Cells.Moment(lastReadAt.toString(), Figures.time(lastReadAt, now), AGO);
    String html =
        templates
            .of("fleet-row")
            .data(
                "r",
                FleetPage.Row.of(
                    view, policies, label, NextCell.of(view, now, AHEAD, label), lastRead, now))
            .render();
    int ahead = html.indexOf(AHEAD);
    int afterAhead = ahead < 0 ? 0 : ahead + AHEAD.length();
    int ago = html.indexOf(AGO);
    Row row =
        new Row(
            view,
            policies,
            day,
            ahead < 0 ? "" : html.substring(0, ahead),
            html.substring(afterAhead, ago < 0 ? html.length() : ago),
            ago < 0 ? "" : html.substring(ago + AGO.length()));
    rendered.put(view.org().id(), row);
    return row;
  }
}
