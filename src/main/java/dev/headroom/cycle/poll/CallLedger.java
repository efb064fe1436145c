package dev.headroom.cycle.poll;

import dev.headroom.alert.OrgState.Upkeep;
import dev.headroom.org.Org;
import dev.headroom.spend.CallBudget;
import dev.headroom.spend.Purpose;
import dev.headroom.spend.Spend;
import dev.headroom.spend.SpendBudget;
import java.time.Instant;

/**
 * The counted calls of one reading. They are committed with the slot, which needs no extra write;
 * those of a reading that could not be committed are added to the next one's.
 */
final class CallLedger implements CallBudget {
  /** No reading needs more: two other tokens, another version, and the daily query. */
  private static final int MAX_CALLS = 5;

  private final Org org;
  private final Instant slot;
  private final Spend before;
  private int made;
  private int uncommitted;

  /**
   * Counts the calls of a reading for {@code slot}.
   *
   * @param before what was spent, by the org's state
   * @param uncommitted calls of earlier readings that could not be committed
   */
  CallLedger(Org org, Upkeep before, Instant slot, int uncommitted) {
    this.org = org;
    this.slot = slot;
    this.before = before.restraint().spendOn(slot).plus(Purpose.LIMITS, uncommitted);
    this.uncommitted = uncommitted;
  }

  /** The first call of a reading is always allowed, because the slot is not spared. */
  @Override
  public synchronized boolean takeCall() {
    Spend spent = before.plus(Purpose.LIMITS, made);
    if (made >= MAX_CALLS) {
      return false;
    }
    if (made > 0 && !new SpendBudget(spent, slot, org.interval()).mayRepeat()) {
      return false;
    }
    made++;
    uncommitted++;
    return true;
  }

  @Override
  public synchronized void giveBackCall() {
    made--;
    uncommitted--;
  }

  /** Returns what is remembered, including the calls that no commit contains yet. */
  synchronized Upkeep counted(Upkeep stored) {
    Spend spent = stored.restraint().spendOn(slot).plus(Purpose.LIMITS, uncommitted);
    return stored.with(stored.restraint().with(spent));
  }

  /** Returns the calls of this reading. */
  synchronized int made() {
    return made;
  }

  /** Returns the calls that no commit contains yet. */
  synchronized int uncommitted() {
    return uncommitted;
  }

  /** Records that a state containing all calls was committed. */
  synchronized void settled() {
    uncommitted = 0;
  }
}
