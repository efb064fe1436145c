package dev.headroom.cycle.watch.dynamodb;

import dev.headroom.cycle.watch.NewestReading;
import dev.headroom.dynamodb.Item;
import dev.headroom.dynamodb.StoreCalls;
import dev.headroom.dynamodb.StoreUnavailableException;
import dev.headroom.dynamodb.Tables;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jboss.logging.Logger;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** {@link NewestReading} at {@code WATCH} / {@code READING}; one write per minute and process. */
public final class DynamoDbNewestReading implements NewestReading {
  private static final Logger LOG = Logger.getLogger(DynamoDbNewestReading.class);
  private static final Duration AGAIN = Duration.ofMinutes(1);
  private static final String AT = "at";

  private final DynamoDbClient client;
  private final Tables tables;
  private final AtomicReference<Instant> written = new AtomicReference<>(Instant.MIN);

  public DynamoDbNewestReading(DynamoDbClient client, Tables tables) {
    this.client = client;
    this.tables = tables;
  }

  @Override
  public void remember(Instant time) {
    Instant last = written.get();
    if (!last.equals(Instant.MIN) && time.isBefore(last.plus(AGAIN))) {
      return;
    }
    try {
      StoreCalls.call(
          "remember the newest reading",
          () ->
              client.putItem(
                  p ->
                      p.tableName(tables.state())
                          .item(
                              Item.of(Tables.WATCH, Tables.WATCHED_READING)
                                  .millis(AT, time)
                                  .build()
                                  .attributes())));
      written.set(time);
    } catch (StoreUnavailableException e) {
      LOG.warn("the newest reading was not recorded", e);
    }
  }

  @Override
  public Optional<Instant> find() {
    Map<String, AttributeValue> row =
        StoreCalls.call(
            "read when the newest reading was had",
            () ->
                client
                    .getItem(
                        g ->
                            g.tableName(tables.state())
                                .key(Item.key(Tables.WATCH, Tables.WATCHED_READING)))
                    .item());
    return row == null || row.isEmpty() ? Optional.empty() : new Item(row).findMillis(AT);
  }
}
