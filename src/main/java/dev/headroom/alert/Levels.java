package dev.headroom.alert;

import dev.headroom.limits.Reading;
import org.jspecify.annotations.Nullable;

/**
 * The levels of a limit, as percentages of its max. A level is reached at its threshold and left
 * below its threshold minus {@code recoverBelow}. {@link Severity#EXHAUSTED} is a threshold of 100.
 *
 * <p>A threshold may also be an amount. Then {@link #at} says what the levels are for a max, and
 * the percentages here apply to a max that the amounts say nothing about.
 *
 * @param attention above 0 to 100, below {@code escalation}
 * @param escalation above 0 to 100
 * @param recoverBelow percentage points, 0 or more and less than {@code attention}
 * @param attentionAt with amounts; null if attention is a percentage alone
 * @param escalationAt with amounts; null if escalation is a percentage alone
 */
public record Levels(
    double attention,
    double escalation,
    double recoverBelow,
    @Nullable Threshold attentionAt,
    @Nullable Threshold escalationAt) {
  public static final Levels DEFAULT = new Levels(60, 80, 5);

  public Levels {
    if (!(attention > 0 && attention < escalation && escalation <= 100)
        || !(recoverBelow >= 0 && recoverBelow < attention)) {
      throw new IllegalArgumentException(
          "attention %s, escalation %s, recoverBelow %s do not make levels"
              .formatted(attention, escalation, recoverBelow));
    }
  }

  /** Creates levels of percentages alone. */
  public Levels(double attention, double escalation, double recoverBelow) {
    this(attention, escalation, recoverBelow, null, null);
  }

  /**
   * Creates levels of any thresholds. Use that has reached the escalation has reached attention: an
   * attention above it begins with it. A {@code recoverBelow} that leaves nothing to fall to is
   * half of the attention.
   */
  public static Levels of(Threshold attention, Threshold escalation, double recoverBelow) {
    Double low = attention.percent();
    Double high = escalation.percent();
    Levels percentages =
        fitting(
            low == null ? DEFAULT.attention : low,
            high == null ? DEFAULT.escalation : high,
            recoverBelow);
    return new Levels(
        percentages.attention,
        percentages.escalation,
        percentages.recoverBelow,
        attention.isPlain() ? null : attention,
        escalation.isPlain() ? null : escalation);
  }

  private static Levels fitting(double attention, double escalation, double recoverBelow) {
    double low = Math.min(attention, Math.nextDown(escalation));
    return new Levels(low, escalation, recoverBelow < low ? recoverBelow : recoverBelowFor(low));
  }

  /** Returns these levels with those that are given replaced. */
  public Levels with(
      @Nullable Threshold otherAttention,
      @Nullable Threshold otherEscalation,
      @Nullable Double otherRecoverBelow) {
    return of(
        otherAttention == null ? threshold(attentionAt, attention) : otherAttention,
        otherEscalation == null ? threshold(escalationAt, escalation) : otherEscalation,
        otherRecoverBelow == null ? recoverBelow : otherRecoverBelow);
  }

  private static Threshold threshold(@Nullable Threshold amounts, double percent) {
    return amounts == null ? Threshold.of(Math.max(1, percent)) : amounts;
  }

  /**
   * Returns the levels of a limit with the max of {@code reading}, in percentages alone.
   *
   * @param reading null if no number is known; then, and if there is nothing to divide by, amounts
   *     say nothing
   */
  public Levels at(@Nullable Reading reading) {
    if (attentionAt == null && escalationAt == null) {
      return this;
    }
    if (reading == null || reading.usedPercent().isEmpty()) {
      return new Levels(attention, escalation, recoverBelow);
    }
    return fitting(
        attentionAt == null ? attention : attentionAt.percentOf(reading.max(), attention),
        escalationAt == null ? escalation : escalationAt.percentOf(reading.max(), escalation),
        recoverBelow);
  }

  /**
   * Returns the {@code recoverBelow} of a limit that names none: 5 points, or half of {@code
   * attention} if 5 would leave nothing to fall to.
   */
  public static double recoverBelowFor(double attention) {
    return attention > DEFAULT.recoverBelow ? DEFAULT.recoverBelow : attention / 2;
  }

  public double threshold(Severity severity) {
    return switch (severity) {
      case ATTENTION -> attention;
      case ESCALATION -> escalation;
      case EXHAUSTED -> 100;
    };
  }

  /**
   * Returns the least that reaches {@code percent} of {@code max}.
   *
   * @param max more than 0
   */
  public static long leastUsed(double percent, long max) {
    long near = (long) Math.ceil(percent * max / 100);
    return near > 0 && reaches(near - 1, max, percent) ? near - 1 : near;
  }

  /**
   * Whether {@code used} is at least {@code percent} of {@code max}. Compared both with and without
   * division: if the two are equal except for rounding, as with 33 of 3,000 and 1.1 %, at least one
   * comparison succeeds.
   */
  static boolean reaches(long used, long max, double percent) {
    return used * 100.0 / max >= percent || used * 100.0 >= percent * max;
  }
}
