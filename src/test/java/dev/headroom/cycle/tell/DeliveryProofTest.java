package dev.headroom.cycle.tell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.cycle.tell.DeliveryProof.Findings;
import dev.headroom.cycle.tell.FaultyWorld.Faults;
import java.time.Duration;
import java.time.Instant;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Nothing is lost and nothing is shown twice, whatever dies in between. {@code src/bench/delivery}
 * runs it for a month of 1,000 orgs.
 */
class DeliveryProofTest {
  private static final int ORGS = Integer.getInteger("headroom.figures.orgs", 40);
  private static final int DAYS = Integer.getInteger("headroom.figures.days", 10);
  private static final int SEEDS = Integer.getInteger("headroom.figures.seeds", 2);
  private static final int POLLED_ORGS = Integer.getInteger("headroom.figures.polled-orgs", 4);
  private static final int POLLED_DAYS = Integer.getInteger("headroom.figures.polled-days", 2);
  private static final int POLLED_SEEDS = Integer.getInteger("headroom.figures.polled-seeds", 1);
  private static final int FIRST_SEED = Integer.getInteger("headroom.figures.first-seed", 1);
  private static final Logger LOG = Logger.getLogger("dev.headroom.cycle.tell");
  private static Level before;

  @BeforeAll
  static void quiet() {
    before = LOG.getLevel();
    LOG.setLevel(Level.OFF);
  }

  @AfterAll
  static void loud() {
    LOG.setLevel(before);
  }

  @Test
  void nothingIsLostOrShownTwiceThoughProcessesDieAndMessagesComeThreeTimes() {
    for (int seed = FIRST_SEED; seed < FIRST_SEED + SEEDS; seed++) {
      Findings findings = DeliveryProof.run(seed, ORGS, DAYS, Faults.ALL);
      System.out.println("seed " + seed + ": " + findings);
      assertThat(findings.transitions()).isGreaterThan(ORGS);
      assertThat(findings.crashes()).isGreaterThan(ORGS);
      assertThat(findings.lost()).as("lost with seed %d", seed).isZero();
      assertThat(findings.doubled()).as("doubled with seed %d", seed).isZero();
      assertThat(findings.unexplained()).as("repeats with seed %d", seed).isZero();
    }
  }

  /** The same behind production's poll, which reads and judges. */
  @Test
  void nothingIsLostOrShownTwiceBehindRealPolls() {
    for (int seed = 1; seed <= POLLED_SEEDS; seed++) {
      PolledFleet.Polled polled = PolledFleet.poll(seed, POLLED_ORGS, POLLED_DAYS);
      Instant end = FaultyWorld.START.plus(Duration.ofDays(POLLED_DAYS));
      Findings findings = DeliveryProof.run(seed, end, Faults.ALL, polled.transitions());
      System.out.printf(
          "polled, seed %d: %d polls, %d crashes of them, %s%n",
          seed, polled.polls(), polled.crashes(), findings);
      assertThat(polled.crashes()).isPositive();
      assertThat(findings.transitions()).isEqualTo(polled.transitions().size()).isPositive();
      assertThat(findings.lost()).as("lost with seed %d", seed).isZero();
      assertThat(findings.doubled()).as("doubled with seed %d", seed).isZero();
      assertThat(findings.unexplained()).as("repeats with seed %d", seed).isZero();
    }
  }

  /** The same without conditional writes shows that the proof can fail. */
  @Test
  void withoutConditionsMessagesAreShownTwice() {
    Findings findings =
        DeliveryProof.run(1, Math.min(ORGS, 40), 10, Faults.ALL.withoutConditions());
    System.out.println("without conditions: " + findings);
    assertThat(findings.doubled() + findings.unexplained() + findings.lost()).isPositive();
  }
}
