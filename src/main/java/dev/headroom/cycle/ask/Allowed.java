package dev.headroom.cycle.ask;

import dev.headroom.auth.LoginBudget;
import dev.headroom.limits.Allowance;
import dev.headroom.org.Org;
import dev.headroom.spend.OwnCalls;
import dev.headroom.spend.Purpose;
import java.time.Instant;
import java.util.Optional;

/** Logins by the org's budget, and calls by the one of checks. */
record Allowed(LoginBudget logins, OwnCalls calls, Org org, Instant at) implements Allowance {
  @Override
  public boolean takeCall() {
    return calls.take(org, Purpose.DOCTOR, 1, at) instanceof OwnCalls.Answer.Granted;
  }

  @Override
  public void giveBackCall() {
    calls.giveBack(org, Purpose.DOCTOR, 1, at);
  }

  @Override
  public boolean take() {
    return logins.take();
  }

  @Override
  public void giveBack() {
    logins.giveBack();
  }

  @Override
  public void takeAll() {
    logins.takeAll();
  }

  @Override
  public Instant nextDue() {
    return logins.nextDue();
  }

  @Override
  public Optional<Cause> lastFailure() {
    return logins.lastFailure();
  }

  @Override
  public boolean isOwed() {
    return logins.isOwed();
  }

  @Override
  public void owe() {
    logins.owe();
  }
}
