package dev.headroom.org;

import java.util.function.BooleanSupplier;

/** Asks orgs what they are. */
public interface OrgProfileSource {
  /**
   * Asks {@code org} once: one counted call. Makes no login: it uses the session that the org has
   * just been read with. Blocks for a few seconds at most. Never throws because of anything that
   * the org does.
   */
  Answer read(Org org);

  /**
   * Asks {@code org} what it has bought, in the same session and in the same manner: two counted
   * calls. What it does not say is unknown.
   *
   * @param mayCall takes a call before it is made; false if it must not be made
   */
  default Holdings holdings(Org org, BooleanSupplier mayCall) {
    return Holdings.UNKNOWN;
  }

  /** The result of asking. */
  sealed interface Answer {
    /** The org answered. */
    record Found(OrgProfile profile) implements Answer {}

    /**
     * The profile is unknown.
     *
     * @param detail what was tried and what came back, for the log; contains no secret
     */
    record Unknown(String detail) implements Answer {}
  }
}
