package dev.headroom.report.json;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.headroom.forecast.ForecastQuality;
import dev.headroom.forecast.LimitForecast;
import dev.headroom.forecast.NextExhaustion;
import dev.headroom.forecast.OrgForecasts.Outcome;
import dev.headroom.forecast.Projection;
import dev.headroom.forecast.Recurrence;
import dev.headroom.forecast.Relief;
import dev.headroom.forecast.UseForecast;
import dev.headroom.words.ForecastWords;
import dev.headroom.words.ProjectionWords;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The forms of forecasts in the JSON API. */
public final class ForecastJson {
  private ForecastJson() {}

  /** A projection: when the limit runs out, when it did, or why nothing is known. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Outlook(
      @Nullable String at,
      @Nullable String earliest,
      @Nullable String latest,
      @Nullable Double probability,
      @Nullable String why,
      @Nullable String since,
      @Nullable String relief,
      @Nullable String reliefEarliest,
      @Nullable String reliefLatest,
      @Nullable String reliefUnknown,
      @Nullable Integer reliefWrong,
      @Nullable String unknown) {
    static final Outlook NOT_YET = ofUnknown(ForecastWords.NOT_YET);

    private static Outlook ofUnknown(String reason) {
      return new Outlook(null, null, null, null, null, null, null, null, null, null, null, reason);
    }
  }

  /** The limit of an org that runs out first; the members are those of {@link Outlook}. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Next(
      @Nullable String limit,
      @Nullable String at,
      @Nullable String earliest,
      @Nullable String latest,
      @Nullable Double probability,
      @Nullable String since,
      @Nullable String relief,
      @Nullable String reliefEarliest,
      @Nullable String reliefLatest,
      @Nullable String reliefUnknown,
      @Nullable Integer reliefWrong,
      @Nullable String unknown) {}

  /** When there is room again; members that do not apply are null. */
  private record Room(
      @Nullable String at,
      @Nullable String earliest,
      @Nullable String latest,
      @Nullable String unknown,
      @Nullable Integer wrong) {
    static Room of(Relief relief) {
      Integer wrong = relief.wrongSoFar() == 0 ? null : relief.wrongSoFar();
      return switch (relief) {
        case Relief.Expected e ->
            new Room(
                e.likely().toString(), e.earliest().toString(), e.latest().toString(), null, wrong);
        case Relief.NotKnown n -> new Room(null, null, null, n.reason().words(), wrong);
      };
    }
  }

  /** When a gauge is usually at its cap. */
  public record Habit(String days, String at, double share, String words) {}

  public record Forecast(
      String limit,
      @Nullable String asOf,
      @Nullable Outlook projection,
      @Nullable Habit recurrence,
      List<Use> use,
      List<Usual> usual,
      List<Held> quality,
      boolean poor) {}

  public record Use(String at, double low, double middle, double high) {}

  public record Usual(String t, double used) {}

  public record Held(String ahead, double held, int forecasts, boolean poor) {}

  public static Forecast forecast(String limit, @Nullable LimitForecast known, boolean current) {
    if (!current || known == null) {
      Outlook outlook = current ? Outlook.NOT_YET : null;
      return new Forecast(limit, null, outlook, null, List.of(), List.of(), List.of(), false);
    }
    Outcome outcome = known.outcome();
    return new Forecast(
        limit,
        known.asOf().toString(),
        outlook(outcome, known.asOf()),
        habit(outcome),
        uses(outcome, known.asOf()),
        known.usual().stream().map(u -> new Usual(u.at().toString(), rounded(u.used()))).toList(),
        quality(known.quality()),
        outcome.poor());
  }

  private static List<Use> uses(Outcome outcome, Instant asOf) {
    UseForecast use = outcome.projection().use().orElse(null);
    return use == null
        ? List.of()
        : List.of(use(asOf, 1, use.in1h()), use(asOf, 4, use.in4h()), use(asOf, 12, use.in12h()));
  }

  private static Use use(Instant asOf, int hours, UseForecast.Band band) {
    return new Use(
        asOf.plus(Duration.ofHours(hours)).toString(),
        rounded(band.low()),
        rounded(band.middle()),
        rounded(band.high()));
  }

  private static List<Held> quality(ForecastQuality quality) {
    List<Held> all = new ArrayList<>();
    held(all, "PT1H", quality.in1h());
    held(all, "PT4H", quality.in4h());
    held(all, "PT12H", quality.in12h());
    return all;
  }

  private static void held(List<Held> all, String ahead, ForecastQuality.Held held) {
    if (held.forecasts() > 0) {
      all.add(new Held(ahead, held.share(), held.forecasts(), held.isPoor()));
    }
  }

  private static double rounded(double used) {
    return Math.round(100 * used) / 100.0;
  }

  /** Null while the limit is not expected to run out. */
  public static @Nullable Outlook outlook(Outcome outcome, Instant slot) {
    return switch (outcome.projection()) {
      case Projection.Stable s -> null;
      case Projection.Exhausting e ->
          new Outlook(
              e.likely().toString(),
              e.earliest().toString(),
              e.latest().toString(),
              e.probability(),
              ProjectionWords.why(e, slot, outcome.poor()),
              null,
              null,
              null,
              null,
              null,
              null,
              null);
      case Projection.Exhausted e -> {
        String since = e.since().toString();
        Room r = Room.of(e.relief());
        yield new Outlook(
            null,
            null,
            null,
            null,
            null,
            since,
            r.at(),
            r.earliest(),
            r.latest(),
            r.unknown(),
            r.wrong(),
            null);
      }
      case Projection.Unknown u -> Outlook.ofUnknown(u.reason().words());
    };
  }

  /** Null for everything except a gauge with a habit. */
  public static @Nullable Habit habit(Outcome outcome) {
    Recurrence r = outcome.projection() instanceof Projection.Stable s ? s.recurrence() : null;
    return r == null
        ? null
        : new Habit(
            r.days().words(),
            String.format(Locale.ROOT, "%02d:00", r.hour()),
            r.share(),
            ProjectionWords.habit(r));
  }

  /**
   * Null while no limit of the org is expected to run out.
   *
   * @param next null if nothing was read since the start
   * @param current whether the org has a current reading
   */
  public static @Nullable Next next(@Nullable NextExhaustion next, boolean current) {
    if (!current) {
      return unknown("there is no current reading");
    }
    return switch (next) {
      case null -> unknown(ForecastWords.NOT_YET);
      case NextExhaustion.NotKnown n -> unknown(n.reason().words());
      case NextExhaustion.NoneInSight n -> null;
      case NextExhaustion.Out o -> {
        String since = o.since().toString();
        String limit = o.limit().value();
        Room r = Room.of(o.relief());
        yield new Next(
            limit,
            null,
            null,
            null,
            null,
            since,
            r.at(),
            r.earliest(),
            r.latest(),
            r.unknown(),
            r.wrong(),
            null);
      }
      case NextExhaustion.Expected e -> {
        Projection.Exhausting x = e.projection();
        yield new Next(
            e.limit().value(),
            x.likely().toString(),
            x.earliest().toString(),
            x.latest().toString(),
            x.probability(),
            null,
            null,
            null,
            null,
            null,
            null,
            null);
      }
    };
  }

  private static Next unknown(String reason) {
    return new Next(null, null, null, null, null, null, null, null, null, null, null, reason);
  }
}
