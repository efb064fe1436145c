package dev.headroom.alert.dynamodb;

import dev.headroom.alert.Glance;
import dev.headroom.alert.Severity;
import dev.headroom.forecast.Foreseen;
import dev.headroom.forecast.Grounds;
import dev.headroom.forecast.NextExhaustion;
import dev.headroom.forecast.Projection;
import dev.headroom.forecast.Relief;
import dev.headroom.forecast.UnknownReason;
import dev.headroom.history.NameDictionary;
import dev.headroom.limits.LimitName;
import dev.headroom.org.OrgId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a state keeps for viewers of the fleet, as bytes: at most 40 for a projection, and some 15
 * more for a row of the index. Times are seconds from their slot, limits are codes of the
 * dictionary, probabilities are hundredths. The first byte is the format's version; a format that
 * this release does not know is ignored, and the next poll rewrites the row.
 */
final class ShownBytes {
  private static final int FORM = 1;

  /** They are stored by their position here; another one needs a new format. */
  private static final List<Severity> SEVERITIES =
      List.of(Severity.ATTENTION, Severity.ESCALATION, Severity.EXHAUSTED);

  private static final List<UnknownReason> UNKNOWN_REASONS =
      List.of(
          UnknownReason.FIRST_READING,
          UnknownReason.LESS_THAN_A_DAY,
          UnknownReason.LESS_THAN_THREE_DAYS,
          UnknownReason.AFTER_GAP,
          UnknownReason.NOT_PROVISIONED,
          UnknownReason.NO_CAP,
          UnknownReason.NOT_A_READING,
          UnknownReason.NOT_LATER);

  private static final List<Relief.Reason> RELIEF_REASONS =
      List.of(
          Relief.Reason.REFILLED,
          Relief.Reason.NEEDS_CLEANUP,
          Relief.Reason.NEXT_MONTH,
          Relief.Reason.WORK_IN_PROGRESS,
          Relief.Reason.TOO_LITTLE_HISTORY,
          Relief.Reason.UNCONFIRMED);

  /** Stands for an unknown probability. */
  private static final int UNKNOWN = 101;

  private final NameDictionary dictionary;

  ShownBytes(NameDictionary dictionary) {
    this.dictionary = dictionary;
  }

  byte[] write(Foreseen foreseen) {
    BytesOut out = new BytesOut().number(FORM);
    put(out, foreseen);
    return out.bytes();
  }

  /** Empty for a format that this release does not know. */
  Optional<Foreseen> readForeseen(byte[] bytes) {
    BytesIn in = new BytesIn(bytes);
    return in.number() == FORM ? Optional.of(foreseen(in)) : Optional.empty();
  }

  byte[] write(Glance glance) {
    BytesOut out =
        new BytesOut()
            .number(FORM)
            .number(glance.version())
            .number(glance.asOf().getEpochSecond())
            .number(glance.severity() == null ? 0 : 1 + place(SEVERITIES, glance.severity()));
    Glance.Worst worst = glance.worst();
    out.number(worst == null ? 0 : 1);
    if (worst != null) {
      out.number(code(worst.limit())).real(worst.usedPercent());
    }
    Foreseen foreseen = glance.foreseen();
    out.number(foreseen == null ? 0 : 1);
    if (foreseen != null) {
      put(out, foreseen);
    }
    return out.bytes();
  }

  /** Empty for a format that this release does not know. */
  Optional<Glance> readGlance(OrgId org, byte[] bytes) {
    BytesIn in = new BytesIn(bytes);
    if (in.number() != FORM) {
      return Optional.empty();
    }
    long version = in.number();
    Instant asOf = Instant.ofEpochSecond(in.number());
    int severity = (int) in.number();
    Glance.Worst worst = in.number() == 0 ? null : new Glance.Worst(limit(in), in.real());
    Foreseen foreseen = in.number() == 0 ? null : foreseen(in);
    return Optional.of(
        new Glance(
            org,
            version,
            asOf,
            severity == 0 ? null : SEVERITIES.get(severity - 1),
            worst,
            foreseen));
  }

