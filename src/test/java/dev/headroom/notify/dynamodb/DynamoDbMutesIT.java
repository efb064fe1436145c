package dev.headroom.notify.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.headroom.alert.Severity;
import dev.headroom.dynamodb.TestDynamoDb;
import dev.headroom.notify.Mute;
import dev.headroom.notify.Mutes.Withheld;
import dev.headroom.notify.OutboxId;
import dev.headroom.notify.Transitions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Mutes, and the alerts that wait for their end, over real rows. */
class DynamoDbMutesIT {
  private static final Instant NOW = Instant.parse("2026-11-25T12:00:00Z");

  private final TestDynamoDb db = TestDynamoDb.create();
  private final DynamoDbNotifyStore outbox = new DynamoDbNotifyStore(db, db.client());
  private final DynamoDbMutes mutes =
      new DynamoDbMutes(db.client(), db.tables(), new ObjectMapper());

  @Test
  void aMuteIsRemovedOnceAndAnUnknownOneIsNot() {
    mutes.put(mute("3f2a91c0"));
    assertThat(mutes.all()).containsExactly(mute("3f2a91c0"));
    assertThat(mutes.remove("00000000")).isFalse();
    assertThat(mutes.remove("3f2a91c0")).isTrue();
    assertThat(mutes.remove("3f2a91c0")).isFalse();
    assertThat(mutes.all()).isEmpty();
  }

  @Test
  void anAlertWaitsUntilItsNewestEntryIsReleased() {
    OutboxId first = outbox.append(Transitions.opened(Severity.ATTENTION, 62_000), NOW);
    OutboxId second =
        outbox.append(
            Transitions.escalated(
                Severity.ATTENTION,
                Severity.ESCALATION,
                Transitions.OPENED_AT.plusSeconds(300),
                82_000),
            NOW);
    mutes.withhold(Transitions.KEY, first);
    assertThat(mutes.withheld(10)).containsExactly(new Withheld(Transitions.KEY, first));
    mutes.withhold(Transitions.KEY, second);
    // What was withheld since is not forgotten with it.
    mutes.release(new Withheld(Transitions.KEY, first));
    assertThat(mutes.withheld(10)).containsExactly(new Withheld(Transitions.KEY, second));
    mutes.release(new Withheld(Transitions.KEY, second));
    mutes.release(new Withheld(Transitions.KEY, second));
    assertThat(mutes.withheld(10)).isEmpty();
  }

  @Test
  void anEntryThatIsNoLongerKeptIsForgotten() {
    mutes.withhold(Transitions.KEY, new OutboxId(Transitions.ORG, 99, 0));
    assertThat(mutes.withheld(10)).isEmpty();
    assertThat(db.allState()).isEmpty();
  }

  private static Mute mute(String id) {
    return new Mute(
        id,
        new Mute.Match(null, List.of("acme-prod"), null, Map.of(), List.of()),
        null,
        NOW,
        "release",
        "Ann",
        List.of());
  }
}
