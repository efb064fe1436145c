package dev.headroom.auth;

import java.time.Instant;
import java.util.Optional;

/**
 * What one reading of an org may spend on logins, and what the next one should know about them.
 * Thread-safe.
 */
public interface LoginBudget {
  /** Allows no login at all. */
  LoginBudget NONE =
      new LoginBudget() {
        @Override
        public boolean take() {
          return false;
        }

        @Override
        public void giveBack() {
          throw new IllegalStateException("none was taken");
        }

        @Override
        public Instant nextDue() {
          return Instant.MAX;
        }

        @Override
        public Optional<Cause> lastFailure() {
          return Optional.empty();
        }

        @Override
        public boolean isOwed() {
          return false;
        }

        @Override
        public void owe() {
          // The next reading finds out for itself.
        }
      };

  /**
   * Why the org gave no reading last time.
   *
   * @param detail what came back, for a person; contains no secret
   * @param remedy what to do about it
   */
  record Cause(String detail, String remedy) {}

  /**
   * Takes one login before it is made. It counts from here on, whatever its outcome.
   *
   * @return whether it may be made; if not, none is due before {@link #nextDue}
   */
  boolean take();

  /** Returns a login that was taken but never reached the org. */
  void giveBack();

  /**
   * Takes all that is left, because the org says that there were too many. No login is due for an
   * hour, so that other clients can recover too.
   */
  default void takeAll() {
    // A budget that nobody keeps has nothing to take.
  }

  /** Returns the slot from which the next login may be made. */
  Instant nextDue();

  /** Returns why the last reading failed; empty if it succeeded. */
  Optional<Cause> lastFailure();

  /**
   * Returns whether the last reading needed a new login and had no time left for it. Then this one
   * begins with it.
   */
  boolean isOwed();

  /** Records that this reading needed a new login and had no time left for it. */
  void owe();
}
