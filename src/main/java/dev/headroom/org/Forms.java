package dev.headroom.org;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How values are written wherever a person configures something, in the manifest and in
 * configuration keys: one definition of each form. The JSON Schema of the manifest says the same.
 */
public final class Forms {
  /**
   * An ISO 8601 duration of days, hours, minutes and seconds, without a sign; letters of either
   * case.
   */
  public static final Pattern DURATION =
      Pattern.compile(
          "[Pp](?=[0-9Tt])([0-9]{1,9}[Dd])?"
              + "([Tt](?=[0-9])([0-9]{1,9}[Hh])?([0-9]{1,9}[Mm])?([0-9]{1,9}([.,][0-9]{0,9})?[Ss])?)?");

  /** What an interval between readings must be. */
  public static final String INTERVAL_REMEDY =
      "Write whole minutes from PT5M to PT24H: Salesforce's limits are accurate to five minutes.";

  /** A decimal number as in JSON; a leading plus and a trailing point are also accepted. */
  private static final Pattern NUMBER =
      Pattern.compile("[-+]?(0|[1-9][0-9]{0,29})(\\.[0-9]{0,30})?([eE][-+]?[0-9]{1,2})?");

  /** The longest interval between readings. */
  private static final Duration LONGEST_INTERVAL = Duration.ofDays(1);

  private Forms() {}

  /** Returns the duration in {@code text}; empty if it is not one. */
  public static Optional<Duration> duration(String text) {
    if (!DURATION.matcher(text).matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(Duration.parse(text));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  /**
   * Returns what is wrong with {@code interval} as the time between two readings of an org; empty
   * if nothing is.
   */
  public static Optional<String> wrongInterval(Duration interval) {
    if (interval.compareTo(Org.SHORTEST_INTERVAL) < 0) {
      return Optional.of("is under PT5M");
    }
    if (interval.compareTo(LONGEST_INTERVAL) > 0) {
      return Optional.of("is over PT24H");
    }
    return interval.toSecondsPart() == 0 && interval.toNanosPart() == 0
        ? Optional.empty()
        : Optional.of("is not whole minutes");
  }

  /**
   * Returns the number in {@code text}; empty if it is not a number that every reader reads alike.
   */
  public static Optional<BigDecimal> number(String text) {
    return NUMBER.matcher(text).matches()
        ? Optional.of(
            new BigDecimal(text.endsWith(".") ? text.substring(0, text.length() - 1) : text))
        : Optional.empty();
  }

  /**
   * Returns the whole number in {@code text} if it is from {@code least} to {@code most}; otherwise
   * empty.
   */
  public static Optional<Integer> whole(String text, int least, int most) {
    return number(text)
        .filter(number -> number.stripTrailingZeros().scale() <= 0)
        .filter(number -> number.compareTo(BigDecimal.valueOf(least)) >= 0)
        .filter(number -> number.compareTo(BigDecimal.valueOf(most)) <= 0)
        .map(BigDecimal::intValueExact);
  }

  /**
   * Returns whether {@code text} shows nothing: it is empty, or consists of Unicode blanks and
   * controls.
   */
  public static boolean isBlank(String text) {
    return text.chars().allMatch(Forms::isBlank);
  }

  /** Returns whether {@code text} contains a blank or a control. */
  public static boolean hasBlank(String text) {
    return text.chars().anyMatch(Forms::isBlank);
  }

  private static boolean isBlank(int c) {
    return c <= 0x20
        || (c >= 0x7f && c <= 0xa0)
        || c == 0x1680
        || (c >= 0x2000 && c <= 0x200a)
        || c == 0x2028
        || c == 0x2029
        || c == 0x202f
        || c == 0x205f
        || c == 0x3000
        || c == 0xfeff;
  }

  /** Returns the length of {@code text} in characters as people count them: code points. */
  public static int length(String text) {
    return text.codePointCount(0, text.length());
  }
}
