package dev.headroom.local.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/**
 * What Headroom spends on a fleet of which a fifth fails, in every way that Salesforce's answers
 * have, against the simulator's own count. A day of 1,000 orgs: {@code src/bench/own-spend}.
 */
@QuarkusTest
class OwnSpendFiguresTest {
  private static final int ORGS = Integer.getInteger("headroom.figures.orgs", 50);
  private static final int FAILING = Integer.getInteger("headroom.figures.failing", 41);
  private static final int MINUTES = Integer.getInteger("headroom.figures.minutes", 360);
  private static final long SEED = Long.getLong("headroom.figures.seed", 20261128L);

  @Test
  void noCapIsPassedNoUserLockedOutAndNoOtherOrgRobbedOfItsReadings() throws IOException {
    SpendFleet.Figures figures = run(FAILING);
    SpendFleet.Figures healthy = run(0);

    assertThat(Math.abs(figures.counted() - figures.received()) * 100.0 / figures.received())
        .as("counted and received differ by, in per cent")
        .isLessThanOrEqualTo(1);
    assertThat(figures.overCap()).isEmpty();
    assertThat(figures.mostLogins()).isLessThanOrEqualTo(4);
    assertThat(figures.p99Age()).isLessThanOrEqualTo((int) Math.ceil(healthy.p99Age() * 1.05));
    assertThat(figures.longest()).isLessThanOrEqualTo(60);
  }

  private static SpendFleet.Figures run(int failing) throws IOException {
    try (SpendFleet fleet = new SpendFleet(ORGS, failing, SEED)) {
      SpendFleet.Figures figures = fleet.live(MINUTES);
      System.out.printf(
          Locale.ROOT,
          "%d orgs, %d failing, %d minutes, seed %d: counted %d, received %d, most off %d,"
              + " over the cap %s, most logins an hour %d, p99 age %d min, longest %d min,"
              + " p99 to commit %.1f ms, low caps %d to %d calls%n",
          ORGS,
          failing,
          MINUTES,
          SEED,
          figures.counted(),
          figures.received(),
          figures.mostOff(),
          figures.overCap(),
          figures.mostLogins(),
          figures.p99Age(),
          figures.longest(),
          figures.p99Millis(),
          figures.fewest(),
          figures.most());
      return figures;
    }
  }
}
