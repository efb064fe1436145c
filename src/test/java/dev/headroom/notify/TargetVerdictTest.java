package dev.headroom.notify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.notify.DeliveryResult.RejectKind;
import dev.headroom.notify.DeliveryResult.RetryKind;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class TargetVerdictTest {
  private static final Instant NOW = Instant.parse("2026-11-25T12:00:00Z");
  private static final Instant RETRY = NOW.plusSeconds(40);
  private static final Target CHAT =
      new Target(new TargetId("chat"), "slack", Map.of("url", "env:SLACK"));
  private static final Trouble PARKED = Trouble.parked(CHAT, "404", NOW.minusSeconds(7_200));
  private static final Trouble DISABLED = Trouble.disabled(CHAT, "410", NOW.minusSeconds(7_200));

  @Test
  void aTargetThatTookAMessageHasNoTrouble() {
    assertThat(of(null, new DeliveryResult.Accepted("ok"))).isNull();
    assertThat(of(PARKED, new DeliveryResult.Accepted("ok"))).isNull();
  }

  @ParameterizedTest
  @EnumSource(RetryKind.class)
  void whatMayPassByItselfParksNothingAndIsTriedAgainSoonWhereItWasATrial(RetryKind kind) {
    DeliveryResult failed = new DeliveryResult.Retryable(kind, "failed", null, false);
    assertThat(of(null, failed, Duration.ofDays(1), null)).isNull();
    assertThat(of(PARKED, failed)).isEqualTo(PARKED.triedAgainAt(RETRY));
    assertThat(of(DISABLED, failed)).isEqualTo(DISABLED.triedAgainAt(RETRY));
  }

  @Test
  void anUnacceptableMessageSaysNothingAboutItsTarget() {
    DeliveryResult poison = new DeliveryResult.Rejected(RejectKind.POISON, "400");
    assertThat(of(null, poison, Duration.ofDays(1), null)).isNull();
    assertThat(of(PARKED, poison)).isEqualTo(PARKED.triedAgainAt(NOW));
  }

  @Test
  void aCertainWordParksAtOnceAndAnEndDisables() {
    assertThat(of(null, new DeliveryResult.Rejected(RejectKind.UNUSABLE, "no_service")))
        .isEqualTo(Trouble.parked(CHAT, "no_service", NOW));
    assertThat(of(null, new DeliveryResult.Gone("410")))
        .isEqualTo(Trouble.disabled(CHAT, "410", NOW));
  }

  @ParameterizedTest
  @CsvSource({
    "PT0S,, false",
    "PT9M59S,, false",
    "PT10M,, true",
    "PT25H,, true",
    "PT10M, PT11M, true",
    "PT10M, PT10M, true",
    "PT10M, PT9M, false",
    "PT25H, PT1S, false"
  })
  void aRefusalThatMayPassParksAfterTenMinutesWithoutASuccess(
      Duration refusedFor, @Nullable Duration sinceSuccess, boolean parks) {
    Trouble after =
        of(null, new DeliveryResult.Rejected(RejectKind.CONFIG, "403"), refusedFor, sinceSuccess);
    assertThat(after).isEqualTo(parks ? Trouble.parked(CHAT, "403", NOW) : null);
  }

  @ParameterizedTest
  @EnumSource(
      value = RejectKind.class,
      names = {"CONFIG", "UNUSABLE"})
  void aRefusedTrialKeepsWhatIsKnownWithTheNewestReason(RejectKind kind) {
    Trouble tried = PARKED.tried(NOW);
    assertThat(of(tried, new DeliveryResult.Rejected(kind, "403")))
        .returns("403", Trouble::reason)
        .returns(PARKED.since(), Trouble::since)
        .returns(1, Trouble::trials)
        .returns(NOW.plus(Duration.ofHours(4)), Trouble::nextTrial);
  }

  @Test
  void aTrialMayTurnOneTroubleIntoTheOther() {
    assertThat(of(PARKED.tried(NOW), new DeliveryResult.Gone("410")))
        .isEqualTo(Trouble.disabled(CHAT, "410", NOW));
    assertThat(
            of(
                DISABLED.resumed(NOW).tried(NOW),
                new DeliveryResult.Rejected(RejectKind.CONFIG, "401")))
        .isEqualTo(Trouble.parked(CHAT, "401", NOW));
  }

  @Test
  void waitsGrowFromAnHourToADayAndBeginAnewWithAResume() {
    Trouble first = PARKED.tried(NOW);
    Trouble second = first.tried(NOW);
    Trouble third = second.tried(NOW);
    assertThat(Duration.between(PARKED.since(), PARKED.nextTrial())).isEqualTo(hours(1));
    assertThat(Duration.between(NOW, first.nextTrial())).isEqualTo(hours(4));
    assertThat(Duration.between(NOW, second.nextTrial())).isEqualTo(hours(24));
    assertThat(Duration.between(NOW, third.nextTrial())).isEqualTo(hours(24));
    Trouble resumed = third.resumed(NOW);
    assertThat(resumed.isTrialDue(NOW)).isTrue();
    assertThat(resumed.isTrialDue(NOW.minusMillis(1))).isFalse();
    assertThat(Duration.between(NOW, resumed.tried(NOW).nextTrial())).isEqualTo(hours(1));
    assertThat(DISABLED.isTrialDue(Instant.MAX)).isFalse();
    assertThat(DISABLED.resumed(NOW).isTrialDue(NOW)).isTrue();
    assertThat(DISABLED.resumed(NOW).tried(NOW).isTrialDue(Instant.MAX)).isFalse();
  }

  @Test
  void aTroubleHoldsForTheSettingsThatItHappenedWith() {
    Target changed = new Target(CHAT.id(), "slack", Map.of("url", "env:OTHER"));
    assertThat(PARKED.isOf(CHAT)).isTrue();
    assertThat(PARKED.isOf(changed)).isFalse();
    assertThat(PARKED.over().isOf(CHAT)).isFalse();
    assertThat(PARKED.over().since()).isEqualTo(PARKED.since());
  }

  private static Duration hours(int hours) {
    return Duration.ofHours(hours);
  }

  private static @Nullable Trouble of(@Nullable Trouble holding, DeliveryResult result) {
    return of(holding, result, Duration.ZERO, null);
  }

  private static @Nullable Trouble of(
      @Nullable Trouble holding,
      DeliveryResult result,
      Duration failedFor,
      @Nullable Duration sinceSuccess) {
    return TargetVerdict.of(
        CHAT,
        holding,
        result,
        NOW.minus(failedFor),
        RETRY,
        () -> Optional.ofNullable(sinceSuccess).map(NOW::minus),
        NOW);
  }
}
