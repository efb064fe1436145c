package dev.headroom.alert;

import dev.headroom.forecast.Chance;
import dev.headroom.forecast.Grounds;
import dev.headroom.forecast.OrgForecasts;
import dev.headroom.forecast.Projection;
import java.time.Instant;

/** What is foreseen of a limit at a slot, as far as an alert is concerned. */
public sealed interface Foresight {
  /** No exhaustion is said to be more probable. */
  double MAX_PROBABLE = Chance.shown(1);

  /** Nothing says that the limit runs out. */
  Foresight CLEAR = new Clear();

  /** Nothing is known: neither an alarm nor an all-clear. */
  Foresight BLIND = new Blind();

  /** Nothing says that the limit runs out. */
  record Clear() implements Foresight {}

  /** Nothing is known: neither an alarm nor an all-clear. */
  record Blind() implements Foresight {}

  /**
   * The limit is expected to run out.
   *
   * @param at the likely time
   * @param earliest start of its 90 % interval
   * @param latest end of it
   * @param probability calibrated, that it runs out within the window's horizon (a day; an hour of
   *     hourly limits; seven days of stocks and months); in hundredths, from 0.01 to 0.99
   * @param since the first slot of the readings in a row that all said so
   * @param why what words for a person are made of
   */
  record Exhaustion(
      Instant at, Instant earliest, Instant latest, double probability, Instant since, Why why)
      implements Foresight {
    public Exhaustion {
      probability = Chance.shown(probability);
    }

    /** One whose reason is worded already. */
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
   * The numbers of it.
   *
   * @param poor whether the intervals of this limit's forecasts have held too seldom of late
   */
  record Numbers(Grounds grounds, boolean poor) implements Why {}

  /** The words of a release that kept no numbers. */
  record Worded(String words) implements Why {}

  /** What the forecast of a limit at {@code slot} says to an alert. */
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
