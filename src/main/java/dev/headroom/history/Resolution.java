package dev.headroom.history;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What one point of a series stands for. */
public enum Resolution {
  /** One reading. */
  RAW(Duration.ZERO),
  /** An hour of UTC. */
  HOUR(Duration.ofHours(1)),
  /** A day of UTC. */
  DAY(Duration.ofDays(1));

  /** The word that leaves the choice to {@link #suited}. */
  public static final String AUTO = "auto";

  /** The words for a choice, in documentation's order. */
  public static final List<String> WORDS = List.of("raw", "hour", "day", AUTO);

  private static final Duration LONGEST_RAW = Duration.ofDays(3);
  private static final Duration LONGEST_HOURS = Duration.ofDays(90);

  private final Duration length;

  Resolution(Duration length) {
    this.length = length;
  }

  /** Returns how long the time is that a point stands for; zero for a reading. */
  public Duration length() {
    return length;
  }

  /** Returns the word for it: {@code raw}, {@code hour}, {@code day}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Returns the beginning of the hour or day that {@code time} is in; itself for a reading. */
  public Instant startOf(Instant time) {
    long seconds = length.toSeconds();
    return seconds == 0
        ? time
        : Instant.ofEpochSecond(Math.floorDiv(time.getEpochSecond(), seconds) * seconds);
  }

  /** Returns the resolution of a word; empty for {@link #AUTO} and for any other text. */
  public static Optional<Resolution> of(String word) {
    return Arrays.stream(values()).filter(one -> one.word().equals(word)).findFirst();
  }

  /**
   * Returns the resolution in which a span of time is read: readings up to three days, hours up to
   * 90 days, otherwise days. A chart then has at most about 2,200 points.
   */
  public static Resolution suited(Instant from, Instant to) {
    Duration span = Duration.between(from, to);
    if (span.compareTo(LONGEST_RAW) <= 0) {
      return RAW;
    }
    return span.compareTo(LONGEST_HOURS) <= 0 ? HOUR : DAY;
  }
}
