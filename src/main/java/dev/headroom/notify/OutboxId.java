package dev.headroom.notify;

import dev.headroom.org.OrgId;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Identifies an outbox entry: the org, the version of the state that was committed with it, and its
 * position in that commit. Written {@code acme-prod:17:0}; it contains no dot, which a webhook id
 * may not contain.
 */
public record OutboxId(OrgId org, long version, int index) {
  private static final Pattern FORM = Pattern.compile("([a-z0-9-]{1,64}):(\\d{1,18}):(\\d{1,4})");

  /** Returns the id in {@code text}, or empty if it is not one. */
  public static Optional<OutboxId> parse(String text) {
    Matcher m = FORM.matcher(text);
    return m.matches()
        ? Optional.of(
            new OutboxId(
                new OrgId(m.group(1)), Long.parseLong(m.group(2)), Integer.parseInt(m.group(3))))
        : Optional.empty();
  }

  @Override
  public String toString() {
    return org + ":" + version + ":" + index;
  }
}
