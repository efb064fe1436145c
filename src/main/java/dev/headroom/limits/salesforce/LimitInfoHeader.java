package dev.headroom.limits.salesforce;

import dev.headroom.limits.Reading;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The header {@code Sforce-Limit-Info}: {@code api-usage=18/5000}, with {@code
 * per-app-api-usage=...} behind it where an app has a quota (REST API Developer Guide, Limit Info
 * Header).
 */
final class LimitInfoHeader {
  static final String NAME = "Sforce-Limit-Info";

  private static final Pattern USAGE =
      Pattern.compile("(?:^|[;,\\s])api-usage=(\\d{1,15})/(\\d{1,15})(?:$|[;,\\s])");

  private LimitInfoHeader() {}

  /**
   * The org's usage of DailyApiRequests by a call that was refused for it: at least all of it.
   * Empty when the header does not tell sensible numbers.
   */
  static Optional<Reading> exhausted(String value) {
    Matcher m = USAGE.matcher(value);
    if (!m.find()) {
      return Optional.empty();
    }
    long used = Long.parseLong(m.group(1));
    long max = Long.parseLong(m.group(2));
    return max == 0 ? Optional.empty() : Optional.of(Reading.ofUsed(Math.max(used, max), max));
  }
}
