package dev.headroom.spend;

/** The counted calls of one reading. Each is taken before it is sent. Thread-safe. */
public interface CallBudget {
  /** Takes one call. Returns false if it must not be made. */
  boolean takeCall();

  /** Returns a call that was taken but never reached the org. */
  void giveBackCall();
}
