package dev.headroom.cycle.poll;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.alert.AlertKey;
import dev.headroom.alert.Episode;
import dev.headroom.alert.OrgState;
import dev.headroom.alert.OrgState.Known;
import dev.headroom.alert.OrgState.Missing;
import dev.headroom.alert.OrgState.Upkeep;
import dev.headroom.alert.Pending;
import dev.headroom.alert.Reason;
import dev.headroom.alert.Severity;
import dev.headroom.limits.LimitName;
import dev.headroom.limits.PollOutcome;
import dev.headroom.limits.PollOutcome.FailureKind;
import dev.headroom.limits.Reading;
import dev.headroom.limits.Snapshot;
import dev.headroom.org.OrgId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** How many limits are known of an org, and what becomes of those that are gone. */
class KnownLimitsTest {
  private static final Instant SLOT = Instant.parse("2026-11-25T09:00:00Z");
  private static final OrgId ORG = new OrgId("acme-prod");
  private static final Reading HALF = Reading.ofUsed(50, 100);

  @Test
  void aLimitThatVanishedIsRememberedWhileThereIsRoom() {
    OrgState state = state(Map.of("A", KnownLimits.MAX - 1));

    Look look = look(state, reported("B", 0, 1));

    assertThat(look.problem()).isNull();
    assertThat(after(state, look)).hasSize(KnownLimits.MAX);
  }

  @Test
  void thoseThatHaveBeenGoneLongestMakeRoom() {
    OrgState state = state(Map.of("Gone", 60, "Kept", KnownLimits.MAX - 60));

    Look look = look(state, reported("New", 0, 70));

    assertThat(look.problem()).isNull();
    SortedMap<LimitName, Known> known = after(state, look);
    assertThat(known).hasSize(KnownLimits.MAX);
    assertThat(known.keySet()).noneMatch(limit -> limit.value().startsWith("Gone"));
    assertThat(known.keySet()).filteredOn(limit -> limit.value().startsWith("New")).hasSize(70);
  }

  @Test
  void aLimitWithAnAlertOrAReportedDisappearanceMakesNoRoom() {
    OrgState state = state(Map.of("Gone", 60, "Kept", KnownLimits.MAX - 60));
    LimitName alerted = new LimitName("Gone0");
    LimitName missing = new LimitName("Gone1");
    Episode open = new Episode(SLOT, Severity.ATTENTION, Reason.THRESHOLD, SLOT, null);
    state =
        new OrgState(
            ORG,
            1,
            SLOT,
            SLOT,
            state.known(),
            Map.of(AlertKey.usage(ORG, alerted), open),
            null,
            new TreeMap<>(Map.of(missing, new Missing(SLOT, SLOT))),
            Map.of(),
            Upkeep.NONE,
            null,
            new TreeMap<>());

    SortedMap<LimitName, Known> known = after(state, look(state, reported("New", 0, 60)));

    assertThat(known).containsKeys(alerted, missing).hasSize(KnownLimits.MAX);
  }

  @Test
  void whatIsPendingOfALimitThatMakesRoomIsForgottenWithIt() {
    OrgState state = state(Map.of("Gone", 60, "Kept", KnownLimits.MAX - 60));
    Pending reached = new Pending(Map.of(Severity.ATTENTION, SLOT), Map.of());
    LimitName never = new LimitName("NeverRead");
    state =
        new OrgState(
            ORG,
            1,
            SLOT,
            SLOT,
            state.known(),
            Map.of(),
            null,
            new TreeMap<>(),
            Map.of(),
            Upkeep.NONE,
            null,
            new TreeMap<>(
                Map.of(
                    new LimitName("Gone0"),
                    reached,
                    new LimitName("Kept0"),
                    reached,
                    never,
                    reached)));

    assertThat(next(state, look(state, reported("New", 0, 60))).pending())
        .containsOnlyKeys(new LimitName("Kept0"), never);
  }

  @Test
  void anOrgWithTooManyNewLimitsIsNotReadAndSaysWhyUntilThereIsRoom() {
    OrgState state = state(Map.of("Kept", KnownLimits.MAX));
    Snapshot other = reported("New", 0, KnownLimits.MAX_FORGOTTEN + 1);

    Look look = look(state, other);

    assertThat(look.read()).isFalse();
    assertThat(look.unread()).contains(FailureKind.MALFORMED);
    assertThat(look.snapshot().readings()).isEmpty();
    assertThat(requireNonNull(look.problem()).detail())
        .isEqualTo(
            "the org reports 101 limits, of which 101 are new; with those that it reported before"
                + " that would be 2,001, and at most 2,000 are kept of an org");
    assertThat(after(state, look)).hasSize(KnownLimits.MAX);
    assertThat(look(state, reported("New", 0, KnownLimits.MAX_FORGOTTEN)).read()).isTrue();
  }

  @Test
  void limitsThatAreRenamedOftenDoNotAccumulate() {
    OrgState state = state(Map.of());
    int read = 0;
    for (int i = 0; i < 60; i++) {
      Look look = look(state, reported("Slot" + i, 0, i % 3 == 0 ? 900 : 90));
      read += look.read() ? 1 : 0;
      state = next(state, look);
      assertThat(state.known()).hasSizeLessThanOrEqualTo(KnownLimits.MAX);
    }
    assertThat(read).isBetween(30, 59);
  }

  private static Look look(OrgState state, Snapshot snapshot) {
    return Look.at(new PollOutcome.Read(snapshot), state, SLOT.plusSeconds(300));
  }

  private static SortedMap<LimitName, Known> after(OrgState state, Look look) {
    return next(state, look).known();
  }

  private static OrgState next(OrgState state, Look look) {
    Instant slot = SLOT.plusSeconds(300);
    return look.after(
        state, slot, slot, new Judged(List.of(), Map.of(), state.missing(), state.pending(), null));
  }

  private static Snapshot reported(String name, int from, int count) {
    SortedMap<LimitName, Reading> readings = new TreeMap<>();
    for (int i = from; i < from + count; i++) {
      readings.put(new LimitName(name + i), HALF);
    }
    return new Snapshot(readings, true);
  }

  /** With so many limits of each name; those that are called gone are older than the last slot. */
  private static OrgState state(Map<String, Integer> limits) {
    SortedMap<LimitName, Known> known = new TreeMap<>();
    limits.forEach(
        (name, count) ->
            reported(name, 0, count)
                .readings()
                .forEach(
                    (limit, reading) ->
                        known.put(limit, new Known(reading, !name.equals("Gone")))));
    return new OrgState(ORG, 1, SLOT, SLOT, known, Map.of(), null);
  }
}
