package dev.headroom.alert;

import dev.headroom.alert.OrgState.Known;
import dev.headroom.forecast.Foreseen;
import dev.headroom.limits.LimitName;
import dev.headroom.org.OrgId;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An org's row in the fleet index: one small row per org, so that the fleet is read with one query.
 * The row is rewritten when its content has notably changed, not with every poll; the state has the
 * exact numbers.
 *
 * @param version the version of the state that it was taken from
 * @param asOf the slot of that state
 * @param severity the highest of the open alerts; null if none is open
 * @param worst the limit closest to its maximum; null if no current limit has a percentage
 * @param foreseen the worst projection; null if there was none
 */
public record Glance(
    OrgId org,
    long version,
    Instant asOf,
    @Nullable Severity severity,
    @Nullable Worst worst,
    @Nullable Foreseen foreseen) {
  /** The row is rewritten when the worst percentage has moved by this many points. */
  private static final double STEP = 5;

  /** Gauges come and go with every slot, so everything except a severity waits this long. */
  private static final Duration REWRITTEN_EVERY = Duration.ofMinutes(30);

  /** A limit and how much of it is used. */
  public record Worst(LimitName limit, double usedPercent) {}

  /**
   * Returns the row for {@code state}: the indexed one, unless that has become misleading. It is
   * replaced at once by another severity; and once it is 30 minutes old, when the worst percentage
   * has moved by five points or more, or when the projection is {@link Foreseen#isNotablyUnlike
   * notably unlike} the indexed one.
   *
   * @param indexed the present row; null if there is none
   * @return null for a state without a committed slot, and for what is not an org
   */
  static @Nullable Glance of(OrgState state, @Nullable Glance indexed) {
    Instant slot = state.lastSlot();
    if (slot == null || state.org().isFleet()) {
      return indexed;
    }
    Glance now =
        new Glance(
            state.org(),
            state.version(),
            slot,
            severity(state),
            worst(state),
            state.shown().foreseen());
    return indexed == null || now.replaces(indexed) ? now : indexed;
  }

  private boolean replaces(Glance indexed) {
    if (severity != indexed.severity) {
      return true;
    }
    boolean old = Duration.between(indexed.asOf, asOf).abs().compareTo(REWRITTEN_EVERY) >= 0;
    boolean changed =
        foreseen == null ? indexed.foreseen != null : foreseen.isNotablyUnlike(indexed.foreseen);
    return old && (changed || !isNear(worst, indexed.worst));
  }

  private static boolean isNear(@Nullable Worst now, @Nullable Worst indexed) {
    if (now == null || indexed == null) {
      return Objects.equals(now, indexed);
    }
    return Math.abs(now.usedPercent() - indexed.usedPercent()) < STEP;
  }

  private static @Nullable Severity severity(OrgState state) {
    Severity highest = null;
    for (Episode episode : state.open().values()) {
      highest = highest == null ? episode.severity() : highest.or(episode.severity());
    }
    return highest;
  }

  private static @Nullable Worst worst(OrgState state) {
    Worst worst = null;
    for (Map.Entry<LimitName, Known> e : state.known().entrySet()) {
      Known known = e.getValue();
      if (known.current() && known.reading().usedPercent().isPresent()) {
        double percent = known.reading().usedPercent().getAsDouble();
        if (worst == null || percent > worst.usedPercent()) {
          worst = new Worst(e.getKey(), percent);
        }
      }
    }
    return worst;
  }
}
