package dev.headroom.limits.salesforce;

import dev.headroom.http.HttpOutcome;
import dev.headroom.limits.Reading;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The header {@code Sforce-Limit-Info}: {@code api-usage=18/5000}, plus {@code
 * per-app-api-usage=17/250(appName=...)} if the app has a quota of its own (REST API Developer
 * Guide, Limit Info Header). A part in another format is ignored; it is never treated as zero.
 *
 * @param usage the org's use of DailyApiRequests; null if the header does not give it
 * @param app the use of the app's own quota; null if the header gives none
 * @param appName the app's name; empty if there is none
 */
public record LimitInfoHeader(@Nullable Reading usage, @Nullable Reading app, String appName) {
  static final String NAME = "Sforce-Limit-Info";

  private static final LimitInfoHeader NOTHING = new LimitInfoHeader(null, null, "");
  private static final int MAX_CHARS = 2_000;

  /** A name may contain anything, so the app's part is removed first, up to its last bracket. */
  private static final Pattern APP =
      Pattern.compile(
          "(?:^|[;,\\s])per-app-api-usage\\s*=\\s*(\\d{1,15})\\s*/\\s*(\\d{1,15})"
              + "\\s*\\(appName=(.*)\\)",
          Pattern.DOTALL);

  private static final Pattern USAGE =
      Pattern.compile("\\s*api-usage\\s*=\\s*(\\d{1,15})\\s*/\\s*(\\d{1,15})\\s*");

  /** Returns what the header of {@code reply} says; nothing if there is none. */
  public static LimitInfoHeader of(HttpOutcome.Reply reply) {
    return parse(reply.header(NAME).orElse(""));
  }

  /** Parses {@code value}. */
  static LimitInfoHeader parse(String value) {
    if (value.length() > MAX_CHARS) {
      return NOTHING;
    }
    Matcher app = APP.matcher(value);
    boolean found = app.find();
    String rest =
        found ? value.substring(0, app.start()) + ";" + value.substring(app.end()) : value;
    Reading usage = null;
    for (String part : rest.split("[;,]", -1)) {
      Matcher m = USAGE.matcher(part);
      if (m.matches()) {
        if (usage != null) {
          // Two headers: it is unknown which is right.
          return NOTHING;
        }
        usage = reading(m);
      } else if (part.contains("api-usage")) {
        // There is a part that is not understood.
        return NOTHING;
      }
    }
    return new LimitInfoHeader(usage, found ? reading(app) : null, found ? app.group(3) : "");
  }

  private static @Nullable Reading reading(Matcher m) {
    long used = Long.parseLong(m.group(1));
    long max = Long.parseLong(m.group(2));
    return max == 0 ? null : Reading.ofUsed(used, max);
  }

  /** Returns the org's usage according to a refused call: at least all of it. */
  Optional<Reading> exhausted() {
    return usage == null
        ? Optional.empty()
        : Optional.of(Reading.ofUsed(Math.max(usage.used(), usage.max()), usage.max()));
  }

  /** Returns true if the app has used up its own quota, and the org has calls left. */
  boolean isOfAppAlone() {
    return usage != null && app != null && app.remaining() <= 0 && usage.remaining() > 0;
  }
}
