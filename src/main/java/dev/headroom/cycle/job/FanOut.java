package dev.headroom.cycle.job;

import dev.headroom.cycle.job.OrgJobQueue.Turn;
import dev.headroom.org.Org;
import dev.headroom.org.OrgDirectory;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/**
 * Turns an hourly tick into turns of orgs. Each org has its own hour of its {@link Cadence}, and
 * its own minute in the first quarter of that hour, both from a hash of its id and the job: this
 * spreads a fleet out, and two jobs seldom meet at one org.
 */
public final class FanOut {
  private static final long MINUTES = OrgJobQueue.MAX_DELAY.toMinutes();

  private final OrgDirectory directory;
  private final OrgJobQueue queue;

  /** Fans out to the orgs of {@code directory}. */
  public FanOut(OrgDirectory directory, OrgJobQueue queue) {
    this.directory = directory;
    this.queue = queue;
  }

  /**
   * Sends the orgs whose turn is in the hour that begins at the tick. The same tick sends the same
   * turns, so repeating it is harmless.
   *
   * @param time of the tick; one an hour is expected
   */
  public Report fanOut(OrgJob job, Cadence cadence, Instant time) {
    Instant tick = time.truncatedTo(ChronoUnit.MINUTES);
    List<Org> orgs = directory.all();
    List<Turn> turns = new ArrayList<>();
    for (Org org : orgs) {
      if (isDue(job, cadence, org, tick)) {
        Duration delay = delay(job, org);
        turns.add(new Turn(new OrgJobMessage(org.id(), tick.plus(delay)), delay));
      }
    }
    if (!turns.isEmpty()) {
      queue.send(job, turns);
    }
    return new Report(tick, orgs.size(), turns.size());
  }

  /** Returns whether the hour that begins at {@code tick} is the org's own. */
  static boolean isDue(OrgJob job, Cadence cadence, Org org, Instant tick) {
    return isDue(job.function(), cadence, org, tick);
  }

  /**
   * Returns whether the hour that begins at {@code tick} is the org's own.
   *
   * @param function of the job
   */
  public static boolean isDue(String function, Cadence cadence, Org org, Instant tick) {
    long hours = hours(cadence, org);
    return Math.floorMod(spreadHour(function, org, tick), hours) == 0;
  }

  /** Returns the number of the turn that the org had last at {@code tick}, or has now. */
  public static long turn(String function, Cadence cadence, Org org, Instant tick) {
    return Math.floorDiv(spreadHour(function, org, tick), hours(cadence, org));
  }

  private static long hours(Cadence cadence, Org org) {
    return Math.clamp(cadence.of(org).toHours(), 1, 24);
  }

  private static long spreadHour(String function, Org org, Instant tick) {
    long hour = Math.floorDiv(tick.getEpochSecond(), Duration.ofHours(1).toSeconds());
    return hour + (spread(function, org) >>> 8);
  }

  /** Returns how long after a tick the org's turn is: 0 to 14 minutes. */
  static Duration delay(OrgJob job, Org org) {
    return Duration.ofMinutes(Math.floorMod(spread(job.function(), org), MINUTES));
  }

  private static long spread(String function, Org org) {
    // Fibonacci hashing: the top bits of the product are even where String.hashCode is not.
    return ((org.id().value() + '#' + function).hashCode() * 0x9E3779B97F4A7C15L) >>> 32;
  }

  /**
   * What one tick sent.
   *
   * @param time the minute of the tick
   * @param orgs how many the fleet has
   * @param due how many of them have their turn
   */
  public record Report(Instant time, int orgs, int due) {}
}
