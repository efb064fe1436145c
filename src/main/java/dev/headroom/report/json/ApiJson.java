package dev.headroom.report.json;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.headroom.fleet.Violation;
import dev.headroom.forecast.OrgForecasts.Outcome;
import dev.headroom.history.LimitRollup;
import dev.headroom.limits.LimitName;
import dev.headroom.limits.Reading;
import dev.headroom.report.AlertView;
import dev.headroom.report.LimitView;
import dev.headroom.report.NotVisible;
import dev.headroom.report.OrgView;
import dev.headroom.report.Projections;
import dev.headroom.report.SeriesView;
import dev.headroom.report.SpendView;
import dev.headroom.report.TargetLine;
import dev.headroom.report.Untold;
import dev.headroom.spend.Pause;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The forms of the JSON API, which others script against. */
public final class ApiJson {
  /** Always three digits of milliseconds, even {@code .000Z}. */
  private static final DateTimeFormatter MILLIS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private ApiJson() {}

  public record Worst(String limit, double usedPercent) {}

  public record Org(
      String org,
      String tenant,
      Map<String, String> tags,
      String status,
      @Nullable Worst worst,
      @Nullable String lastReadAt,
      @Nullable String problem,
      ForecastJson.@Nullable Next nextExhaustion,
      @Nullable Spend spend,
      @Nullable Paused paused) {}

  /**
   * Headroom's own calls to an org.
   *
   * @param interval ISO 8601; null while the org's own applies
   */
  public record Spend(
      int today, long cap, Map<String, Integer> byPurpose, @Nullable String interval) {}

  public record Paused(String since, String until, String by, String reason) {}

  /**
   * The result of a pause request.
   *
   * @param paused the pause now in force, or the one that was ended; null if there was none
   */
  public record OrgPause(String org, @Nullable Paused paused) {}

  public record OrgWithLimits(
      String org,
      String tenant,
      Map<String, String> tags,
      String status,
      @Nullable Worst worst,
      @Nullable String lastReadAt,
      @Nullable String problem,
      ForecastJson.@Nullable Next nextExhaustion,
      List<Limit> limits,
      @Nullable String notVisible,
      @Nullable String anotherOrgSince,
      @Nullable Spend spend,
      @Nullable Paused paused) {}

  public record Limit(
      String limit,
      String label,
      String window,
      @Nullable Long max,
      @Nullable Long used,
      @Nullable Long remaining,
      @Nullable Double usedPercent,
      String status,
      ForecastJson.@Nullable Outlook projection,
      ForecastJson.@Nullable Habit recurrence,
      boolean poor) {}

  /**
   * The course of a limit.
   *
   * @param resolution what a point stands for; absent unless it was asked for
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Points(String limit, @Nullable String resolution, List<Point> points) {}

  /**
   * A reading, hour or day.
   *
   * @param used of the newest reading in it, as max is; the others are absent from a reading
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Point(
      String t,
      long used,
      long max,
      @Nullable Long usedMin,
      @Nullable Long usedMax,
      @Nullable Long arrivals,
      @Nullable Integer readings) {
    static Point of(SeriesView.Point point) {
      LimitRollup rollup = point.rollup();
      return new Point(
          point.at().toString(),
          point.last().used(),
          point.last().max(),
          rollup == null ? null : (Long) rollup.min(),
          rollup == null ? null : (Long) rollup.max(),
          rollup == null ? null : (Long) rollup.arrivals(),
          rollup == null ? null : (Integer) rollup.readings());
    }
  }

  /** What an alert is about. */
  public record Subject(String kind, String id) {}

  public record Alert(
      String key,
      @Nullable String org,
      @Nullable String limit,
      Subject subject,
      String rule,
      String reason,
      String severity,
      String worst,
      String status,
      String openedAt,
      String updatedAt,
      @Nullable String resolvedAt,
      List<Untold.Target> notTold) {}

  public record Target(
      String target,
      String type,
      String status,
      @Nullable String since,
      @Nullable String why,
      @Nullable String lastSuccess,
      long backlog) {}

  /** Everything that is wrong with a request. */
  public record Violations(List<ManageAnswer.Wrong> violations) {
    public static Violations of(List<Violation> violations) {
      return new Violations(violations.stream().map(ManageAnswer.Wrong::of).toList());
    }
  }

