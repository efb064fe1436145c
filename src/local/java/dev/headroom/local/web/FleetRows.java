package dev.headroom.local.web;

import dev.headroom.alert.Policy;
import dev.headroom.org.OrgId;
import dev.headroom.report.OrgView;
import io.quarkus.qute.RawString;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The rows of the fleet's table. A thousand of them are shown several times a minute and few have
 * changed: a row is rendered when its org did, and lengths of time up to now are put in each time.
 */
@ApplicationScoped
class FleetRows {
  /** Stand for how long ago and how long until; no text that is escaped can hold them. */
  private static final String AGO = "<ago>";

  private static final String AHEAD = "<ahead>";

  private final Map<OrgId, Row> rendered = new ConcurrentHashMap<>();

  /**
   * A rendered row: what comes before, between and after the two lengths of time.
   *
   * @param day of rendering: the next day, times of it have a date
   */
  private record Row(
      FleetPage.Line line,
      List<Policy> policies,
      long day,
      String untilAhead,
      String untilAgo,
      String rest) {
    @SuppressWarnings("ReferenceEquality")
    boolean shows(FleetPage.Line line, List<Policy> policies, long day) {
      return this.line.view() == line.view()
          && this.line.next() == line.next()
          && this.policies == policies
          && this.day == day;
    }
  }

  /** The rows of {@code lines} in their order. */
  RawString html(List<FleetPage.Line> lines, List<Policy> policies, Instant now) {
    StringBuilder html = new StringBuilder(lines.size() * 1_000);
    for (FleetPage.Line line : lines) {
      Row row = row(line, policies, now);
      html.append(row.untilAhead());
      Instant expected = NextCell.expected(line.next());
      if (expected != null) {
        html.append(Words.ago(expected, now));
      }
      html.append(row.untilAgo());
      Instant lastReadAt = line.view().lastReadAt();
      if (lastReadAt != null) {
        html.append(Words.ago(lastReadAt, now));
      }
      html.append(row.rest());
    }
    return new RawString(html.toString());
  }

  private Row row(FleetPage.Line line, List<Policy> policies, Instant now) {
    OrgView view = line.view();
    long day = Math.floorDiv(now.getEpochSecond(), 86_400L);
    Row known = rendered.get(view.org().id());
    if (known != null && known.shows(line, policies, day)) {
      return known;
    }
    Instant lastReadAt = view.lastReadAt();
    Cells.Moment lastRead =
        lastReadAt == null
            ? null
            : new Cells.Moment(lastReadAt.toString(), Words.time(lastReadAt, now), AGO);
    String html =
        Pages.fleetRow(
                FleetPage.Row.of(
                    view, policies, NextCell.of(view, line.next(), now, AHEAD), lastRead))
            .render();
    int ahead = html.indexOf(AHEAD);
    int afterAhead = ahead < 0 ? 0 : ahead + AHEAD.length();
    int ago = html.indexOf(AGO);
    Row row =
        new Row(
            line,
            policies,
            day,
            ahead < 0 ? "" : html.substring(0, ahead),
            html.substring(afterAhead, ago < 0 ? html.length() : ago),
            ago < 0 ? "" : html.substring(ago + AGO.length()));
    rendered.put(view.org().id(), row);
    return row;
  }
}
