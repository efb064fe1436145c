package dev.headroom.cycle.poll;

import static dev.headroom.http.RawServer.answer;
import static dev.headroom.http.RawServer.bytes;
import static dev.headroom.http.RawServer.json;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.alert.InMemoryAlertStates;
import dev.headroom.alert.OrgState.Problem;
import dev.headroom.cycle.poll.PollReport.Result;
import dev.headroom.history.InMemoryUsageHistory;
import dev.headroom.http.RawServer.Answer;
import dev.headroom.limits.LimitsSource;
import dev.headroom.limits.salesforce.FakeOrg;
import dev.headroom.org.Org;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How often an org is logged in to while it gives no reading: over real HTTP, slot by slot. */
@QuarkusTest
@Timeout(120)
class LoginsInAnOutageTest {
  private static final Instant START = Instant.parse("2026-11-25T09:00:00Z");
  private static final Duration LONG = Duration.ofSeconds(30);
  private static final Answer FORBIDDEN =
      (r, out) -> out.write(answer(403, "", bytes("<html>no</html>")));
  private static final Answer MAINTENANCE =
      (r, out) -> out.write(answer(503, "", bytes("<html>maintenance</html>")));
  private static final Answer GOOD = (r, out) -> out.write(json(200, FakeOrg.GOOD_LIMITS));

  private final InMemoryAlertStates states = new InMemoryAlertStates();
  private final InMemoryUsageHistory history =
      new InMemoryUsageHistory(() -> START, Duration.ofDays(30));

  /** The slot of each login. */
  private final List<Integer> logins = new ArrayList<>();

  private FakeOrg fake;
  private Org org;
  private int slot;

  @BeforeEach
  void open() {
    fake = new FakeOrg();
    org = fake.org();
  }

  @AfterEach
  void close() throws Exception {
    fake.close();
  }

  @Test
  void aRunningProcessLogsInFourTimesAnHourAtMostAndReadsAgainAtOnceAfterwards() {
    LimitsSource process = fake.source(LONG);
    assertThat(poll(() -> process)).isInstanceOf(Result.Read.class);
    fake.limits(FORBIDDEN);
    polls(36, () -> process);

    assertThatNoHourHasMoreThanFour();
    assertThat(logins).startsWith(0, 1, 2);
    assertThat(problem().detail()).contains("HTTP 403");
    assertThat(problem().remedy()).contains("loginUrl");
    fake.limits(GOOD);
    assertThat(polls(7, () -> process)).hasAtLeastOneElementOfType(Result.Read.class);
  }

  @Test
  void processesThatStartAnewForEverySlotLogInFourTimesAnHourTogether() {
    assertThat(poll(() -> fake.source(LONG))).isInstanceOf(Result.Read.class);
    fake.limits(FORBIDDEN);
    polls(36, () -> fake.source(LONG));

    assertThatNoHourHasMoreThanFour();
    fake.limits(GOOD);
    List<Result> later = polls(8, () -> fake.source(LONG));
    assertThat(later).hasAtLeastOneElementOfType(Result.Read.class);
    assertThat(later.getLast()).isInstanceOf(Result.Read.class);
  }

  @Test
  void anOutageOfTheLoginHostIsHeldToTheSameBudget() {
    LimitsSource process = fake.source(LONG);
    poll(() -> process);
    fake.limits(MAINTENANCE);
    fake.token(MAINTENANCE);
    polls(36, () -> process);

    assertThatNoHourHasMoreThanFour();
    fake.limits(GOOD);
    assertThat(polls(7, () -> process)).hasAtLeastOneElementOfType(Result.Read.class);
  }

  @Test
  void refusedCredentialsAreTriedFourTimesAnHourAndTheReasonStaysVisible() {
    fake.token(
        (r, out) ->
            out.write(
                json(
                    400,
                    "{\"error\":\"invalid_client\",\"error_description\":\"invalid client"
                        + " credentials\"}")));
    polls(9, () -> fake.source(LONG));

    assertThatNoHourHasMoreThanFour();
    assertThat(logins).hasSize(4);
    assertThat(logins).containsExactly(0, 1, 3, 7);
    Problem waiting = problem();
    assertThat(waiting.detail()).containsOnlyOnce("invalid_client");
    assertThat(waiting.remedy()).contains("Check clientSecret");
    assertThat(waiting.missed()).isEqualTo(9);
  }

  @Test
  void aDozenProcessesThatEachLogInOnceAreNoOutage() {
    assertThat(polls(12, () -> fake.source(LONG)))
        .allSatisfy(result -> assertThat(result).isInstanceOf(Result.Read.class));
    assertThat(fake.tokenRequests()).hasSize(12);
  }

  @Test
  void anOrgThatMovesAfterwardsIsReadInTheNextSlot() throws Exception {
    polls(12, () -> fake.source(LONG));
    LimitsSource process = fake.source(LONG);
    poll(() -> process);
    try (FakeOrg moved = new FakeOrg()) {
      fake.limits(FORBIDDEN);
      fake.token((r, out) -> out.write(json(200, fake.grant(moved.url()))));

      assertThat(poll(() -> process)).isInstanceOf(Result.Read.class);
      assertThat(moved.limitsRequests()).hasSize(1);
      assertThat(states.read(org.id()).problem()).isNull();
    }
  }

  private Problem problem() {
    return requireNonNull(states.read(org.id()).problem());
  }

  private void assertThatNoHourHasMoreThanFour() {
    for (int first : logins) {
      assertThat(logins.stream().filter(s -> s >= first && s < first + 12))
          .as("from slot %d on: %s", first, logins)
          .hasSizeLessThanOrEqualTo(4);
    }
  }

  private List<Result> polls(int slots, Supplier<LimitsSource> process) {
    List<Result> results = new ArrayList<>();
    for (int i = 0; i < slots; i++) {
      results.add(poll(process));
    }
    return results;
  }

  private Result poll(Supplier<LimitsSource> process) {
    int before = fake.tokenRequests().size();
    PollCycle cycle =
        new PollCycle(
            new PollCycle.Stores(
                PollPorts.directory(List.of(org)), history, states, PollPorts.fleet(List.of())),
            new PollCycle.Sources(process.get(), PollPorts.PROFILES),
            new PollCycle.Judging(
                PollPorts.CATALOGUE,
                new Foresee(new InMemoryForecasts(), history, PollPorts.CATALOGUE),
                PollPorts.JUDGES),
            SlotObservers.NONE,
            () -> START,
            LONG,
            new OrgRunner(1));
    Instant at = START.plus(Duration.ofMinutes(5L * slot));
    Result result =
        cycle
            .poll(List.of(new PollMessage(at, List.of(org.id()))))
            .getFirst()
            .orgs()
            .getFirst()
            .result();
    for (int i = before; i < fake.tokenRequests().size(); i++) {
      logins.add(slot);
    }
    slot++;
    return result;
  }
}
