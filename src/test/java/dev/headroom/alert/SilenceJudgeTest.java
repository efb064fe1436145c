package dev.headroom.alert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.org.OrgId;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SilenceJudgeTest {
  private static final OrgId ORG = new OrgId("acme-prod");
  private static final Instant FIRST = Instant.parse("2026-11-25T10:05:00Z");

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "one missed slot may be bad luck, 1, -",
    "the second missed slot opens the alert, 1 2, 2:opened:attention",
    "it stays as it is until the sixth, 1 2 3 4 5, 2:opened:attention",
    "the sixth escalates it, 1 2 3 4 5 6, 2:opened:attention 6:escalated:escalation",
    "and no more after that, 2 6 7 99, 1:opened:attention 2:escalated:escalation",
    "a reading resolves it, 2 0, 1:opened:attention 2:resolved:attention",
    "a reading resolves it at its worst, 6 0, 1:opened:escalation 2:resolved:escalation",
    "a missed slot after slots that never came ends nothing, 7 1, 1:opened:escalation",
    "an org that reports has none, 0 0 1 0, -",
    "a silence that began unseen opens where it is, 9, 1:opened:escalation",
  })
  void slotsMakeTransitions(String sentence, String missed, String expected) {
    Map<AlertKey, Episode> open = new HashMap<>();
    StringBuilder made = new StringBuilder();
    int step = 0;
    for (String count : missed.split(" ", -1)) {
      step++;
      Optional<Transition> transition =
          SilenceJudge.judge(ORG, open, silence(step, Integer.parseInt(count)));
      if (transition.isEmpty()) {
        continue;
      }
      Transition t = transition.get();
      Episode episode = t.episode();
      made.append(' ').append(step).append(':').append(t.word());
      made.append(':').append(episode.severity().word());
      assertThat(episode.reason()).isEqualTo(Reason.SILENCE);
      if (episode.isOpen()) {
        open.put(t.key(), episode);
      } else {
        open.remove(t.key());
      }
      assertThat(SilenceJudge.judge(ORG, open, silence(step, Integer.parseInt(count))))
          .as("judged again it makes none")
          .isEmpty();
    }
    assertThat(made.isEmpty() ? "-" : made.toString().strip()).isEqualTo(expected);
  }

  private static Evidence.Silence silence(int step, int missed) {
    return new Evidence.Silence(
        FIRST.plusSeconds(300L * step), missed, null, missed == 0 ? null : "503", null);
  }
}
