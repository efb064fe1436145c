package dev.headroom.usage;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Old API version: versions up to 30.0 (retired in Summer '25) and 31.0 to 40.0 (retired in Summer
 * '28), from 10 calls per day on.
 *
 * <p>Needed: all of them; nothing is saved.
 */
final class OldVersions implements Detector {
  private static final double RETIRED = 30;
  private static final double NEXT = 40;
  private static final int LEAST = 10;

  private final Map<String, Tally> byVersion = new HashMap<>();
  private final ByNumber<Optional<Tally>> byCaller = new ByNumber<>();
  private final CallLog log;

  OldVersions(CallLog log) {
    this.log = log;
  }

  @Override
  public void call(Call call, Endpoint endpoint) {
    Optional<Tally> old = byCaller.get(call.caller(), () -> old(call.caller()));
    if (old.isPresent()) {
      old.get().add(1, 1, call.time(), call.time());
    }
  }

  private Optional<Tally> old(int caller) {
    String version = log.caller(caller).version();
    return number(version) <= NEXT
        ? Optional.of(byVersion.computeIfAbsent(version, k -> new Tally()))
        : Optional.empty();
  }

  @Override
  public void finish(FindingSink to) {
    byVersion.forEach(
        (version, tally) -> {
          if (tally.calls() >= LEAST) {
            to.keep(
                Pattern.OLD_API_VERSION,
                "v" + version,
                tally,
                0.95,
                number(version) <= RETIRED
                    ? "version %s was retired in Summer '25".formatted(version)
                    : "version %s will be retired in Summer '28".formatted(version));
          }
        });
  }

  /** A version as a number; anything else counts as very new. */
  private static double number(String version) {
    int n = version.length();
    if (n < 3 || n > 5 || version.charAt(n - 2) != '.') {
      return Double.MAX_VALUE;
    }
    int whole = 0;
    for (int i = 0; i < n - 2; i++) {
      int digit = version.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return Double.MAX_VALUE;
      }
      whole = whole * 10 + digit;
    }
    return whole + (version.charAt(n - 1) == '0' ? 0 : 0.5);
  }
}
