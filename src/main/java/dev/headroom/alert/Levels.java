package dev.headroom.alert;

/**
 * The levels of a limit, as percentages of its max. A level is reached at its threshold and left
 * below its threshold minus {@code recoverBelow}. {@link Severity#EXHAUSTED} is a threshold of 100.
 *
 * @param attention 1 to 100, below {@code escalation}
 * @param escalation 1 to 100
 * @param recoverBelow percentage points, 0 or more and less than {@code attention}
 */
public record Levels(double attention, double escalation, double recoverBelow) {
  public static final Levels DEFAULT = new Levels(60, 80, 5);

  public Levels {
    if (!(attention >= 1 && attention < escalation && escalation <= 100)
        || !(recoverBelow >= 0 && recoverBelow < attention)) {
      throw new IllegalArgumentException(
          "attention %s, escalation %s, recoverBelow %s do not make levels"
              .formatted(attention, escalation, recoverBelow));
    }
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
}
