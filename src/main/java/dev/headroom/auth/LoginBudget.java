package dev.headroom.auth;

import java.time.Instant;
import java.util.Optional;

/**
 * What one reading of an org may spend on logins, and what the next one should know of them. Safe
 * for use by several threads.
 */
public interface LoginBudget {
  /** No login at all. */
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
   * @param detail what came back, for a person; holds no secret
   * @param remedy what to do about it
   */
  record Cause(String detail, String remedy) {}

  /**
   * Takes one login, before it is made. It counts from here on, whatever becomes of it.
   *
   * @return whether it may be made; if not, none is due before {@link #nextDue}
   */
  boolean take();

  /** Gives one back that was taken: nothing of it has reached the org. */
  void giveBack();

  /**
   * Takes all that is left: the org says that there were too many. No login is due for an hour, and
   * what logs in besides Headroom has room to recover.
   */
  default void takeAll() {
    // A budget that nobody keeps has nothing to take.
  }

  /** The slot from which on the next login may be made. */
  Instant nextDue();

  /** Why the last reading failed; empty when it was had. */
  Optional<Cause> lastFailure();

  /**
   * Whether the last reading called for a fresh login and had no time left for it. Then this one
   * begins with it.
   */
  boolean isOwed();

  /** Notes that this reading called for a fresh login and had no time left for it. */
  void owe();
}
