package dev.headroom.org;

/** Asks orgs what they are. */
public interface OrgProfileSource {
  /**
   * Asks {@code org}, once: one counted call. Makes no login: it goes by the session that the org
   * has just been read with. Blocks for a few seconds at most. Never throws for anything that the
   * org does.
   */
  Answer read(Org org);

  /** What came of it. */
  sealed interface Answer {
    /** The org answered. */
    record Found(OrgProfile profile) implements Answer {}

    /**
     * It is not known.
     *
     * @param detail what was tried and what came back, for the log; holds no secret
     */
    record Unknown(String detail) implements Answer {}
  }
}
