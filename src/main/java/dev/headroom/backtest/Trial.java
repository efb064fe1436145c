package dev.headroom.backtest;

import dev.headroom.alert.Horizons;
import dev.headroom.alert.Levels;
import dev.headroom.alert.Yardstick;
import dev.headroom.fleet.Violation;
import dev.headroom.limits.LimitName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is tried in place of the policy in force. Null values stay as they are, limit by limit.
 *
 * @param attention per cent of max
 * @param escalation per cent of max
 * @param recoverBelow percentage points
 * @param minimum how long use must reach a level
 * @param horizons what is tried for projections
 */
public record Trial(
    @Nullable Double attention,
    @Nullable Double escalation,
    @Nullable Double recoverBelow,
    @Nullable Duration minimum,
    Projection horizons) {
  /** Nothing is tried. */
  public static final Trial NOTHING = new Trial(null, null, null, null, Projection.AS_IT_IS);

  /**
   * What is tried for projections.
   *
   * @param isOff whether nothing is projected; then nothing else is set
   * @param pageFrom the probability from which a level that is only projected escalates
   */
  public record Projection(
      boolean isOff,
      @Nullable Duration attention,
      @Nullable Duration escalation,
      @Nullable Double pageFrom) {
    /** Nothing is tried. */
    public static final Projection AS_IT_IS = new Projection(false, null, null, null);

    /** Nothing is projected. */
    public static final Projection OFF = new Projection(true, null, null, null);
  }

  /** The tried values contradict the policy in force for a limit. */
  public static final class MisfitException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Violation violation;

    MisfitException(Violation violation) {
      super(violation.toString());
      this.violation = violation;
    }

    /** Returns what is wrong, by the tried member. */
    public Violation violation() {
      return violation;
    }
  }

  /**
   * Returns what to judge a limit by that is judged by {@code inForce} now.
   *
   * @throws MisfitException if the tried values contradict the rest of the policy in force
   */
  public Yardstick over(LimitName limit, Yardstick inForce) {
    return new Yardstick(
        levels(limit, inForce.levels()),
        horizons(limit, inForce.horizons()),
        horizons.pageFrom() == null ? inForce.pageFrom() : horizons.pageFrom(),
        minimum == null ? inForce.minimum() : minimum,
        inForce.gauge(),
        inForce.jump());
  }

  private Levels levels(LimitName limit, Levels inForce) {
    double low = attention == null ? inForce.attention() : attention;
    double high = escalation == null ? inForce.escalation() : escalation;
    double back = recoverBelow == null ? inForce.recoverBelow() : recoverBelow;
    if (low >= high) {
      throw attention == null
          ? misfit("escalation", high, "is not above attention", low, limit)
          : misfit("attention", low, "is not below escalation", high, limit);
    }
    if (back >= low) {
      throw recoverBelow == null
          ? misfit("attention", low, "is not above recoverBelow", back, limit)
          : misfit("recoverBelow", back, "is not less than attention", low, limit);
    }
    // A percentage that is tried takes the place of amounts.
    return new Levels(
        low,
        high,
        back,
        attention == null ? inForce.attentionAt() : null,
        escalation == null ? inForce.escalationAt() : null);
  }

  private Horizons horizons(LimitName limit, Horizons inForce) {
    if (horizons.isOff()) {
      return Horizons.OFF;
    }
    Duration far = horizons.attention() == null ? inForce.attention() : horizons.attention();
    Duration near = horizons.escalation() == null ? inForce.escalation() : horizons.escalation();
    if (far != null && near != null && near.compareTo(far) > 0) {
      throw horizons.escalation() == null
          ? misfit("projectionAttention", far, "is shorter than that of escalation", near, limit)
          : misfit("projectionEscalation", near, "is longer than that of attention", far, limit);
    }
    return new Horizons(far, near);
  }

  private static MisfitException misfit(
      String member, Object tried, String problem, Object other, LimitName limit) {
    return new MisfitException(
        new Violation(
            member,
            text(tried),
            "%s, which is %s in force for %s".formatted(problem, text(other), limit),
            "Give the other too, or look at limits that it fits."));
  }

  /** Returns what is tried, {@code attention 70 %, projection off}; empty if nothing is. */
  public String words() {
    List<String> words = new ArrayList<>();
    add(words, "attention ", attention, " %");
    add(words, "escalation ", escalation, " %");
    add(words, "recoverBelow ", recoverBelow, "");
    add(words, "for ", minimum, "");
    if (horizons.isOff()) {
      words.add("projection off");
    }
    add(words, "attention ahead ", horizons.attention(), "");
    add(words, "escalation ahead ", horizons.escalation(), "");
    add(words, "pageFrom ", horizons.pageFrom(), "");
    return String.join(", ", words);
  }

  private static void add(List<String> words, String what, @Nullable Object value, String unit) {
    if (value != null) {
      words.add(what + text(value) + unit);
    }
  }

  private static String text(Object value) {
    return value instanceof Double number && number == Math.rint(number)
        ? Long.toString(number.longValue())
        : value.toString();
  }
}
