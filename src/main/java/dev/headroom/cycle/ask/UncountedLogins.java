package dev.headroom.cycle.ask;

import dev.headroom.auth.LoginBudget;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** The logins of one check of an org that is not applied yet: one, and another if it is refused. */
final class UncountedLogins implements LoginBudget {
  private final Instant at;
  private int left = 2;

  UncountedLogins(Instant at) {
    this.at = at;
  }

  @Override
  public synchronized boolean take() {
    if (left == 0) {
      return false;
    }
    left--;
    return true;
  }

  @Override
  public synchronized void giveBack() {
    left++;
  }

  @Override
  public Instant nextDue() {
    return at.plus(Duration.ofMinutes(1));
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
    // There is no next reading.
  }
}
