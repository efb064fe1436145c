package dev.headroom.cycle.tell;

import static dev.headroom.cycle.tell.Telling.HOOKS;
import static dev.headroom.cycle.tell.Telling.PAGER;
import static dev.headroom.cycle.tell.Telling.START;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.alert.Severity;
import dev.headroom.notify.Decision;
import dev.headroom.notify.Mute;
import dev.headroom.notify.OutboxEntry;
import dev.headroom.notify.Transitions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What a mute keeps back, and who hears of it when. */
class MutedTest {
  private static final Instant END = START.plus(Duration.ofHours(1));

  private final Telling world = new Telling();

  @Test
  void anAlertThatOpensAndEndsUnderAMuteIsNeverSent() {
    mute(END);
    world.openEpisode();
    world.runFor(Duration.ofMinutes(10));
    world.resolve();
    world.runFor(Duration.ofHours(3));

    assertThat(world.words(HOOKS)).isEmpty();
    assertThat(world.mutes.withheld(10)).isEmpty();
  }

  @Test
  void anAlertThatIsStillOpenWhenTheMuteEndsIsSentThenOnce() {
    mute(END);
    world.openEpisode();
    world.runFor(Duration.ofMinutes(59));
    assertThat(world.words(HOOKS)).isEmpty();

    world.runFor(Duration.ofHours(3));

    assertThat(world.words(HOOKS)).containsExactly("reminded");
    assertThat(world.heard(HOOKS).getFirst().second()).isBetween(3_600L, 3_611L);
    assertThat(world.mutes.withheld(10)).isEmpty();
    world.resolve();
    world.runFor(Duration.ofMinutes(1));
    assertThat(world.words(HOOKS)).containsExactly("reminded", "resolved");
  }

  @Test
  void removingAMuteSendsWhatItHeldBack() {
    mute(END);
    world.openEpisode();
    world.runFor(Duration.ofMinutes(5));
    assertThat(world.mutes.remove("m")).isTrue();
    world.runFor(Duration.ofMinutes(1));

    assertThat(world.words(HOOKS)).containsExactly("reminded");
  }

  @Test
  void whoeverWasToldOfAnOpeningIsToldOfAnEndUnderAMute() {
    world.openEpisode();
    world.runFor(Duration.ofMinutes(1));
    mute(END);
    world.escalate();
    world.runFor(Duration.ofMinutes(1));
    world.resolve();
    world.runFor(Duration.ofHours(3));

    assertThat(world.words(HOOKS)).containsExactly("opened", "resolved");
  }

  @Test
  void theTargetsOfAMutedEscalationHearOfItWhenTheMuteEnds() {
    world.setRoutes(Telling.route(Severity.ESCALATION, PAGER), Telling.route(null, HOOKS));
    world.openEpisode();
    world.runFor(Duration.ofMinutes(1));
    mute(END);
    world.escalate();
    world.runFor(Duration.ofHours(3));

    assertThat(world.words(PAGER)).containsExactly("reminded");
    assertThat(world.words(HOOKS)).containsExactly("opened", "reminded");
  }

  @Test
  void whyNothingWasSentAndWhyItWasSentLaterIsKept() {
    mute(END);
    world.openEpisode();
    world.runFor(Duration.ofMinutes(1));

    Decision muted = decision();
    assertThat(muted.targets()).isEmpty();
    assertThat(muted.muted()).containsExactly(HOOKS);
    assertThat(muted.why()).containsEntry(HOOKS, "muted: mute m by Ann until " + END + ": release");

    world.runFor(Duration.ofHours(2));

    assertThat(decision().why())
        .containsEntry(HOOKS, "the mute that kept it from this alert is over");
  }

  @Test
  void aMuteOfAnotherAlertChangesNothing() {
    world.mutes.put(
        new Mute(
            "m",
            new Mute.Match(null, List.of("acme-uat"), null, Map.of(), List.of()),
            null,
            END,
            "release",
            "Ann",
            List.of()));
    world.openEpisode();
    world.runFor(Duration.ofMinutes(1));

    assertThat(world.words(HOOKS)).containsExactly("opened");
    assertThat(decision().why()).containsEntry(HOOKS, "routes[0] leads to it");
  }

  private Decision decision() {
    OutboxEntry newest = world.store.latest(Transitions.KEY).orElseThrow();
    return Objects.requireNonNull(newest.decision());
  }

  private void mute(Instant until) {
    world.mutes.put(
        new Mute("m", Mute.Match.of(Transitions.KEY), null, until, "release", "Ann", List.of()));
  }
}
