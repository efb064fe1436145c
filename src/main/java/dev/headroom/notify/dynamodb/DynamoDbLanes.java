package dev.headroom.notify.dynamodb;

import dev.headroom.dynamodb.Item;
import dev.headroom.dynamodb.StoreCalls;
import dev.headroom.dynamodb.StoreCalls.Write;
import dev.headroom.dynamodb.StoreUnavailableException;
import dev.headroom.dynamodb.Tables;
import dev.headroom.notify.Lanes;
import dev.headroom.notify.Pace;
import dev.headroom.notify.TargetId;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemResponse;

/**
 * The rate lanes in the state table: {@code LANE} / target with {@code freeAt}, when the next turn
 * after the last one begins. A turn is one conditional write; a second one if this process guessed
 * wrongly whether the lane is free.
 */
@ApplicationScoped
public class DynamoDbLanes implements Lanes {
  private static final String FREE_AT = "freeAt";
  private static final String PAUSED_UNTIL = "pausedUntil";
  private static final int TRIES = 8;

  private final DynamoDbClient client;
  private final Tables tables;

  /** What this process last saw of each lane: only a guess. */
  private final Map<TargetId, Long> seen = new ConcurrentHashMap<>();

  public DynamoDbLanes(DynamoDbClient client, Tables tables) {
    this.client = client;
    this.tables = tables;
  }

  @Override
  public Instant takeTurn(TargetId target, Pace pace, Instant now) {
    long at = now.toEpochMilli();
    long interval = pace.interval().toMillis();
    boolean isBusy = seen.getOrDefault(target, 0L) > at;
    for (int tries = 0; tries < TRIES; tries++) {
      Long freeAt = isBusy ? queue(target, at, interval) : begin(target, at, interval);
      if (freeAt != null) {
        seen.put(target, freeAt);
        long turn = freeAt - interval - pace.slack().toMillis();
        return isBusy && turn > at ? Instant.ofEpochMilli(turn) : now;
      }
      isBusy = !isBusy;
    }
    throw new StoreUnavailableException("the lane of target " + target + " kept changing");
  }

  /** Takes the first turn of a free lane; null if it is not free. */
  private @Nullable Long begin(TargetId target, long now, long interval) {
    return update(
            target,
            "SET freeAt = :next",
            "attribute_not_exists(freeAt) OR freeAt <= :now",
            Map.of(":next", Item.number(now + interval), ":now", Item.number(now)))
        ? (Long) (now + interval)
        : null;
  }

  /** Takes the turn behind all that were taken; null if the lane is free. */
  private @Nullable Long queue(TargetId target, long now, long interval) {
    AtomicLong freeAt = new AtomicLong();
    Write done =
        StoreCalls.conditionally(
            "take a turn of target " + target,
            () -> {
              UpdateItemResponse answer =
                  client.updateItem(
                      u ->
                          u.tableName(tables.state())
                              .key(Item.key(Tables.LANES, target.value()))
                              .updateExpression("SET freeAt = freeAt + :interval")
                              .conditionExpression("freeAt > :now")
                              .expressionAttributeValues(
                                  Map.of(
                                      ":interval", Item.number(interval), ":now", Item.number(now)))
                              .returnValues(ReturnValue.UPDATED_NEW));
              freeAt.set(new Item(answer.attributes()).number(FREE_AT));
            });
    return done == Write.DONE ? (Long) freeAt.get() : null;
  }

  @Override
  public void pause(TargetId target, Pace pace, Instant until) {
    long end = ceiling(until);
    long freeAt = end + pace.slack().toMillis();
    // Two writes: each attribute only ever grows, in whatever order processes come.
    update(
        target,
        "SET pausedUntil = :until",
        "attribute_not_exists(pausedUntil) OR pausedUntil < :until",
        Map.of(":until", Item.number(end)));
    if (update(
        target,
        "SET freeAt = :next",
        "attribute_not_exists(freeAt) OR freeAt < :next",
        Map.of(":next", Item.number(freeAt)))) {
      seen.put(target, freeAt);
    }
  }

  private static long ceiling(Instant time) {
    return time.plusNanos(999_999).toEpochMilli();
  }

  @Override
  public Optional<Instant> pausedUntil(TargetId target) {
    GetItemResponse found =
        StoreCalls.call(
            "read the lane of target " + target,
            () ->
                client.getItem(
                    g ->
                        g.tableName(tables.state())
                            .key(Item.key(Tables.LANES, target.value()))
                            .consistentRead(true)));
    return found.hasItem() && !found.item().isEmpty()
        ? new Item(found.item()).findMillis(PAUSED_UNTIL)
        : Optional.empty();
  }

  private boolean update(
      TargetId target, String update, String condition, Map<String, AttributeValue> values) {
    return StoreCalls.conditionally(
            "change the lane of target " + target,
            () ->
                client.updateItem(
                    u ->
                        u.tableName(tables.state())
                            .key(Item.key(Tables.LANES, target.value()))
                            .updateExpression(update)
                            .conditionExpression(condition)
                            .expressionAttributeValues(values)))
        == Write.DONE;
  }
}
