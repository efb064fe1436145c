package dev.headroom.alert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.org.OrgId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class UnreadLogsJudgeTest {
  private static final OrgId ORG = new OrgId("acme-prod");
  private static final Instant READ = Instant.parse("2026-11-25T06:00:00Z");

  @Test
  void filesThatWereReadOfLateAreNoProblem() {
    assertThat(judge(state(READ), Duration.ofHours(17).plusMinutes(59))).isEmpty();
  }

  @Test
  void anOrgWhoseFilesWereNeverTriedHasNoProblem() {
    assertThat(judge(state(null), Duration.ofDays(9))).isEmpty();
  }

  @Test
  void filesUnreadForThreeQuartersOfTheirTimeAreAnAlertBeforeTheyAreLost() {
    Transition opened = judge(state(READ), Duration.ofHours(18)).orElseThrow();

    assertThat(opened).isInstanceOf(Transition.Opened.class);
    assertThat(opened.episode().severity()).isEqualTo(Severity.ATTENTION);
    assertThat(opened.episode().reason()).isEqualTo(Reason.SILENCE);
    assertThat(opened.key().rule()).isEqualTo(Rule.NOT_REPORTING);
    assertThat(opened.key()).isNotEqualTo(AlertKey.notReporting(ORG));
    assertThat(opened.evidence())
        .isInstanceOfSatisfying(
            Evidence.Finding.class,
            f -> {
              assertThat(f.title())
                  .isEqualTo(
                      "event log files unread since 25 Nov 06:00 GMT; without Event Monitoring, days"
                          + " of API usage are lost from 26 Nov 06:00 GMT on");
              assertThat(f.facts())
                  .containsEntry("lostFrom", "2026-11-26T06:00:00Z")
                  .containsKey("advice");
            });
  }

  @Test
  void itIsReportedOnceAndEndsWithTheFirstSlotAfterEveryFileWasRead() {
    Transition opened = judge(state(READ), Duration.ofHours(18)).orElseThrow();
    OrgState open = state(READ).with(List.of(opened), READ.plus(Duration.ofHours(18)));
    assertThat(judge(open, Duration.ofHours(40))).isEmpty();

    Instant again = READ.plus(Duration.ofHours(41));
    OrgState read = open.remembering(open.upkeep().logsReadTo(again));
    Transition resolved = judge(read, Duration.ofHours(42)).orElseThrow();
    assertThat(resolved).isInstanceOf(Transition.Resolved.class);
    assertThat(((Evidence.Finding) resolved.evidence()).title())
        .isEqualTo("event log files are read again");
    assertThat(judge(read.with(List.of(resolved), again), Duration.ofHours(43))).isEmpty();
  }

  @Test
  void anOrgWithoutAReadingOpensNothing() {
    assertThat(UnreadLogsJudge.judge(state(READ), READ.plus(Duration.ofDays(2)), false)).isEmpty();
  }

  @Test
  void afterAPauseOrARestartTheFilesAreReadFirst() {
    Instant slot = READ.plus(Duration.ofHours(30));
    assertThat(UnreadLogsJudge.judge(readAt(slot.minus(Duration.ofHours(8))), slot, true))
        .isEmpty();
    assertThat(UnreadLogsJudge.judge(readAt(slot.minus(Duration.ofHours(6))), slot, true))
        .isPresent();
  }

  private static OrgState readAt(Instant last) {
    OrgState state = state(READ);
    return new OrgState(ORG, 1, last, last, state.known(), state.open(), null)
        .remembering(state.upkeep());
  }

  private static Optional<Transition> judge(OrgState state, Duration after) {
    return UnreadLogsJudge.judge(state, READ.plus(after), true);
  }

  private static OrgState state(@Nullable Instant readTo) {
    OrgState never = OrgState.neverRead(ORG);
    return never.remembering(never.upkeep().logsReadTo(readTo));
  }
}
