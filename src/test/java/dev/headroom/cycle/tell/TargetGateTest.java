package dev.headroom.cycle.tell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.cycle.tell.TargetGate.Pass;
import dev.headroom.notify.Delivery;
import dev.headroom.notify.DeliveryResult;
import dev.headroom.notify.DeliveryResult.RejectKind;
import dev.headroom.notify.InMemoryNotifyStore;
import dev.headroom.notify.OutboxId;
import dev.headroom.notify.Target;
import dev.headroom.notify.TargetId;
import dev.headroom.notify.Transitions;
import dev.headroom.notify.Trouble;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TargetGateTest {
  private static final Instant NOW = Instant.parse("2026-11-25T12:00:00Z");
  private static final Instant LATER = NOW.plus(Duration.ofHours(1));
  private static final Target CHAT = new Target(new TargetId("chat"), "slack", Map.of());
  private static final Delivery DELIVERY =
      Delivery.first(new OutboxId(Transitions.ORG, 1, 0), CHAT.id(), null, NOW);
  private static final DeliveryResult UNUSABLE =
      new DeliveryResult.Rejected(RejectKind.UNUSABLE, "404");

  @Test
  void theSecondWhoAsksForATrialIsTurnedAway() {
    InMemoryNotifyStore store = parked();
    TargetGate gate = new TargetGate(store);
    assertThat(gate.ask(CHAT, DELIVERY, LATER)).isInstanceOf(Pass.Open.class);
    assertThat(gate.ask(CHAT, DELIVERY, LATER)).isInstanceOf(Pass.Closed.class);
  }

  @Test
  void whoReadTheSameTroubleAndComesSecondIsTurnedAway() {
    Trouble read = parked().find(CHAT.id()).orElseThrow();
    InMemoryNotifyStore overtaken =
        new InMemoryNotifyStore() {
          @Override
          public synchronized Optional<Trouble> find(TargetId target) {
            return Optional.of(read);
          }

          @Override
          public synchronized Optional<Trouble> replaceIfUnchanged(
              @Nullable Trouble before, Trouble after) {
            return Optional.empty();
          }
        };
    assertThat(new TargetGate(overtaken).ask(CHAT, DELIVERY, LATER))
        .isEqualTo(new Pass.Closed(read));
  }

  @Test
  void aTrialThatWasNotMadeIsGivenBack() {
    InMemoryNotifyStore store = parked();
    TargetGate gate = new TargetGate(store);
    Pass.Open pass = (Pass.Open) gate.ask(CHAT, DELIVERY, LATER);
    gate.giveBack(pass, LATER);
    assertThat(store.find(CHAT.id()).orElseThrow().isTrialDue(LATER)).isTrue();
  }

  @Test
  void twoThatAreRefusedAtOnceParkTheTargetOnce() {
    InMemoryNotifyStore store = new InMemoryNotifyStore();
    TargetGate gate = new TargetGate(store);
    Pass.Open first = (Pass.Open) gate.ask(CHAT, DELIVERY, NOW);
    Pass.Open second = (Pass.Open) gate.ask(CHAT, DELIVERY, NOW);
    assertThat(gate.learn(CHAT, first, DELIVERY.claimed(NOW), UNUSABLE, NOW, 0)).isTrue();
    Trouble parked = store.find(CHAT.id()).orElseThrow();
    assertThat(gate.learn(CHAT, second, DELIVERY.claimed(NOW), UNUSABLE, LATER, 0)).isTrue();
    assertThat(store.find(CHAT.id())).contains(parked);
  }

  private static InMemoryNotifyStore parked() {
    InMemoryNotifyStore store = new InMemoryNotifyStore();
    assertThat(store.replaceIfUnchanged(null, Trouble.parked(CHAT, "404", NOW))).isPresent();
    return store;
  }
}
