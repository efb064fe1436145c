package dev.headroom.alert;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which of Salesforce's orgs answers under our id. A sandbox that is refreshed keeps its address
 * and is another org.
 *
 * @param orgId the first {@value #LETTERS} characters of Salesforce's id, which tell orgs apart:
 *     the last three of 18 only say it again
 * @param anotherSince the first slot that it answered in place of another; null when none did
 *     before
 * @param untold whether no message has said so yet
 */
public record Identity(String orgId, @Nullable Instant anotherSince, boolean untold) {
  private static final int LETTERS = 15;

  public Identity {
    orgId = letters(orgId);
  }

  private static String letters(String id) {
    return id.length() > LETTERS ? id.substring(0, LETTERS) : id;
  }

  /** Whether {@code id}, of 15 or 18 characters, is that of the same org. */
  public boolean isOf(String id) {
    return orgId.equals(letters(id));
  }

  Identity told() {
    return new Identity(orgId, anotherSince, false);
  }

  Identity putBack(Instant slot) {
    return anotherSince != null && anotherSince.isAfter(slot)
        ? new Identity(orgId, slot, untold)
        : this;
  }
}
