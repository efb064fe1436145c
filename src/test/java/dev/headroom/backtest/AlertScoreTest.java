package dev.headroom.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.alert.AlertKey;
import dev.headroom.alert.Episode;
import dev.headroom.alert.Evidence;
import dev.headroom.alert.Foresight;
import dev.headroom.alert.Reason;
import dev.headroom.alert.Severity;
import dev.headroom.alert.Transition;
import dev.headroom.backtest.Alert.Outcome;
import dev.headroom.limits.LimitName;
import dev.headroom.org.OrgId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What an alert was worth, by hours of a limit with a horizon of a day. */
class AlertScoreTest {
  private static final long HOUR = 3600;
  private static final AlertKey KEY =
      AlertKey.usage(new OrgId("acme"), LimitName.DAILY_API_REQUESTS);
  private final AlertScore score = new AlertScore(Duration.ofDays(1));
  private @Nullable Episode open;

  @Test
  void anExhaustionByTheStatedTimeIsNeitherAFalseAlarmNorAWarning() {
    opens(1, Severity.ESCALATION, Reason.PROJECTION, 5);
    resolves(2);
    assertThat(score.event(9 * HOUR, 0)).isNull();
    quiet(40);
    assertThat(outcomes()).containsExactly(Outcome.REAL);
    assertThat(score.falseAlarms()).isZero();
  }

  @Test
  void anExhaustionAfterThatDoesNotSaveIt() {
    opens(1, Severity.ATTENTION, Reason.PROJECTION, 5);
    resolves(2);
    quiet(11);
    assertThat(score.event(11 * HOUR, 0)).isNull();
    assertThat(outcomes()).containsExactly(Outcome.UNFOUNDED);
    assertThat(score.falseAlarms()).isOne();
  }

  @Test
  void whatIsKeptOpenCountsAgainAndAgain() {
    opens(0, Severity.ATTENTION, Reason.PROJECTION, 10);
    claims(61, 70);
    Warning warning = Objects.requireNonNull(score.event(62 * HOUR, 0));
    assertThat(score.falseAlarms()).isEqualTo(2);
    assertThat(outcomes()).containsExactly(Outcome.REAL);
    assertThat(warning.lead()).isEqualTo(Duration.ofDays(1));
    assertThat(warning.pageLead()).isNull();
  }

  @Test
  void whatIsToldWhileAnExhaustionLastsIsOfIt() {
    tell(5, opened(5, Severity.EXHAUSTED, Reason.THRESHOLD), Foresight.CLEAR, true);
    resolves(8);
    assertThat(outcomes()).containsExactly(Outcome.REAL);
  }

  @Test
  void aThresholdNamesNoTimeSoItMustBeOpen() {
    opens(1, Severity.ESCALATION, Reason.THRESHOLD, 0);
    resolves(2);
    quiet(3);
    assertThat(score.event(3 * HOUR, 0)).isNull();
    assertThat(outcomes()).containsExactly(Outcome.UNFOUNDED);
    assertThat(score.falseAlarms()).isZero();
  }

  @Test
  void aPageOfAnAlertThatWasRealBeforeIsJudgedForItself() {
    tell(1, opened(1, Severity.ATTENTION, Reason.THRESHOLD), Foresight.CLEAR, true);
    Episode worse = new Episode(at(20), Severity.ESCALATION, Reason.THRESHOLD, at(20), null);
    open = worse;
    tell(
        20,
        new Transition.Escalated(KEY, worse, evidence(20), Severity.ATTENTION),
        Foresight.CLEAR,
        false);
    resolves(30);
    quiet(31);
    assertThat(score.messages()).isEqualTo(2);
    assertThat(outcomes()).containsExactly(Outcome.UNFOUNDED);
  }

  @Test
  void noLeadBeginsBeforeCalmIsOver() {
    opens(1, Severity.ESCALATION, Reason.THRESHOLD, 0);
    assertThat(score.event(10 * HOUR, 7 * HOUR))
        .isNotNull()
        .satisfies(w -> assertThat(w.lead()).isEqualTo(Duration.ofHours(3)))
        .satisfies(w -> assertThat(w.pageLead()).isEqualTo(Duration.ofHours(3)));
    assertThat(score.event(20 * HOUR, 20 * HOUR)).as("nobody had time").isNull();
  }

  private void opens(long hour, Severity severity, Reason reason, long exhaustedAt) {
    tell(
        hour,
        opened(hour, severity, reason),
        reason.equals(Reason.PROJECTION) ? exhaustion(exhaustedAt) : Foresight.CLEAR,
        false);
  }

  private Transition opened(long hour, Severity severity, Reason reason) {
    Episode episode = new Episode(at(hour), severity, reason, at(hour), null);
    open = episode;
    return new Transition.Opened(KEY, episode, evidence(hour));
  }

  private void claims(long hour, long exhaustedAt) {
    tell(hour, null, exhaustion(exhaustedAt), false);
  }

  private void resolves(long hour) {
    Episode episode = Objects.requireNonNull(open);
    open = null;
    tell(hour, new Transition.Resolved(KEY, episode, evidence(hour)), Foresight.CLEAR, false);
  }

  private void quiet(long hour) {
    tell(hour, null, Foresight.CLEAR, false);
  }

  private void tell(
      long hour, @Nullable Transition transition, Foresight foresight, boolean neutral) {
    score.told(hour * HOUR, transition, open, foresight, neutral);
  }

  private List<Outcome> outcomes() {
    return score.alerts().stream().map(Alert::outcome).toList();
  }

  private static Foresight exhaustion(long hour) {
    return new Foresight.Exhaustion(at(hour), at(hour), at(hour), 0.5, at(0), "why");
  }

  private static Evidence evidence(long hour) {
    return new Evidence.Use(at(hour), 50.0, null);
  }

  private static Instant at(long hour) {
    return Instant.ofEpochSecond(hour * HOUR);
  }
}
