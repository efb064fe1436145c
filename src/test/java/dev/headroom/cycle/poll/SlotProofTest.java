package dev.headroom.cycle.poll;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Each slot is read into one sample and its transitions are told once, whatever dies; see
 * src/bench/slots.
 */
@Timeout(3_600)
class SlotProofTest {
  private static final int ORGS = Integer.getInteger("headroom.figures.slot-orgs", 6);
  private static final int SEEDS = Integer.getInteger("headroom.figures.slot-seeds", 2);
  private static final int DEATHS_PER_MILLE = 20;

  @Test
  void everySlotHasItsSampleOnceAndNoTransitionIsLostOrDoubled() {
    for (int seed = 1; seed <= SEEDS; seed++) {
      SlotProof.Findings found = SlotProof.of(seed, ORGS, DEATHS_PER_MILLE);
      System.out.println("seed " + seed + ": " + found);
      assertThat(found.polls()).as("copies").isGreaterThan(3 * ORGS * SlotProof.SLOTS);
      assertThat(found.deaths()).isGreaterThan(ORGS);
      assertThat(found.transitions()).isGreaterThan(ORGS);
      assertThat(found.wrongSamples()).as("samples, seed %d", seed).isZero();
      assertThat(found.gaps()).as("versions, seed %d", seed).isZero();
      assertThat(found.lostOrDoubled()).as("transitions, seed %d", seed).isZero();
    }
  }

  @Test
  void anOrgThatIsReadUndisturbedIsCalledOnceInASlot() {
    SlotProof.Findings found = SlotProof.of(7, ORGS, 0);

    assertThat(found.calls()).isEqualTo(ORGS * SlotProof.SLOTS);
    assertThat(found.lostOrDoubled()).isZero();
  }
}
