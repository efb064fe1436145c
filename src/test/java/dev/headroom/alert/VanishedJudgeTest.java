package dev.headroom.alert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.alert.OrgState.Known;
import dev.headroom.limits.LimitName;
import dev.headroom.limits.PollOutcome.FailureKind;
import dev.headroom.limits.Reading;
import dev.headroom.limits.Snapshot;
import dev.headroom.org.OrgId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Limits that go missing, slot by slot. */
class VanishedJudgeTest {
  private static final OrgId ORG = new OrgId("acme-prod");
  private static final Instant FIRST = Instant.parse("2026-11-25T10:05:00Z");
  private static final LimitName BULK = new LimitName("DailyBulkApiRequests");
  private static final LimitName BATCHES = new LimitName("DailyBulkApiBatches");
  private static final LimitName CALLS = LimitName.DAILY_API_REQUESTS;
  private static final LimitName DATA = new LimitName("DataStorageMB");
  private static final LimitName FILES = new LimitName("FileStorageMB");

  private final List<String> told = new ArrayList<>();
  private final Set<LimitName> hadAlert = new HashSet<>();
  private OrgState state = OrgState.neverRead(ORG);
  private int slots;

  @BeforeEach
  void read() {
    slot(CALLS, BULK, DATA, FILES);
  }

  @Test
  void aLimitWithoutAnAlertMayGoUnnoticed() {
    slot(CALLS, BULK);

    assertThat(told).isEmpty();
    assertThat(state.missing()).isEmpty();
  }

  @Test
  void limitsWithAnAlertThatGoTogetherShareOneAlertThatNamesThem() {
    openAlert(DATA);
    openAlert(FILES);
    slot(CALLS, BULK);
    slot(CALLS, BULK);

    assertThat(told).containsExactly("2 opened attention vanished [DataStorageMB, FileStorageMB]");
  }

  @Test
  void thoseThatGoInALaterSlotHaveTheirOwn() {
    openAlert(DATA);
    openAlert(FILES);
    slot(CALLS, BULK, FILES);
    slot(CALLS, BULK);

    assertThat(told)
        .containsExactly(
            "2 opened attention vanished [DataStorageMB]",
            "3 opened attention vanished [FileStorageMB]");
  }

  @Test
  void aLimitThatHadAnAlertOfLateMatters() {
    hadAlert.add(DATA);
    slot(CALLS, BULK, FILES);

    assertThat(told).containsExactly("2 opened attention vanished [DataStorageMB]");
  }

  @Test
  void itIsOverWhenAllHaveComeBack() {
    openAlert(DATA);
    openAlert(FILES);
    slot(CALLS, BULK);
    slot(CALLS, BULK, DATA);
    slot(CALLS, BULK, DATA, FILES);

    assertThat(told.getLast()).isEqualTo("4 resolved attention vanished [FileStorageMB]");
    assertThat(told).hasSize(2);
    assertThat(state.open()).containsKey(AlertKey.usage(ORG, DATA));
    assertThat(state.missing()).isEmpty();
  }

  @Test
  void theAlertOfARenamedLimitClosesAtOnce() {
    openAlert(BULK);
    slot(CALLS, BATCHES, DATA, FILES);

    assertThat(told).containsExactly("2 resolved escalation no-longer-reported null");
    assertThat(state.open()).isEmpty();
  }

  @Test
  void theNewNameMayComeLater() {
    openAlert(BULK);
    slot(CALLS, DATA, FILES);
    slot(CALLS, BATCHES, DATA, FILES);

    assertThat(told)
        .containsExactly(
            "2 opened attention vanished [DailyBulkApiRequests]",
            "3 resolved escalation no-longer-reported null",
            "3 resolved attention no-longer-reported [DailyBulkApiRequests]");
  }

