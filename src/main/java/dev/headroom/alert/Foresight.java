package dev.headroom.alert;

import dev.headroom.forecast.Chance;
import dev.headroom.forecast.Grounds;
import dev.headroom.forecast.OrgForecasts;
import dev.headroom.forecast.Projection;
import java.time.Instant;

/** The forecast of a limit at a slot, as far as alerts use it. */
public sealed interface Foresight {
  /** The highest probability of exhaustion that is ever stated. */
  double MAX_PROBABLE = Chance.shown(1);

  /** No exhaustion is expected. */
  Foresight CLEAR = new Clear();

  /** Nothing is known: neither an alarm nor an all-clear. */
  Foresight BLIND = new Blind();

  /** No exhaustion is expected. */
  record Clear() implements Foresight {}

  /** Nothing is known: neither an alarm nor an all-clear. */
  record Blind() implements Foresight {}

  /**
   * The limit is expected to run out.
   *
   * @param at the likely time
   * @param earliest start of its 90 % interval
   * @param latest end of it
   * @param probability calibrated, that it runs out within the window's horizon (a day; an hour for
   *     hourly limits; seven days for stocks and monthly limits); in hundredths, from 0.01 to 0.99
   * @param since the first of the consecutive slots that all said so
   * @param why what the wording for a person is made from
   */
  record Exhaustion(
      Instant at, Instant earliest, Instant latest, double probability, Instant since, Why why)
      implements Foresight {
    public Exhaustion {
      probability = Chance.shown(probability);
    }

    /** Creates one whose reason is already in words. */
    public Exhaustion(
        Instant at,
        Instant earliest,
        Instant latest,
        double probability,
        Instant since,
        String why) {
      this(at, earliest, latest, probability, since, new Worded(why));
    }
  }

  /** Why a limit is expected to run out. */
  sealed interface Why {}

  /**
   * The reason in numbers.
   *
   * @param poor whether the intervals of this limit's forecasts have recently held too seldom
   */
  record Numbers(Grounds grounds, boolean poor) implements Why {}

  /** The words stored by a release that kept no numbers. */
  record Worded(String words) implements Why {}

  /** Returns what the forecast of a limit at {@code slot} means for an alert. */
  static Foresight of(OrgForecasts.Outcome outcome, Instant slot) {
    return switch (outcome.projection()) {
      case Projection.Exhausting e ->
          new Exhaustion(
              e.likely(),
              e.earliest(),
              e.latest(),
              e.probability(),
              outcome.claimedSince() == null ? slot : outcome.claimedSince(),
              new Numbers(e.grounds(), outcome.poor()));
      case Projection.Stable s -> CLEAR;
      case Projection.Exhausted e -> BLIND;
      case Projection.Unknown u -> BLIND;
    };
  }
}
