package dev.headroom.notify;

import dev.headroom.org.OrgId;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names an outbox entry: the org, the version of the state that was committed with it, and its
 * place in that commit. Written {@code acme-prod:17:0}; no dot is in it, which a webhook id may not
 * hold.
 */
public record OutboxId(OrgId org, long version, int index) {
  private static final Pattern FORM = Pattern.compile("([a-z0-9-]{1,64}):(\\d{1,18}):(\\d{1,4})");

  /** The id that {@code text} is, or empty when it is none. */
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
