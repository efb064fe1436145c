package dev.headroom.report.html;

import dev.headroom.forecast.LimitForecast;
import dev.headroom.forecast.UseForecast;
import dev.headroom.forecast.UsualUse;
import dev.headroom.limits.Reading;
import dev.headroom.limits.Window;
import dev.headroom.org.TenantScope;
import dev.headroom.report.LimitView;
import dev.headroom.report.OrgView;
import dev.headroom.report.TimeRange;
import dev.headroom.report.Views;
import dev.headroom.words.Figures;
import dev.headroom.words.ForecastWords;
import dev.headroom.words.Moments;
import dev.headroom.words.ProjectionWords;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The chart's forecast of a limit, in words.
 *
 * @param summary the projection, in a sentence or two
 * @param sure whether that is likely, or already so: then it is set in bold
 * @param rows the forecasts; empty if none can be made
 * @param usual whether the usual pattern is known
 * @param held how often such forecasts have held; null before the first was judged
 * @param poor whether they have held too seldom
 */
@RegisterForReflection
public record ForecastCard(
    List<Prose.Part> summary,
    boolean sure,
    List<Row> rows,
    boolean usual,
    @Nullable String held,
    boolean poor) {

  /**
   * A forecast.
   *
   * @param ahead how far ahead
   * @param at the time, UTC
   * @param usual what the limit usually shows then; empty if unknown
   */
  @RegisterForReflection
  public record Row(
      String ahead, String iso, String at, String middle, String interval, String usual) {}

  /** Covers the usual at every forecast's time, even if the reading is somewhat late. */
  private static final Duration SPAN = Duration.ofHours(13);

  /** The card of a limit that was not read since the start. */
  static final ForecastCard NOT_YET =
      new ForecastCard(
          List.of(new Prose.Part("No projection: " + ForecastWords.NOT_YET + ".", null)),
          false,
          List.of(),
          false,
          null,
          false);

  /** Returns the card of the shown limit; null if there is none, or it has no current reading. */
  static @Nullable ForecastCard of(
      Views views, TenantScope scope, OrgView org, @Nullable LimitView limit, Instant now) {
    Reading reading = limit == null ? null : limit.reading();
    if (limit == null || reading == null) {
      return null;
    }
    TimeRange usual = new TimeRange(now.minus(SPAN), now.plus(SPAN));
    return views
        .forecast(scope, org.org(), limit.info().name(), usual)
        .map(known -> of(known, limit.info().window(), reading))
        .orElse(NOT_YET);
  }

  static ForecastCard of(LimitForecast forecast, Window window, Reading reading) {
    Map<Instant, UsualUse> usual =
        forecast.usual().stream().collect(Collectors.toMap(UsualUse::at, u -> u));
    List<Row> rows = new ArrayList<>();
    forecast
        .outcome()
        .projection()
        .use()
        .ifPresent(
            use -> {
              rows.add(row(1, "1 hour", use.in1h(), forecast.asOf(), usual, reading));
              rows.add(row(4, "4 hours", use.in4h(), forecast.asOf(), usual, reading));
              rows.add(row(12, "12 hours", use.in12h(), forecast.asOf(), usual, reading));
            });
    return new ForecastCard(
        Prose.of(
            ForecastWords.outlook(forecast.outcome(), window, forecast.asOf()), forecast.asOf()),
        ProjectionWords.isLikely(forecast.outcome().projection().probability()),
        rows,
        rows.stream().anyMatch(r -> !r.usual().isEmpty()),
        ForecastWords.held(forecast.quality()),
        forecast.outcome().poor());
  }

  private static Row row(
      int hours,
      String ahead,
      UseForecast.Band band,
      Instant asOf,
      Map<Instant, UsualUse> usual,
      Reading reading) {
    Instant at = asOf.plus(Duration.ofHours(hours));
    // The usual course is known at every quarter of an hour.
    UsualUse then = usual.get(Instant.ofEpochSecond(Math.floorDiv(at.getEpochSecond(), 900) * 900));
    double max = reading.max();
    return new Row(
        ahead,
        at.toString(),
        Moments.near(at, asOf),
        number(band.middle(), max)
            + " ("
            + Figures.percent(100 * Math.round(band.middle()) / max)
            + ")",
        number(band.low(), max) + " to " + number(band.high(), max),
        then == null ? "" : number(then.used(), max));
  }

  /** Whole, except for limits so small that a tenth matters. */
  private static String number(double value, double max) {
    return max < 50 && value < 50
        ? String.format(java.util.Locale.ROOT, "%.1f", value)
        : Figures.number(Math.round(value));
  }
}
