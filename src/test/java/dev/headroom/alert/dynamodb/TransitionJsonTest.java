package dev.headroom.alert.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.headroom.alert.AlertKey;
import dev.headroom.alert.Episode;
import dev.headroom.alert.Evidence;
import dev.headroom.alert.Reason;
import dev.headroom.alert.Severity;
import dev.headroom.alert.Transition;
import dev.headroom.limits.LimitName;
import dev.headroom.limits.Reading;
import dev.headroom.org.OrgId;
import java.time.Instant;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class TransitionJsonTest {
  private static final AlertKey KEY =
      AlertKey.usage(new OrgId("acme-prod"), new LimitName("DailyApiRequests.\"Größe\" 日本"));
  private static final Instant OPENED = Instant.parse("2026-11-25T10:05:00Z");
  private static final Instant SLOT = OPENED.plusSeconds(300);

  private final TransitionJson json = new TransitionJson(new JsonMapper());

  static Stream<Transition> transitions() {
    Reading reading = new Reading(3, -1);
    return Stream.of(
            Evidence.Use.of(SLOT, reading),
            Evidence.Use.of(SLOT, new Reading(0, 0)),
            new Evidence.Use(SLOT, 100.0, null),
            new Evidence.Use(SLOT, null, null))
        .flatMap(
            e ->
                Stream.of(
                    new Transition.Opened(KEY, episode(Severity.ATTENTION, null), e),
                    new Transition.Escalated(
                        KEY, episode(Severity.EXHAUSTED, null), e, Severity.ATTENTION),
                    new Transition.DeEscalated(
                        KEY, episode(Severity.ATTENTION, null), e, Severity.ESCALATION),
                    new Transition.Resolved(KEY, episode(Severity.ESCALATION, SLOT), e)));
  }

  @ParameterizedTest
  @MethodSource("transitions")
  void aTransitionIsReadBackAsItWas(Transition transition) {
    assertThat(json.read(json.write(transition))).isEqualTo(transition);
  }

  @Test
  void whatIsNoTransitionIsRefused() {
    assertThatThrownBy(() -> json.read("{")).isInstanceOf(IllegalStateException.class);
  }

  private static Episode episode(Severity severity, @Nullable Instant resolvedAt) {
    return new Episode(OPENED, severity, Reason.THRESHOLD, SLOT, resolvedAt);
  }
}