  @Test
  void theAlertOfAMissingLimitClosesADayAfterTheLastSlotThatHadIt() {
    openAlert(DATA);
    for (int i = 0; i < 287; i++) {
      slot(CALLS, BULK, FILES);
    }
    assertThat(told).hasSize(1);
    slot(CALLS, BULK, FILES);

    assertThat(told)
        .containsExactly(
            "2 opened attention vanished [DataStorageMB]",
            "289 resolved escalation no-longer-reported null",
            "289 resolved attention no-longer-reported [DataStorageMB]");
    assertThat(state.missing()).isEmpty();
    slot(CALLS, BULK, FILES);
    assertThat(told).hasSize(3);
  }

  @Test
  void anIncompleteReplyIsIgnored() {
    openAlert(DATA);
    slot(false, null, CALLS);
    slot(CALLS, BULK, DATA, FILES);

    assertThat(told).isEmpty();
  }

  @Test
  void slotsWithoutAReadingCountFromTheLastOneThatHadTheLimit() {
    openAlert(DATA);
    for (int i = 0; i < 288; i++) {
      slot(false, problem());
    }
    slot(CALLS, BULK, FILES);

    assertThat(told.getFirst()).isEqualTo("290 opened attention vanished [DataStorageMB]");
    slot(CALLS, BULK, FILES);
    assertThat(told)
        .contains(
            "291 resolved escalation no-longer-reported null",
            "291 resolved attention no-longer-reported [DataStorageMB]");
  }

  @Test
  void anAlertThatWasLeftBehindByAnEarlierReleaseIsFound() {
    slot(CALLS, BULK);
    openAlert(DATA);
    slot(CALLS, BULK);

    assertThat(told).containsExactly("3 opened attention vanished [DataStorageMB]");
  }

  @Test
  void aChildOfARenamedLimitHasTheNewNameOfItsParent() {
    LimitName app = new LimitName("DailyBulkApiRequests.My.App");
    slot(CALLS, app);
    openAlert(app);
    slot(CALLS, new LimitName("DailyBulkApiBatches.My.App"));

    assertThat(told).containsExactly("3 resolved escalation no-longer-reported null");
  }

  /** Opens an alert with the slot before. */
  private void openAlert(LimitName limit) {
    Instant at = FIRST.plusSeconds(300L * (slots - 1));
    Transition opened =
        new Transition.Opened(
            AlertKey.usage(ORG, limit),
            new Episode(at, Severity.ESCALATION, Reason.THRESHOLD, at, null),
            Evidence.Use.of(at, Reading.ofUsed(87, 100)));
    state = state.with(List.of(opened), at);
  }

  private void slot(LimitName... limits) {
    slot(true, null, limits);
  }

  private void slot(boolean whole, OrgState.@Nullable Problem problem, LimitName... limits) {
    slots++;
    Instant at = FIRST.plusSeconds(300L * (slots - 1));
    SortedMap<LimitName, Reading> readings = new TreeMap<>();
    for (LimitName limit : limits) {
      readings.put(limit, Reading.ofUsed(87, 100));
    }
    VanishedJudge.Judgement judgement =
        VanishedJudge.judge(
            state, new Snapshot(readings, whole), at, Duration.ofHours(24), hadAlert::contains);
    SortedMap<LimitName, Known> known = new TreeMap<>();
    state.known().forEach((limit, k) -> known.put(limit, new Known(k.reading(), false)));
    readings.forEach((limit, reading) -> known.put(limit, new Known(reading, true)));
    for (Transition t : judgement.transitions()) {
      told.add(
          "%d %s %s %s %s"
              .formatted(
                  slots,
                  t.word(),
                  t.episode().severity().word(),
                  t.episode().reason().word(),
                  t.evidence() instanceof Evidence.Vanished v ? v.limits() : null));
    }
    state =
        new OrgState(
            ORG,
            state.version() + 1,
            at,
            limits.length > 0 ? at.plusSeconds(2) : state.lastReadAt(),
            known,
            new Evaluator.Judgement(judgement.transitions()).after(state.open()),
            problem,
            judgement.missing(),
            Map.of(),
            OrgState.Upkeep.NONE,
            null,
            new TreeMap<>());
  }

  private static OrgState.Problem problem() {
    return new OrgState.Problem(FailureKind.SERVER, "503", "Wait.", 1);
  }
}
