package dev.headroom.spend;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The counted calls that Headroom made to one org on one day of GMT. Logins and the list of API
 * versions are not counted.
 *
 * @param day the day, by the slots that the calls were made for
 * @param cap the most calls per day, as last known
 * @param calls by purpose; purposes without a call are left out
 * @param askedAt the last slot at which limits were requested; null if there was none
 */
public record Spend(
    LocalDate day, long cap, Map<Purpose, Integer> calls, @Nullable Instant askedAt) {
  public Spend {
    Map<Purpose, Integer> made = new EnumMap<>(Purpose.class);
    calls.forEach(
        (purpose, count) -> {
          if (count > 0) {
            made.put(purpose, count);
          }
        });
    calls = Collections.unmodifiableMap(made);
  }

  /** Returns no calls on the day of {@code at}. */
  public static Spend none(Instant at, long cap) {
    return new Spend(dayOf(at), cap, Map.of(), null);
  }

  /** Returns the day of GMT of {@code at}. */
  public static LocalDate dayOf(Instant at) {
    return LocalDate.ofInstant(at, ZoneOffset.UTC);
  }

  /** Returns all calls of the day. */
  public int today() {
    return calls.values().stream().mapToInt(Integer::intValue).sum();
  }

  /** Returns the calls of the day for {@code purpose}. */
  public int of(Purpose purpose) {
    return calls.getOrDefault(purpose, 0);
  }

  /**
   * Returns the calls of the day of {@code at}: none yet if it is a later day. Late calls that
   * belong to an earlier day count on the present one.
   */
  public Spend on(Instant at) {
    LocalDate of = dayOf(at);
    return of.isAfter(day) ? new Spend(of, cap, Map.of(), askedAt) : this;
  }

  /** Returns these and {@code more} for {@code purpose}; fewer if it is negative, never below 0. */
  public Spend plus(Purpose purpose, int more) {
    Map<Purpose, Integer> sum = new EnumMap<>(Purpose.class);
    sum.putAll(calls);
    sum.put(purpose, Math.max(0, of(purpose) + more));
    return new Spend(day, cap, sum, askedAt);
  }

  /** Returns the same with another cap. */
  public Spend with(long other) {
    return new Spend(day, other, calls, askedAt);
  }

  /** Returns the same after limits were requested at {@code slot}. */
  public Spend askedAt(Instant slot) {
    return new Spend(day, cap, calls, slot);
  }

  /** Returns the same with its times put back to {@code slot}, which the clock has reached. */
  public Spend putBack(Instant slot) {
    boolean ahead = day.isAfter(dayOf(slot));
    return new Spend(
        ahead ? dayOf(slot) : day,
        cap,
        calls,
        askedAt != null && askedAt.isAfter(slot) ? slot : askedAt);
  }
}
