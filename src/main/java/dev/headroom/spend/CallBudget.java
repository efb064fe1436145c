package dev.headroom.spend;

/**
 * The counted calls of one reading. Each is taken before it is sent. Safe for use by several
 * threads.
 */
public interface CallBudget {
  /** Takes one call. Returns false if it must not be made. */
  boolean takeCall();

  /** Gives one back that was taken: nothing of it has reached the org. */
  void giveBackCall();
}
