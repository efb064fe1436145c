package dev.headroom.alert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.alert.OrgState.Known;
import dev.headroom.forecast.Foreseen;
import dev.headroom.forecast.NextExhaustion;
import dev.headroom.forecast.UnknownReason;
import dev.headroom.limits.LimitName;
import dev.headroom.limits.Reading;
import dev.headroom.org.OrgId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** When an org's row of the fleet index is rewritten. */
class GlanceTest {
  private static final OrgId ORG = new OrgId("acme-prod");
  private static final Instant SLOT = Instant.parse("2026-11-25T10:00:00Z");
  private static final LimitName FILES = new LimitName("FileStorageMB");
  private static final LimitName MAILS = new LimitName("MassEmail");

  @Test
  void theFirstSlotMakesTheRow() {
    assertThat(OrgState.neverRead(ORG).indexed().shown().indexed()).isNull();
    assertThat(first().shown().indexed())
        .isEqualTo(new Glance(ORG, 1, SLOT, null, new Glance.Worst(FILES, 52), none()));
  }

  @Test
  void theRowStaysWhileNothingHasNotablyChanged() {
    assertThat(isRewritten(after(Duration.ofHours(5), 54.9, null, none()))).isFalse();
  }

  @Test
  void fivePointsRewriteARowOfHalfAnHour() {
    assertThat(isRewritten(after(Duration.ofMinutes(25), 57, null, none()))).isFalse();
    assertThat(isRewritten(after(Duration.ofMinutes(30), 57, null, none()))).isTrue();
    assertThat(isRewritten(after(Duration.ofMinutes(30), 47, null, none()))).isTrue();
  }

  @Test
  void anotherProjectionRewritesARowOfHalfAnHour() {
    Foreseen unknown = new Foreseen(new NextExhaustion.NotKnown(UnknownReason.AFTER_GAP), SLOT);
    assertThat(isRewritten(after(Duration.ofMinutes(25), 52, null, unknown))).isFalse();
    assertThat(isRewritten(after(Duration.ofMinutes(30), 52, null, unknown))).isTrue();
    assertThat(isRewritten(after(Duration.ofMinutes(30), 52, null, null))).isTrue();
  }

  @Test
  void anotherSeverityRewritesItAtOnce() {
    OrgState alarmed = after(Duration.ofMinutes(5), 52, Severity.ATTENTION, none());
    assertThat(isRewritten(alarmed)).isTrue();
    assertThat(alarmed.shown().indexed())
        .isNotNull()
        .extracting(Glance::severity)
        .isEqualTo(Severity.ATTENTION);
  }

  @Test
  void aResolveThatNoReadingCausedRewritesIt() {
    OrgState alarmed = after(Duration.ofMinutes(5), 52, Severity.ATTENTION, none());
    AlertKey key = AlertKey.usage(ORG, FILES);
    Episode over =
        new Episode(SLOT, Severity.ATTENTION, Reason.REMOVED, SLOT, SLOT.plusSeconds(600));
    OrgState next =
        alarmed.with(
            List.of(
                new Transition.Resolved(key, over, Evidence.Use.of(SLOT, Reading.ofUsed(52, 100)))),
            null);
    assertThat(isRewritten(next)).isTrue();
    assertThat(next.shown().indexed()).isNotNull().extracting(Glance::severity).isNull();
  }

  @Test
  void limitsWithoutACurrentPercentageAreNoWorst() {
    TreeMap<LimitName, Known> known = new TreeMap<>();
    known.put(FILES, new Known(Reading.ofUsed(99, 100), false));
    known.put(MAILS, new Known(new Reading(0, 0), true));
    OrgState state = new OrgState(ORG, 1, SLOT, SLOT, known, Map.of(), null).indexed();
    assertThat(state.shown().indexed()).isNotNull().extracting(Glance::worst).isNull();
  }

  @Test
  void theFleetItselfHasNoRow() {
    OrgState fleet =
        new OrgState(OrgId.FLEET, 1, SLOT, SLOT, new TreeMap<>(), Map.of(), null).indexed();
    assertThat(fleet.shown().indexed()).isNull();
  }

  private static boolean isRewritten(OrgState state) {
    Glance indexed = state.shown().indexed();
    return indexed != null && indexed.version() == state.version();
  }

  private static OrgState first() {
    return state(1, SLOT, 52, null).foreseeing(none()).indexed();
  }

  private static OrgState after(
      Duration time, double percent, @Nullable Severity severity, @Nullable Foreseen foreseen) {
    OrgState next = state(2, SLOT.plus(time), percent, severity);
    return new OrgState(
            next.org(),
            next.version(),
            next.lastSlot(),
            next.lastReadAt(),
            next.known(),
            next.open(),
            null,
            next.missing(),
            next.unknown(),
            next.upkeep(),
            null,
            next.pending(),
            first().shown())
        .foreseeing(foreseen)
        .indexed();
  }

  private static OrgState state(
      long version, Instant slot, double percent, @Nullable Severity severity) {
    TreeMap<LimitName, Known> known = new TreeMap<>();
    known.put(FILES, new Known(Reading.ofUsed(Math.round(10 * percent), 1_000), true));
    known.put(MAILS, new Known(Reading.ofUsed(1, 10), true));
    Map<AlertKey, Episode> open =
        severity == null
            ? Map.of()
            : Map.of(
                AlertKey.usage(ORG, FILES),
                new Episode(SLOT, severity, Reason.PROJECTION, SLOT, null));
    return new OrgState(ORG, version, slot, slot, known, open, null);
  }

  private static Foreseen none() {
    return new Foreseen(new NextExhaustion.NoneInSight(0), SLOT);
  }
}
