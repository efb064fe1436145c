package dev.headroom.local.web;

import dev.headroom.alert.Policy;
import dev.headroom.org.OrgId;
import dev.headroom.report.OrgView;
import io.quarkus.qute.RawString;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The rows of the fleet's table. A thousand of them are shown several times a minute and few have
 * changed: a row is rendered when its org did, and how long ago it was read is put in each time.
 */
@ApplicationScoped
class FleetRows {
  /** Stands for how long ago; no text that is escaped can hold it. */
  private static final String AGO = "<ago>";

  private final Map<OrgId, Row> rendered = new ConcurrentHashMap<>();

  /**
   * A rendered row.
   *
   * @param time the text of when it was last read: it gains a date at midnight
   */
  private record Row(
      OrgView view, List<Policy> policies, @Nullable String time, String head, String tail) {
    @SuppressWarnings("ReferenceEquality")
    boolean shows(OrgView view, List<Policy> policies, @Nullable String time) {
      return this.view == view && this.policies == policies && Objects.equals(this.time, time);
    }
  }

  /** The rows of {@code views} in their order. */
  RawString html(List<OrgView> views, List<Policy> policies, Instant now) {
    StringBuilder html = new StringBuilder(views.size() * 800);
    for (OrgView view : views) {
      Instant lastReadAt = view.lastReadAt();
      Row row = row(view, policies, lastReadAt == null ? null : Words.time(lastReadAt, now));
      html.append(row.head());
      if (lastReadAt != null) {
        html.append(Words.ago(lastReadAt, now));
      }
      html.append(row.tail());
    }
    return new RawString(html.toString());
  }

  private Row row(OrgView view, List<Policy> policies, @Nullable String time) {
    Row known = rendered.get(view.org().id());
    if (known != null && known.shows(view, policies, time)) {
      return known;
    }
    Instant lastReadAt = view.lastReadAt();
    Cells.Moment lastRead =
        lastReadAt == null || time == null
            ? null
            : new Cells.Moment(lastReadAt.toString(), time, AGO);
    String html = Pages.fleetRow(FleetPage.Row.of(view, policies, lastRead)).render();
    int ago = lastRead == null ? -1 : html.indexOf(AGO);
    Row row =
        new Row(
            view,
            policies,
            time,
            ago < 0 ? html : html.substring(0, ago),
            ago < 0 ? "" : html.substring(ago + AGO.length()));
    rendered.put(view.org().id(), row);
    return row;
  }
}
