package dev.headroom.auth;

import dev.headroom.limits.Allowance;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** A budget of logins whose count the test sets, and sees; counted calls are as many as wanted. */
public final class TestLogins implements Allowance {
  /** When the next login is due, where there is none left. */
  public static final Instant DUE = Instant.parse("2026-11-25T10:35:00Z");

  private final AtomicInteger left;
  private final AtomicInteger taken = new AtomicInteger();
  private final AtomicInteger calls = new AtomicInteger();
  private final AtomicBoolean owing = new AtomicBoolean();
  private final boolean owed;

  private TestLogins(int left, boolean owed) {
    this.left = new AtomicInteger(left);
    this.owed = owed;
  }

  /** As many as anybody wants. */
  public static TestLogins endless() {
    return of(Integer.MAX_VALUE);
  }

  /** So many. */
  public static TestLogins of(int left) {
    return new TestLogins(left, false);
  }

  /** So many; the reading before had no time for one. */
  public static TestLogins owed(int left) {
    return new TestLogins(left, true);
  }

  @Override
  public boolean take() {
    if (left.getAndUpdate(n -> Math.max(0, n - 1)) == 0) {
      return false;
    }
    taken.incrementAndGet();
    return true;
  }

  @Override
  public void giveBack() {
    taken.decrementAndGet();
  }

  @Override
  public Instant nextDue() {
    return DUE;
  }

  @Override
  public Optional<Cause> lastFailure() {
    return Optional.empty();
  }

  @Override
  public boolean isOwed() {
    return owed;
  }

  @Override
  public void owe() {
    owing.set(true);
  }

  @Override
  public boolean takeCall() {
    calls.incrementAndGet();
    return true;
  }

  @Override
  public void giveBackCall() {
    calls.decrementAndGet();
  }

  /** Counted calls that were taken and not given back. */
  public int calls() {
    return calls.get();
  }

  /** Those that were taken and not given back. */
  public int taken() {
    return taken.get();
  }

  /** Whether the next reading should begin with one. */
  public boolean isOwing() {
    return owing.get();
  }
}
