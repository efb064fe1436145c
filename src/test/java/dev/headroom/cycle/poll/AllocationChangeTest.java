package dev.headroom.cycle.poll;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.alert.AlertStates;
import dev.headroom.alert.Evidence;
import dev.headroom.alert.InMemoryAlertStates;
import dev.headroom.alert.OrgState;
import dev.headroom.alert.Rule;
import dev.headroom.alert.Severity;
import dev.headroom.alert.Staleness.Freshness;
import dev.headroom.alert.Transition;
import dev.headroom.dynamodb.StoreUnavailableException;
import dev.headroom.history.InMemoryUsageHistory;
import dev.headroom.limits.LimitName;
import dev.headroom.limits.PollOutcome;
import dev.headroom.limits.PollOutcome.FailureKind;
import dev.headroom.limits.Reading;
import dev.headroom.limits.Snapshot;
import dev.headroom.org.OrgId;
import dev.headroom.report.OrgView;
import dev.headroom.report.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A change of an org's allocation is told, once each. */
class AllocationChangeTest {
  private static final OrgId ORG = new OrgId("acme-prod");
  private static final Instant START = Instant.parse("2026-11-25T10:05:00Z");
  private static final LimitName CALLS = LimitName.DAILY_API_REQUESTS;

  private final InMemoryAlertStates states = new InMemoryAlertStates();
  private final InMemoryUsageHistory history =
      new InMemoryUsageHistory(() -> START, Duration.ofDays(30));

  @Test
  void aChangeThatTwoReadingsShowIsTold() {
    maxes(100_000, 100_000, 110_000, 110_000, 110_000, 110_000);

    assertThat(told())
        .singleElement()
        .isInstanceOfSatisfying(
            Transition.Opened.class,
            opened -> {
              assertThat(opened.key().rule()).isEqualTo(Rule.ALLOCATION);
              assertThat(opened.episode().severity()).isEqualTo(Severity.ATTENTION);
              Evidence.Finding finding = (Evidence.Finding) opened.evidence();
              assertThat(finding.slot()).isEqualTo(slot(3));
              assertThat(finding.title())
                  .isEqualTo("API request allocation rose from 100,000 to 110,000 per 24 hours");
              assertThat(finding.facts())
                  .containsEntry("before", 100_000L)
                  .containsEntry("after", 110_000L)
                  .containsEntry("change", 10_000L)
                  .containsEntry("limit", "DailyApiRequests");
              assertThat((String) finding.facts().get("advice"))
                  .startsWith("An add-on or licences were bought")
                  .contains(
                      "1,000 calls of the last 24 hours are 0.9 % of it", "1.0 % of the former");
            });
  }

  @Test
  void aSwingOfOneReadingIsNoChange() {
    maxes(100_000, 15_000, 100_000, 100_000, 110_000, 100_000, 15_000, 100_000);
    assertThat(told()).isEmpty();
    assertThat(states.read(ORG).upkeep().allocation()).isNull();
  }

  @Test
  void whatNeverSettlesIsNotToldUntilItDoes() {
    maxes(100_000, 110_000, 120_000, 110_000, 120_000, 120_000);
    assertThat(titles())
        .containsExactly("API request allocation rose from 100,000 to 120,000 per 24 hours");
  }

  @Test
  void everyChangeIsToldAlsoBackAndForthWithinADay() {
    maxes(100_000, 110_000, 110_000, 100_000, 100_000, 110_000, 110_000);
    assertThat(titles())
        .containsExactly(
            "API request allocation rose from 100,000 to 110,000 per 24 hours",
            "API request allocation fell from 110,000 to 100,000 per 24 hours",
            "API request allocation rose from 100,000 to 110,000 per 24 hours");
    assertThat(states.read(ORG).open()).hasSize(3);
  }

  @Test
  void aDayLaterItIsOver() {
    maxes(100_000, 110_000, 110_000);
    read(2 + 287, 110_000);
    assertThat(told()).hasSize(1);
    read(2 + 288, 110_000);
    assertThat(told()).hasSize(2).last().isInstanceOf(Transition.Resolved.class);
    assertThat(states.read(ORG).open()).isEmpty();
  }

  @Test
  void itDoesNotChangeTheOrgsStatus() {
    maxes(100_000, 110_000, 110_000);
    assertThat(
            OrgView.of(PollPorts.org(ORG.value()), states.read(ORG), Freshness.FRESH, slot(2))
                .status())
        .isEqualTo(Status.OK);
  }

  @Test
  void theFirstReadingIsNoChangeAndNeitherIsAnotherOrgs() {
    poll(0, whole(100_000, "00D5g000004aBcD"), states);
    poll(1, whole(15_000, "00D5g000009xYzQ"), states);
    poll(2, whole(15_000, "00D5g000009xYzQ"), states);
    poll(3, whole(15_000, "00D5g000009xYzQ"), states);
    assertThat(told()).isEmpty();
  }

  @Test
  void aGapBetweenTheReadingsLosesNothing() {
    maxes(100_000);
    PollOutcome failed = new PollOutcome.Failed(FailureKind.UNREACHABLE, "gone", "wait", null);
    poll(1, failed, states);
    read(2, 110_000);
    poll(3, failed, states);
    read(4, 110_000);
    assertThat(titles()).hasSize(1);
  }

