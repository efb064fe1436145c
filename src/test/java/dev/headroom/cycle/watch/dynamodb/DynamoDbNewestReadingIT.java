package dev.headroom.cycle.watch.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.dynamodb.Tables;
import dev.headroom.dynamodb.TestDynamoDb;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class DynamoDbNewestReadingIT {
  private static final Instant START = Instant.parse("2026-11-25T12:00:00.250Z");

  private final TestDynamoDb store = TestDynamoDb.create();

  @Test
  void aReadingIsRememberedOnceAMinute() {
    DynamoDbNewestReading newest = new DynamoDbNewestReading(store.client(), store.tables());
    assertThat(newest.find()).isEmpty();

    newest.remember(START);
    newest.remember(START.plusSeconds(59));
    assertThat(newest.find()).contains(START);

    newest.remember(START.plusSeconds(60));
    assertThat(newest.find()).contains(START.plusSeconds(60));
  }

  @Test
  void aStoreThatFailsDoesNotHarmThePoll() {
    DynamoDbNewestReading newest =
        new DynamoDbNewestReading(store.client(), new Tables("no-such-1", "no-such-2"));

    newest.remember(START);

    assertThat(new DynamoDbNewestReading(store.client(), store.tables()).find()).isEmpty();
  }
}
