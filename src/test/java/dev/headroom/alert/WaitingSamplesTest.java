package dev.headroom.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headroom.history.Sample;
import dev.headroom.history.SampleBlock;
import dev.headroom.limits.LimitName;
import dev.headroom.limits.Reading;
import dev.headroom.limits.Snapshot;
import dev.headroom.org.OrgId;
import dev.headroom.org.UnavailableException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class WaitingSamplesTest {
  private static final OrgId ORG = new OrgId("acme-prod");
  private static final SampleBlock BLOCK =
      SampleBlock.of(
          new Sample(
              Instant.parse("2026-11-25T09:00:00Z"),
              new Snapshot(
                  new TreeMap<>(Map.of(LimitName.DAILY_API_REQUESTS, Reading.ofUsed(1, 100))),
                  true)));

  private final InMemoryAlertStates states = new InMemoryAlertStates();
  private final WaitingSamples waiting = new WaitingSamples(states);

  @Test
  void whatWaitsIsReadAndDropped() {
    assertThat(waiting.of(ORG)).isNull();
    assertThat(waiting.erase(ORG)).isZero();
    commitWith(BLOCK);
    OrgState before = states.read(ORG);

    assertThat(waiting.of(ORG)).isEqualTo(BLOCK);
    assertThat(waiting.erase(ORG)).isEqualTo(1);

    assertThat(waiting.of(ORG)).isNull();
    assertThat(states.read(ORG)).isEqualTo(before.with(List.of(), null).keeping(null));
    assertThat(waiting.erase(ORG)).isZero();
  }

  @Test
  void aCommitInBetweenIsNotLost() {
    commitWith(BLOCK);
    AlertStates busy = racing(1);
    assertThat(new WaitingSamples(busy).erase(ORG)).isEqualTo(1);
    assertThat(states.read(ORG).recent()).isNull();
    assertThat(states.read(ORG).version()).isEqualTo(3);
  }

  @Test
  void aStateThatOthersKeepChangingIsAnError() {
    commitWith(BLOCK);
    assertThatThrownBy(() -> new WaitingSamples(racing(100)).erase(ORG))
        .isInstanceOf(UnavailableException.class)
        .hasMessage("lost 8 races for the state of acme-prod");
    assertThat(states.read(ORG).recent()).isEqualTo(BLOCK);
  }

  private void commitWith(SampleBlock block) {
    states.commit(states.read(ORG).with(List.of(), null).keeping(block), List.of());
  }

  /** States that somebody else changes before each of the first commits. */
  private AlertStates racing(int times) {
    int[] left = {times};
    return new AlertStates() {
      @Override
      public OrgState read(OrgId org) {
        return states.read(org);
      }

      @Override
      public CommitResult commit(OrgState next, List<Transition> transitions) {
        if (left[0]-- > 0) {
          commitWith(BLOCK);
        }
        return states.commit(next, transitions);
      }
    };
  }
}