  /** What does not exist, or cannot be done, and what to do. */
  public record Problem(String problem, String remedy) {}

  public static String millis(Instant at) {
    return MILLIS.format(at);
  }

  public static Org org(OrgView view) {
    return new Org(
        view.org().id().value(),
        view.org().tenant(),
        new TreeMap<>(view.org().tags()),
        view.status().word(),
        worst(view),
        lastReadAt(view),
        problem(view),
        ForecastJson.next(view.next(), view.worst() != null),
        spend(view),
        paused(view));
  }

  private static @Nullable Spend spend(OrgView view) {
    SpendView spend = view.spend();
    if (spend == null) {
      return null;
    }
    Duration interval = spend.interval();
    return new Spend(
        spend.today(),
        spend.cap(),
        spend.byPurpose(),
        interval == null ? null : interval.toString());
  }

  private static @Nullable Paused paused(OrgView view) {
    return paused(view.pause());
  }

  /** Returns a pause; null if there is none. */
  public static @Nullable Paused paused(@Nullable Pause pause) {
    return pause == null
        ? null
        : new Paused(pause.from().toString(), pause.until().toString(), pause.by(), pause.reason());
  }

  public static OrgWithLimits org(
      OrgView view, List<LimitView> limits, Projections projections, List<NotVisible> notVisible) {
    Instant another = view.anotherOrgSince();
    return new OrgWithLimits(
        view.org().id().value(),
        view.org().tenant(),
        new TreeMap<>(view.org().tags()),
        view.status().word(),
        worst(view),
        lastReadAt(view),
        problem(view),
        ForecastJson.next(view.next(), view.worst() != null),
        limits.stream().map(limit -> limit(limit, projections)).toList(),
        NotVisible.text(notVisible).orElse(null),
        another == null ? null : another.toString(),
        spend(view),
        paused(view));
  }

  private static Limit limit(LimitView view, Projections projections) {
    Reading reading = view.reading();
    Outcome outcome = reading == null ? null : projections.byLimit().get(view.info().name());
    boolean notYet = reading != null && projections.byLimit().isEmpty();
    return new Limit(
        view.info().name().value(),
        view.info().label(),
        view.info().window().word(),
        reading == null ? null : (Long) reading.max(),
        reading == null ? null : (Long) reading.used(),
        reading == null ? null : (Long) reading.remaining(),
        view.usedPercent(),
        view.status().word(),
        outcome == null
            ? notYet ? ForecastJson.Outlook.NOT_YET : null
            : ForecastJson.outlook(outcome, projections.slot()),
        outcome == null ? null : ForecastJson.habit(outcome),
        outcome != null && outcome.poor());
  }

  /** Returns the course of a limit, with its resolution if {@code named}. */
  public static Points points(SeriesView series, boolean named) {
    return new Points(
        series.limit().value(),
        named ? series.resolution().word() : null,
        series.points().stream().map(Point::of).toList());
  }

  public static Alert alert(AlertView view, Untold.Snapshot untold) {
    Instant resolvedAt = view.resolvedAt();
    return new Alert(
        view.key(),
        view.org().isFleet() ? null : view.org().value(),
        view.limit().map(LimitName::value).orElse(null),
        new Subject(view.subject().kind(), view.subjectId()),
        view.rule(),
        view.reason(),
        view.severity().word(),
        view.worst().word(),
        view.status(),
        view.openedAt().toString(),
        view.updatedAt().toString(),
        resolvedAt == null ? null : resolvedAt.toString(),
        untold.of(view));
  }

  public static Target target(TargetLine line) {
    Instant since = line.view().since();
    Instant lastSuccess = line.lastSuccess();
    return new Target(
        line.view().target().value(),
        line.view().type(),
        line.view().status().word(),
        since == null ? null : since.toString(),
        line.view().why(),
        lastSuccess == null ? null : lastSuccess.toString(),
        line.backlog());
  }

  private static @Nullable Worst worst(OrgView view) {
    OrgView.Worst worst = view.worst();
    return worst == null ? null : new Worst(worst.limit().value(), worst.usedPercent());
  }

  private static @Nullable String lastReadAt(OrgView view) {
    Instant at = view.lastReadAt();
    return at == null ? null : millis(at);
  }

  private static @Nullable String problem(OrgView view) {
    OrgView.Problem problem = view.problem();
    return problem == null ? null : problem.text();
  }
}
