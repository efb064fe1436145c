package dev.headroom.local.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.alert.OrgState;
import dev.headroom.cycle.poll.SlotObserver;
import dev.headroom.dynamodb.StoreUnavailableException;
import dev.headroom.org.Credentials;
import dev.headroom.org.Org;
import dev.headroom.org.OrgDirectory;
import dev.headroom.org.OrgId;
import dev.headroom.org.SecretRef;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponse.Status;
import org.junit.jupiter.api.Test;

class PollHealthTest {
  private static final Instant START = Instant.parse("2026-11-25T10:00:00Z");
  private static final Duration FIVE = Duration.ofMinutes(5);

  private final Fleet fleet = new Fleet();
  private Instant fleetNow = START;
  private Instant realNow = START;
  private final PollHealth health = new PollHealth(fleet, () -> fleetNow, () -> realNow);

  @Test
  void aStartHasThreeIntervalsForItsFirstPoll() {
    fleet.add("acme-prod", FIVE);
    assertThat(status()).isEqualTo(Status.UP);
    pass(Duration.ofMinutes(15));
    assertThat(status()).isEqualTo(Status.UP);
    pass(Duration.ofSeconds(1));
    assertThat(health.call())
        .returns(Status.DOWN, HealthCheckResponse::getStatus)
        .extracting(r -> r.getData().orElseThrow().get("problem"))
        .isEqualTo(
            "no poll was settled since the start at 2026-11-25T10:00:00Z, which is more than 3"
                + " intervals of PT5M");
  }

  @Test
  void aSettledPollIsValidForThreeIntervalsWhateverTheOrgAnswered() {
    fleet.add("acme-prod", FIVE);
    pass(Duration.ofMinutes(10));
    settle("acme-prod", "2026-11-25T10:10:00Z");
    pass(Duration.ofMinutes(15));
    assertThat(status()).isEqualTo(Status.UP);
    pass(Duration.ofSeconds(1));
    assertThat(health.call())
        .returns(Status.DOWN, HealthCheckResponse::getStatus)
        .extracting(r -> String.valueOf(r.getData().orElseThrow().get("problem")))
        .asString()
        .startsWith("no poll was settled since 2026-11-25T10:10:00Z");
    settle("acme-prod", "2026-11-25T10:25:00Z");
    assertThat(status()).isEqualTo(Status.UP);
  }

  @Test
  void anAlertThatIsCommittedWithoutASlotIsNotAPoll() {
    fleet.add("acme-prod", FIVE);
    settle("acme-prod", "2026-11-25T10:00:00Z");
    pass(Duration.ofMinutes(16));
    settle("acme-prod", "2026-11-25T10:00:00Z");
    assertThat(status()).isEqualTo(Status.DOWN);
  }

  @Test
  void theOrgThatIsReadMostOftenIsWaitedFor() {
    fleet.add("acme-slow", Duration.ofHours(1));
    pass(Duration.ofHours(2));
    assertThat(status()).isEqualTo(Status.UP);
    fleet.add("acme-prod", FIVE);
    assertThat(status()).as("its three intervals begin now").isEqualTo(Status.UP);
    pass(Duration.ofMinutes(16));
    assertThat(status()).isEqualTo(Status.DOWN);
  }

  @Test
  void aFleetWithoutOrgsIsWellAndItsFirstOrgIsGivenTime() {
    assertThat(status()).isEqualTo(Status.UP);
    pass(Duration.ofDays(1));
    assertThat(status()).isEqualTo(Status.UP);
    fleet.add("acme-prod", FIVE);
    assertThat(status()).isEqualTo(Status.UP);
  }

  @Test
  void aFastClockIsGivenThirtyRealSeconds() {
    fleet.add("acme-prod", FIVE);
    settle("acme-prod", "2026-11-25T10:00:00Z");
    fleetNow = fleetNow.plus(Duration.ofHours(3));
    realNow = realNow.plusSeconds(30);
    assertThat(status()).isEqualTo(Status.UP);
    realNow = realNow.plusSeconds(1);
    assertThat(status()).isEqualTo(Status.DOWN);
  }

  @Test
  void aClockThatWasSetBackHidesNothing() {
    fleet.add("acme-prod", FIVE);
    settle("acme-prod", "2026-11-25T10:00:00Z");
    fleetNow = fleetNow.minus(Duration.ofHours(9));
    assertThat(status()).isEqualTo(Status.UP);
    pass(Duration.ofMinutes(16));
    assertThat(status()).isEqualTo(Status.DOWN);
  }

  @Test
  void aClockThatStandsHidesNothing() {
    fleet.add("acme-prod", FIVE);
    settle("acme-prod", "2026-11-25T10:00:00Z");
    realNow = realNow.plus(Duration.ofMinutes(15));
    assertThat(status()).isEqualTo(Status.UP);
    realNow = realNow.plusSeconds(1);
    assertThat(status()).isEqualTo(Status.DOWN);
  }

  @Test
  void aStoreThatRefusesDoesNotHideThatNothingIsPolled() {
    fleet.add("acme-prod", FIVE);
    assertThat(status()).isEqualTo(Status.UP);
    fleet.refuses = true;
    assertThat(status()).isEqualTo(Status.UP);
    pass(Duration.ofMinutes(16));
    assertThat(status()).isEqualTo(Status.DOWN);
  }

  private Status status() {
    return health.call().getStatus();
  }

  private void pass(Duration time) {
    fleetNow = fleetNow.plus(time);
    realNow = realNow.plus(time);
  }

  private void settle(String org, String slot) {
    Instant at = Instant.parse(slot);
    health.committed(
        SlotObserver.Committed.of(
            new OrgState(new OrgId(org), 1, at, null, new TreeMap<>(), Map.of(), null),
            at,
            List.of()));
  }

  private static final class Fleet implements OrgDirectory {
    private final List<Org> orgs = new ArrayList<>();
    private boolean refuses;

    void add(String id, Duration interval) {
      orgs.add(
          new Org(
              new OrgId(id),
              "acme",
              URI.create("https://acme.my.salesforce.com"),
              new Credentials.ClientCredentials(
                  "client", new SecretRef(SecretRef.Scheme.ENV, "SECRET")),
              interval,
              null,
              Map.of()));
    }

    @Override
    public Optional<Org> find(OrgId id) {
      return orgs.stream().filter(o -> o.id().equals(id)).findFirst();
    }

    @Override
    public List<Org> all() {
      if (refuses) {
        throw new StoreUnavailableException("could not read the fleet");
      }
      return List.copyOf(orgs);
    }
  }
}
