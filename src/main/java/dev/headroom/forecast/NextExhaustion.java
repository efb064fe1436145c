package dev.headroom.forecast;

import dev.headroom.forecast.OrgForecasts.Outcome;
import dev.headroom.limits.LimitName;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.SortedMap;

/** Which limit of an org runs out first, according to its last reading. */
public sealed interface NextExhaustion {
  /**
   * Orders limits that have run out first, the most recent before others; then those that will, the
   * soonest first; then all others, which are equal.
   */
  Comparator<NextExhaustion> SOONEST_FIRST =
      Comparator.comparingInt(NextExhaustion::rank).thenComparingLong(NextExhaustion::order);

  /**
   * A limit has run out.
   *
   * @param since the first reading at its maximum
   * @param relief when there will be room again, or why that is not known
   */
  record Out(LimitName limit, Instant since, Relief relief) implements NextExhaustion {}

  /** A limit is expected to run out. */
  record Expected(LimitName limit, Projection.Exhausting projection) implements NextExhaustion {}

  /**
   * No limit is expected to run out.
   *
   * @param unknown for how many limits there is no forecast
   */
  record NoneInSight(int unknown) implements NextExhaustion {}

  /** There is no forecast for any limit; this is one of the reasons. */
  record NotKnown(UnknownReason reason) implements NextExhaustion {}

  /** Summarises the outcomes of one slot. */
  static NextExhaustion of(SortedMap<LimitName, Outcome> outcomes) {
    NextExhaustion first = null;
    UnknownReason reason = UnknownReason.FIRST_READING;
    int unknown = 0;
    int stable = 0;
    for (Map.Entry<LimitName, Outcome> e : outcomes.entrySet()) {
      LimitName limit = e.getKey();
      NextExhaustion one =
          switch (e.getValue().projection()) {
            case Projection.Exhausted x -> new Out(limit, x.since(), x.relief());
            case Projection.Exhausting x -> new Expected(limit, x);
            case Projection.Stable x -> {
              stable++;
              yield null;
            }
            case Projection.Unknown x -> {
              boolean watched =
                  x.reason() != UnknownReason.NOT_PROVISIONED && x.reason() != UnknownReason.NO_CAP;
              unknown += watched ? 1 : 0;
              reason = watched ? x.reason() : reason;
              yield null;
            }
          };
      if (one != null && (first == null || SOONEST_FIRST.compare(one, first) < 0)) {
        first = one;
      }
    }
    if (first != null) {
      return first;
    }
    return stable > 0 || unknown == 0 ? new NoneInSight(unknown) : new NotKnown(reason);
  }

  private static int rank(NextExhaustion next) {
    return switch (next) {
      case Out o -> 0;
      case Expected e -> 1;
      case NoneInSight n -> 2;
      case NotKnown n -> 2;
    };
  }

  private static long order(NextExhaustion next) {
    return switch (next) {
      case Out o -> -o.since().getEpochSecond();
      case Expected e -> e.projection().likely().getEpochSecond();
      case NoneInSight n -> 0;
      case NotKnown n -> 0;
    };
  }
}