  private void put(BytesOut out, Foreseen foreseen) {
    Instant asOf = foreseen.asOf();
    out.number(asOf.getEpochSecond());
    switch (foreseen.next()) {
      case NextExhaustion.NotKnown n -> out.number(0).number(place(UNKNOWN_REASONS, n.reason()));
      case NextExhaustion.NoneInSight n -> out.number(1).number(n.unknown());
      case NextExhaustion.Expected e -> {
        Projection.Exhausting x = e.projection();
        out.number(2).number(code(e.limit()));
        span(out, asOf, x.earliest(), x.likely(), x.latest());
        out.number(hundredths(x.probability())).number(hundredths(x.probability24h()));
        put(out, x.grounds(), asOf);
      }
      case NextExhaustion.Out o -> {
        out.number(3).number(code(o.limit())).seconds(o.since(), asOf);
        put(out, o.relief(), asOf);
      }
    }
  }

  private Foreseen foreseen(BytesIn in) {
    Instant asOf = Instant.ofEpochSecond(in.number());
    int kind = (int) in.number();
    NextExhaustion next =
        switch (kind) {
          case 0 -> new NextExhaustion.NotKnown(UNKNOWN_REASONS.get((int) in.number()));
          case 1 -> new NextExhaustion.NoneInSight((int) in.number());
          case 2 ->
              new NextExhaustion.Expected(
                  limit(in),
                  new Projection.Exhausting(
                      in.seconds(asOf),
                      in.seconds(asOf),
                      in.seconds(asOf),
                      probability(in),
                      probability(in),
                      grounds(in, asOf),
                      null));
          case 3 -> new NextExhaustion.Out(limit(in), in.seconds(asOf), relief(in, asOf));
          default -> throw new IllegalStateException("what is foreseen is of kind " + kind);
        };
    return new Foreseen(next, asOf);
  }

  private static void put(BytesOut out, Relief relief, Instant asOf) {
    switch (relief) {
      case Relief.NotKnown n -> out.number(0).number(place(RELIEF_REASONS, n.reason()));
      case Relief.Expected e -> span(out.number(1), asOf, e.earliest(), e.likely(), e.latest());
    }
    out.number(relief.wrongSoFar());
  }

  private static Relief relief(BytesIn in, Instant asOf) {
    return in.number() == 0
        ? new Relief.NotKnown(RELIEF_REASONS.get((int) in.number()), (int) in.number())
        : new Relief.Expected(
            in.seconds(asOf), in.seconds(asOf), in.seconds(asOf), (int) in.number());
  }

  private static void put(BytesOut out, Grounds grounds, Instant asOf) {
    switch (grounds) {
      case Grounds.Surge s -> out.number(0).seconds(s.since(), asOf).real(s.timesUsual());
      case Grounds.UsualCourse u ->
          out.number(1).real(u.timesUsual()).real(u.used()).real(u.peak());
      case Grounds.Growth g -> out.number(g.ofPeaks() ? 3 : 2).real(g.perDay());
    }
  }

  private static Grounds grounds(BytesIn in, Instant asOf) {
    int kind = (int) in.number();
    return switch (kind) {
      case 0 -> new Grounds.Surge(in.seconds(asOf), in.real());
      case 1 -> new Grounds.UsualCourse(in.real(), in.real(), in.real());
      case 2 -> new Grounds.Growth(in.real(), false);
      case 3 -> new Grounds.Growth(in.real(), true);
      default -> throw new IllegalStateException("what is foreseen has grounds of kind " + kind);
    };
  }

  private static void span(
      BytesOut out, Instant asOf, Instant earliest, Instant likely, Instant latest) {
    out.seconds(earliest, asOf).seconds(likely, asOf).seconds(latest, asOf);
  }

  private static <T> int place(List<T> all, T one) {
    int place = all.indexOf(one);
    if (place < 0) {
      throw new IllegalStateException(one + " has no stored form");
    }
    return place;
  }

  private static long hundredths(double probability) {
    return Double.isNaN(probability) ? UNKNOWN : Math.round(100 * probability);
  }

  private static double probability(BytesIn in) {
    long hundredths = in.number();
    return hundredths == UNKNOWN ? Double.NaN : hundredths / 100.0;
  }

  private int code(LimitName limit) {
    return dictionary.codesOf(Set.of(limit)).values().iterator().next();
  }

  private LimitName limit(BytesIn in) {
    return dictionary.namesOf(Set.of((int) in.number())).values().iterator().next();
  }
}
