package dev.headroom.cycle.poll;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.alert.AlertStates;
import dev.headroom.alert.InMemoryAlertStates;
import dev.headroom.alert.OrgState;
import dev.headroom.alert.Transition;
import dev.headroom.cycle.poll.PollReport.Result;
import dev.headroom.dynamodb.StoreUnavailableException;
import dev.headroom.fleet.AuditEntry;
import dev.headroom.fleet.Fleet;
import dev.headroom.fleet.FleetStore;
import dev.headroom.fleet.Settings;
import dev.headroom.forecast.ForecastStore;
import dev.headroom.forecast.StoredForecasts;
import dev.headroom.history.InMemoryUsageHistory;
import dev.headroom.limits.LimitsSource;
import dev.headroom.limits.PollOutcome;
import dev.headroom.limits.PollOutcome.FailureKind;
import dev.headroom.org.OrgId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a poll fetches for judging while the org answers. */
@Timeout(60)
class PollBesideTest {
  private static final Instant SLOT = Instant.parse("2026-11-25T09:00:00Z");
  private static final OrgId ORG = new OrgId("acme-prod");
  private static final PollOutcome FAILED =
      new PollOutcome.Failed(FailureKind.SERVER, "503", "wait");

  private final InMemoryUsageHistory history =
      new InMemoryUsageHistory(() -> SLOT, Duration.ofDays(30));
  private final InMemoryAlertStates states = new InMemoryAlertStates();
  private final List<String> order = new CopyOnWriteArrayList<>();
  private volatile Thread poller = Thread.currentThread();

  @Test
  void nothingOfASlotRunsOnWhenItIsPassed() {
    OrgState known =
        new OrgState(ORG, 1, SLOT.minusSeconds(300), null, new TreeMap<>(), Map.of(), null);
    states.commit(known, List.of());
    ForecastStore slow =
        new ForecastStore() {
          @Override
          public Optional<StoredForecasts> load(OrgId org) {
            // Until the poll has gone on without this, or waits for it.
            while (order.isEmpty() && poller.getState() != Thread.State.WAITING) {
              Thread.onSpinWait();
            }
            order.add("loaded");
            return Optional.empty();
          }

          @Override
          public void save(OrgId org, StoredForecasts forecasts) {}
        };
    assertThat(poll((org, logins) -> FAILED, slow, PollPorts.fleet(List.of())))
        .isEqualTo(new Result.Unread(FailureKind.SERVER));

    assertThat(order).containsExactly("loaded", "committed");
  }

  @Test
  void policiesThatCannotBeReadLeaveTheSlotToTheMessageComingAgain() {
    FleetStore broken =
        new FleetStore() {
          @Override
          public Settings settings() {
            throw new StoreUnavailableException("no table");
          }

          @Override
          public Fleet load() {
            return Fleet.EMPTY;
          }

          @Override
          public void apply(Fleet wanted, AuditEntry entry) {}

          @Override
          public void audit(AuditEntry entry) {}
        };

    assertThat(poll((org, logins) -> FAILED, new InMemoryForecasts(), broken))
        .isInstanceOfSatisfying(
            Result.NotSettled.class, r -> assertThat(r.toString()).contains("no table"));

    assertThat(order).isEmpty();
    assertThat(states.read(ORG).lastSlot()).isNull();
  }

  private Result poll(LimitsSource source, ForecastStore forecasts, FleetStore fleet) {
    AlertStates told =
        new AlertStates() {
          @Override
          public OrgState read(OrgId org) {
            poller = Thread.currentThread();
            return states.read(org);
          }

          @Override
          public CommitResult commit(OrgState next, List<Transition> transitions) {
            order.add("committed");
            return states.commit(next, transitions);
          }
        };
    return new PollCycle(
            new PollCycle.Stores(
                PollPorts.directory(List.of(PollPorts.org(ORG.value()))), history, told, fleet),
            new PollCycle.Sources(source, PollPorts.PROFILES),
            new PollCycle.Judging(
                PollPorts.CATALOGUE,
                new Foresee(forecasts, history, PollPorts.CATALOGUE),
                PollPorts.JUDGES),
            SlotObservers.NONE,
            () -> SLOT,
            Duration.ofSeconds(30),
            new OrgRunner(4))
        .poll(List.of(new PollMessage(SLOT, List.of(ORG))))
        .getFirst()
        .orgs()
        .getFirst()
        .result();
  }
}
