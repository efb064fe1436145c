package dev.headroom.alert;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which Salesforce org answers under our id. A refreshed sandbox keeps its address but is another
 * org.
 *
 * @param orgId the first {@value #LETTERS} characters of Salesforce's id, which distinguish orgs:
 *     the last three of 18 are only a checksum
 * @param anotherSince the first slot in which it answered in place of another; null if there was no
 *     other before
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

  /** Returns whether {@code id}, of 15 or 18 characters, belongs to the same org. */
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
