package dev.headroom.fleet.manifest;

import dev.headroom.org.Forms;
import dev.headroom.org.Org;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The time between two readings of an org as {@code interval} gives it.
 *
 * @param usual between two readings
 * @param quiet between two readings while the org is quiet; the same if the interval is fixed
 */
record Intervals(Duration usual, Duration quiet) {
  static final String NAME = "interval";
  static final String ADAPTIVE = "adaptive";

  static final String REMEDY =
      "Write adaptive, or whole minutes from PT5M to PT24H: Salesforce's limits are accurate to"
          + " five minutes.";

  /** An interval that does not depend on what the org shows. */
  static Intervals fixed(Duration interval) {
    return new Intervals(interval, interval);
  }

  /**
   * Returns what {@code members} says.
   *
   * @param otherwise what applies if it says nothing
   * @return null after a violation
   */
  static @Nullable Intervals read(Members members, Intervals otherwise, Findings findings) {
    if (!members.has(NAME)) {
      return otherwise;
    }
    String text = members.optionalText(NAME, REMEDY);
    if (text == null) {
      return null;
    }
    if (text.equals(ADAPTIVE)) {
      return new Intervals(Org.SHORTEST_INTERVAL, Org.QUIET_INTERVAL);
    }
    Optional<Duration> interval = Forms.duration(text);
    Optional<String> problem =
        interval.isEmpty()
            ? Optional.of("is neither adaptive nor a duration")
            : Forms.wrongInterval(interval.get());
    if (problem.isEmpty()) {
      return fixed(interval.get());
    }
    findings.add(members.at(NAME), text, problem.get(), REMEDY);
    return null;
  }
}