  /** The header of a reply that is no reading may show the new allocation first. */
  @Test
  void aReplyThatIsNoReadingHidesNoChange() {
    maxes(100_000);
    poll(
        1,
        new PollOutcome.Failed(
            FailureKind.UNREACHABLE, "500", "wait", Reading.ofUsed(1_000, 110_000)),
        states);
    read(2, 110_000);
    assertThat(titles()).isEmpty();
    read(3, 110_000);
    assertThat(titles()).hasSize(1);

    states.commit(later(states.read(ORG).hearing(Reading.ofUsed(1_000, 120_000))), List.of());
    read(4, 120_000);
    read(5, 120_000);
    assertThat(titles())
        .last()
        .isEqualTo("API request allocation rose from 110,000 to 120,000 per 24 hours");
  }

  @Test
  void noCapAndNoneAreWords() {
    maxes(100_000, 0, 0, 999_999_999, 999_999_999);
    assertThat(titles())
        .containsExactly(
            "API request allocation fell from 100,000 to none per 24 hours",
            "API request allocation rose from none to no cap per 24 hours");
  }

  /** Three deliveries of each message, and a process that may end before or after its commit. */
  @Test
  void eachChangeIsToldOnceUnderRepeatsAndCrashes() {
    int changes = 0;
    int crashes = 0;
    for (long seed = 0; seed < 200; seed++) {
      AllocationChangeTest world = new AllocationChangeTest();
      Random random = new Random(seed);
      long max = 100_000;
      int expected = 0;
      int n = 0;
      world.read(n++, max);
      while (n < 60) {
        if (random.nextInt(6) == 0) {
          long other = 100_000 + 1_000L * (1 + random.nextInt(40));
          boolean swing = random.nextBoolean();
          if (other != max) {
            crashes += world.deliver(n++, other, random);
            if (!swing) {
              crashes += world.deliver(n++, other, random);
              max = other;
              expected++;
            }
            // One of the settled allocation ends a swing.
            crashes += world.deliver(n++, max, random);
          }
        } else {
          crashes += world.deliver(n++, max, random);
        }
      }
      changes += expected;
      assertThat(world.told()).as("seed %d", seed).hasSize(expected);
      assertThat(world.told()).extracting(t -> t.key().hash()).doesNotHaveDuplicates();
    }
    System.out.printf(
        "allocation: 200 seeds, %d changes, each told once; %d crashes%n", changes, crashes);
    assertThat(crashes).isGreaterThan(1_000);
  }

  private int deliver(int n, long max, Random random) {
    int crashes = 0;
    for (int times = 0; times < 3; times++) {
      int what = random.nextInt(6);
      poll(n, whole(max, null), what == 0 ? crashing(true) : what == 1 ? crashing(false) : states);
      crashes += what < 2 ? 1 : 0;
    }
    poll(n, whole(max, null), states);
    return crashes;
  }

  private AlertStates crashing(boolean before) {
    return new AlertStates() {
      @Override
      public OrgState read(OrgId org) {
        return states.read(org);
      }

      @Override
      public CommitResult commit(OrgState next, List<Transition> transitions) {
        if (!before) {
          states.commit(next, transitions);
        }
        throw new StoreUnavailableException("the process ended");
      }
    };
  }

  private static OrgState later(OrgState state) {
    return state.with(List.of(), null);
  }

  private List<Transition> told() {
    return states.outbox(ORG).stream()
        .map(InMemoryAlertStates.Told::transition)
        .filter(t -> t.key().rule().equals(Rule.ALLOCATION))
        .toList();
  }

  private List<String> titles() {
    return told().stream().map(t -> ((Evidence.Finding) t.evidence()).title()).toList();
  }

  private void maxes(long... maxes) {
    for (int n = 0; n < maxes.length; n++) {
      read(n, maxes[n]);
    }
  }

  private void read(int n, long max) {
    poll(n, whole(max, null), states);
  }

  private static Instant slot(int n) {
    return START.plusSeconds(300L * n);
  }

  private static PollOutcome whole(long max, @Nullable String orgId) {
    return new PollOutcome.Read(
        new Snapshot(new TreeMap<>(Map.of(CALLS, Reading.ofUsed(Math.min(1_000, max), max))), true),
        orgId);
  }

  private void poll(int n, PollOutcome outcome, AlertStates committed) {
    new PollCycle(
            new PollCycle.Stores(
                PollPorts.directory(List.of(PollPorts.org(ORG.value()))),
                history,
                committed,
                PollPorts.fleet(List.of())),
            new PollCycle.Sources((org, logins) -> outcome, PollPorts.PROFILES),
            new PollCycle.Judging(
                PollPorts.CATALOGUE,
                new Foresee(new InMemoryForecasts(), history, PollPorts.CATALOGUE),
                PollPorts.JUDGES),
            SlotObservers.NONE,
            () -> slot(n),
            Duration.ofSeconds(30),
            new OrgRunner(1))
        .poll(List.of(new PollMessage(slot(n), List.of(ORG))));
  }
}
