package dev.headroom.cycle.poll;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.alert.InMemoryAlertStates;
import dev.headroom.cycle.poll.PollReport.Result;
import dev.headroom.history.InMemoryUsageHistory;
import dev.headroom.limits.LimitName;
import dev.headroom.limits.LimitsSource;
import dev.headroom.limits.PollOutcome;
import dev.headroom.limits.Reading;
import dev.headroom.limits.Snapshot;
import dev.headroom.org.Org;
import dev.headroom.org.OrgId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How many places of a function the orgs of one tenant take. */
@Timeout(60)
class PollTenantsTest {
  private static final Instant SLOT = Instant.parse("2026-11-25T09:00:00Z");
  private static final int PLACES = 4;
  private static final int PER_TENANT = 3;

  private final CountDownLatch othersAreRead = new CountDownLatch(20);
  private final AtomicInteger slowAtOnce = new AtomicInteger();
  private final AtomicInteger mostSlow = new AtomicInteger();
  private final AtomicInteger atOnce = new AtomicInteger();
  private final AtomicInteger most = new AtomicInteger();

  /** Slow orgs answer only when every other org was read. */
  private final LimitsSource source =
      (org, ledger) -> {
        boolean isSlow = org.tenant().equals("slow");
        most.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
        if (isSlow) {
          mostSlow.accumulateAndGet(slowAtOnce.incrementAndGet(), Math::max);
          await(othersAreRead);
          slowAtOnce.decrementAndGet();
        } else {
          othersAreRead.countDown();
        }
        atOnce.decrementAndGet();
        return new PollOutcome.Read(
            new Snapshot(
                new TreeMap<>(Map.of(LimitName.DAILY_API_REQUESTS, Reading.ofUsed(1, 100))), true));
      };

  @Test
  void theSlowOrgsOfOneTenantLeavePlacesToOthers() {
    List<Org> orgs = new ArrayList<>(orgs("slow", 20));
    orgs.addAll(orgs("other", 20));

    PollReport report = cycle(orgs).poll(List.of(message(orgs))).getFirst();

    assertThat(report.orgs())
        .hasSize(40)
        .allSatisfy(o -> assertThat(o.result()).isEqualTo(new Result.Read(1, 0)));
    assertThat(mostSlow).hasValueLessThanOrEqualTo(PER_TENANT);
    assertThat(most).hasValueLessThanOrEqualTo(PLACES);
  }

  @Test
  void theLimitHoldsOverMessagesThatArePolledAtOnce() throws Exception {
    List<Org> slow = orgs("slow", 20);
    List<Org> others = orgs("other", 20);
    List<Org> all = new ArrayList<>(slow);
    all.addAll(others);
    PollCycle cycle = cycle(all);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<List<PollReport>>> polls = new ArrayList<>();
      for (List<Org> part : List.of(slow.subList(0, 10), slow.subList(10, 20), others)) {
        polls.add(threads.submit(() -> cycle.poll(List.of(message(part)))));
      }
      for (Future<List<PollReport>> poll : polls) {
        assertThat(poll.get()).allSatisfy(r -> assertThat(r.isSettled()).isTrue());
      }
    }
    assertThat(mostSlow).hasValueLessThanOrEqualTo(PER_TENANT);
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "2, 1", "8, 7", "9, 7", "64, 56", "100, 87"})
  void theUsualShareLeavesAnEighthToOthers(int concurrency, int share) {
    assertThat(OrgRunner.usualShare(concurrency)).isEqualTo(share);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static PollMessage message(List<Org> orgs) {
    return new PollMessage(SLOT, orgs.stream().map(Org::id).toList());
  }

  private static List<Org> orgs(String tenant, int count) {
    return IntStream.range(0, count)
        .mapToObj(
            i -> {
              Org org = PollPorts.org("x");
              return new Org(
                  new OrgId(tenant + "-" + i),
                  tenant,
                  org.loginUrl(),
                  org.credentials(),
                  org.interval(),
                  null,
                  Map.of());
            })
        .toList();
  }

  private PollCycle cycle(List<Org> orgs) {
    InMemoryUsageHistory history = new InMemoryUsageHistory(() -> SLOT, Duration.ofDays(30));
    return new PollCycle(
        new PollCycle.Stores(
            PollPorts.directory(orgs),
            history,
            new InMemoryAlertStates(),
            PollPorts.fleet(List.of())),
        new PollCycle.Sources(source, PollPorts.PROFILES),
        new PollCycle.Judging(
            PollPorts.CATALOGUE,
            new Foresee(new InMemoryForecasts(), history, PollPorts.CATALOGUE),
            PollPorts.JUDGES),
        SlotObservers.NONE,
        () -> SLOT,
        Duration.ofSeconds(50),
        new OrgRunner(PLACES, PER_TENANT));
  }
}
