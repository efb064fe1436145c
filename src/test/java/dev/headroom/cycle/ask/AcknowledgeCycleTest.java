package dev.headroom.cycle.ask;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.alert.Acknowledgement;
import dev.headroom.alert.AlertKey;
import dev.headroom.alert.Episode;
import dev.headroom.alert.Evidence;
import dev.headroom.alert.InMemoryAlertStates;
import dev.headroom.alert.OrgState;
import dev.headroom.alert.Transition;
import dev.headroom.cycle.poll.PollPorts;
import dev.headroom.cycle.poll.SlotObservers;
import dev.headroom.fleet.AuditEntry;
import dev.headroom.fleet.Change;
import dev.headroom.fleet.Violation;
import dev.headroom.limits.LimitName;
import dev.headroom.limits.Reading;
import dev.headroom.notify.Transitions;
import dev.headroom.org.TenantId;
import dev.headroom.org.TenantScope;
import dev.headroom.report.OrderReport;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AcknowledgeCycleTest {
  private static final Instant SLOT = Transitions.OPENED_AT;
  private static final Instant NOW = SLOT.plusSeconds(420);
  private static final AlertKey KEY = Transitions.KEY;

  private final InMemoryAlertStates states = new InMemoryAlertStates();
  private final List<AuditEntry> audited = new ArrayList<>();
  private final AcknowledgeCycle cycle =
      new AcknowledgeCycle(
          new AcknowledgeCycle.Stores(
              states,
              states,
              new LastOf(states),
              PollPorts.directory(List.of(PollPorts.org(KEY.org().value())))),
          new AuditingFleet(audited),
          SlotObservers.NONE,
          () -> NOW);

  @BeforeEach
  void openAnAlert() {
    Transition opened = Transitions.opened(dev.headroom.alert.Severity.ESCALATION, 82_000);
    TreeMap<LimitName, OrgState.Known> known = new TreeMap<>();
    known.put(
        LimitName.DAILY_API_REQUESTS, new OrgState.Known(Reading.ofUsed(83_000, 100_000), true));
    states.commit(
        new OrgState(KEY.org(), 1, SLOT, SLOT, known, Map.of(KEY, opened.episode()), null),
        List.of(opened));
  }

  @Test
  void anAcknowledgementIsATransitionWithThePresentNumbers() {
    OrderReport report = acknowledge(Map.of("alert", KEY.hash(), "by", "Ann"));

    assertThat(report.violations()).isEmpty();
    assertThat(report.text())
        .isEqualTo(
            "alert %s (acme-prod, usage of DailyApiRequests) is acknowledged by Ann"
                .formatted(KEY.hash().substring(0, 12)));
    assertThat(episode().acknowledged()).isEqualTo(new Acknowledgement("Ann", NOW, null));
    assertThat(episode().updatedAt()).isEqualTo(NOW);
    Transition told = states.outbox(KEY.org()).getLast().transition();
    assertThat(told.word()).isEqualTo("acknowledged");
    assertThat(told.evidence())
        .isInstanceOfSatisfying(
            Evidence.Use.class,
            use -> {
              assertThat(use.slot()).isEqualTo(NOW);
              assertThat(use.reading()).isEqualTo(Reading.ofUsed(83_000, 100_000));
            });
    assertThat(states.read(KEY.org()).lastSlot()).isEqualTo(SLOT);
    assertThat(audited)
        .singleElement()
        .satisfies(
            entry -> {
              assertThat(entry.actor()).isEqualTo("Ann (a test)");
              assertThat(entry.changes())
                  .containsExactly(new Change(Change.Action.ADD, "acknowledgement", KEY.hash()));
            });
  }

  @Test
  void theSameAgainChangesNothingAndAnotherNameDoes() {
    acknowledge(Map.of("alert", KEY.hash(), "by", "Ann"));
    OrderReport again = acknowledge(Map.of("alert", KEY.hash(), "by", "Ann"));

    assertThat(again.violations()).isEmpty();
    assertThat(states.outbox(KEY.org())).hasSize(2);
    assertThat(audited).hasSize(1);

    acknowledge(Map.of("alert", KEY.hash(), "by", "Bob"));

    assertThat(requireNonNull(episode().acknowledged()).by()).isEqualTo("Bob");
    assertThat(states.outbox(KEY.org())).hasSize(3);
  }

  @Test
  void aSnoozeHasAnEndAndTheBeginningOfAKeyIsEnough() {
    OrderReport report =
        cycle.snooze(
            TenantScope.all(),
            Map.of("alert", KEY.hash().substring(0, 8), "by", "Ann", "until", "PT2H"),
            "a test");

    Instant until = NOW.plus(Duration.ofHours(2));
    assertThat(episode().acknowledged()).isEqualTo(new Acknowledgement("Ann", NOW, until));
    assertThat(report.text()).endsWith("is snoozed until " + until + " by Ann");
    assertThat(report.answer().get("acknowledged"))
        .isEqualTo(
            Map.of(
                "key", KEY.hash(),
                "by", "Ann",
                "at", NOW.toString(),
                "until", until.toString()));
  }

  @ParameterizedTest(name = "{0}={1}: {2}")
  @CsvSource({
    "alert,,is missing",
    "alert,abc,is not a key",
    "alert,0123456789abcdef,is not the key of an open alert",
    "by,,is missing",
    "by,0123456789012345678901234567890123456789012345678901234567890,is longer than 60 characters",
    "until,,is missing",
    "until,tomorrow,is neither a time nor a duration",
    "until,P31D,is not within 30 days from now",
  })
  void whatIsWrongIsNamedAndNothingIsDone(String member, @Nullable String value, String problem) {
    Map<String, String> members =
        new HashMap<>(Map.of("alert", KEY.hash(), "by", "Ann", "until", "PT2H"));
    members.put(member, value == null ? "" : value);

    OrderReport report = cycle.snooze(TenantScope.all(), members, "a test");

    assertThat(report.violations())
        .singleElement()
        .extracting(Violation::path, Violation::problem)
        .containsExactly(member, problem);
    assertThat(episode().acknowledged()).isNull();
    assertThat(audited).isEmpty();
  }

  @Test
  void anotherTenantsAlertDoesNotExist() {
    OrderReport report =
        cycle.acknowledge(
            TenantScope.of(new TenantId("other")),
            Map.of("alert", KEY.hash(), "by", "Ann"),
            "a test");

    assertThat(report.violations()).extracting(Violation::path).containsExactly("alert");
    assertThat(episode().acknowledged()).isNull();
  }

  private OrderReport acknowledge(Map<String, String> members) {
    return cycle.acknowledge(TenantScope.all(), members, "a test");
  }

  private Episode episode() {
    return requireNonNull(states.read(KEY.org()).open().get(KEY));
  }
}
