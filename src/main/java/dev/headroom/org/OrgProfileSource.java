package dev.headroom.org;

/** Asks orgs what they are. */
public interface OrgProfileSource {
  /**
   * Asks {@code org} once: one counted call. Makes no login: it uses the session that the org has
   * just been read with. Blocks for a few seconds at most. Never throws because of anything that
   * the org does.
   */
  Answer read(Org org);

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
