package dev.headroom.notify.dynamodb;

import dev.headroom.dynamodb.Item;
import dev.headroom.dynamodb.StoreCalls;
import dev.headroom.dynamodb.StoreCalls.Write;
import dev.headroom.dynamodb.Tables;
import dev.headroom.notify.Delivery;
import dev.headroom.notify.Delivery.Problem;
import dev.headroom.notify.Delivery.Status;
import dev.headroom.notify.DeliveryRef;
import dev.headroom.notify.OutboxId;
import dev.headroom.notify.TargetId;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Rows of deliveries: {@code DLV#<outbox id>} / target. */
final class DeliveryRows {
  static final String REVISION = "revision";
  static final String SETTLED_AT = "settledAt";
  private static final String NEXT = "next";

  /** The queue's message normally comes first; this is for a lost one. */
  private static final Duration FIRST_WAKE = Duration.ofSeconds(15);

  /** Its turn in the target's rate lane. */
  static final String TURN = "turn";

  private final DynamoDbClient client;
  private final Tables tables;

  DeliveryRows(DynamoDbClient client, Tables tables) {
    this.client = client;
    this.tables = tables;
  }

  static Map<String, AttributeValue> key(DeliveryRef ref) {
    return Item.key(Tables.DELIVERY_PREFIX + ref.outbox(), ref.target().value());
  }

  /** Creates the row, unless it exists. */
  void create(Delivery delivery) {
    Map<String, AttributeValue> row = new HashMap<>(key(delivery.ref()));
    row.putAll(attributes(delivery, delivery.createdAt().plus(FIRST_WAKE)));
    Write made =
        StoreCalls.conditionally(
            "make the delivery " + delivery.ref(),
            () ->
                client.putItem(
                    p -> p.tableName(tables.state()).item(row).conditionExpression(Tables.IS_NEW)));
    // Refused: a previous caller created it.
    assert made == Write.DONE || made == Write.REFUSED;
  }

  /** Makes it the next of the one that it follows, if that is still kept. */
  void link(Delivery delivery) {
    OutboxId after = delivery.after();
    if (after == null) {
      return;
    }
    ifThere(
        "link the delivery " + delivery.ref(),
        key(new DeliveryRef(after, delivery.target())),
        "SET #next = :next",
        Map.of("#next", NEXT),
        Map.of(":next", AttributeValue.fromS(delivery.outbox().toString())));
  }

  private void ifThere(
      String attempt,
      Map<String, AttributeValue> key,
      String update,
      Map<String, String> names,
      Map<String, AttributeValue> values) {
    ifThere(client, tables, attempt, key, update, names, values);
  }

  private static void ifThere(
      DynamoDbClient client,
      Tables tables,
      String attempt,
      Map<String, AttributeValue> key,
      String update,
      Map<String, String> names,
      Map<String, AttributeValue> values) {
    Write done =
        StoreCalls.conditionally(
            attempt,
            () ->
                client.updateItem(
                    u ->
                        u.tableName(tables.state())
                            .key(key)
                            .updateExpression(update)
                            .conditionExpression(Tables.IS_THERE)
                            .expressionAttributeNames(names)
                            .expressionAttributeValues(values)));
    // Refused: it has expired and was removed.
    assert done == Write.DONE || done == Write.REFUSED;
  }

  /** Keeps a row only until {@code time}. */
  static void forgetAfter(
      DynamoDbClient client, Tables tables, Map<String, AttributeValue> key, Instant time) {
    ifThere(
        client,
        tables,
        "set how long a row is kept",
        key,
        "SET #ttl = :ttl",
        Map.of("#ttl", Tables.TTL),
        Map.of(":ttl", Item.number(time.getEpochSecond())));
  }

  /** Returns everything except the key and what only a later delivery writes. */
  static Map<String, AttributeValue> attributes(Delivery delivery, Instant wakeAt) {
    Item.Builder row =
        Item.builder()
            .number(REVISION, delivery.revision())
            .text("status", delivery.status().name())
            .millis("createdAt", delivery.createdAt())
            .text("after", text(delivery.after()))
            .number("attempts", (long) delivery.attempts())
            .millis("firstAttemptAt", delivery.firstAttemptAt())
            .millis("due", delivery.due())
            .millis("leasedUntil", delivery.leasedUntil())
            .number("maybeReceived", delivery.maybeReceived() ? 1L : 0L)
            .number("told", delivery.told() ? 1L : 0L)
            .text("receipt", delivery.receipt())
            .millis(SETTLED_AT, delivery.settledAt())
            .millis(TURN, delivery.turn());
    Problem problem = delivery.problem();
    if (problem != null) {
      row.text("problemKind", problem.kind())
          .text("problemDetail", problem.detail())
          .millis("problemAt", problem.at())
          .millis("problemSince", problem.since());
    }
    if (!delivery.status().isSettled()) {
      row.text(Tables.PENDING_PK, Tables.PENDING_DELIVERIES)
          .text(Tables.PENDING_SK, wake(delivery.ref(), wakeAt));
    }
    if (delivery.status().isTrouble()) {
      Instant at = problem == null ? delivery.due() : problem.at();
      row.text(Tables.FLEET_PK, Tables.TROUBLED_DELIVERIES)
          .text(Tables.FLEET_SK, wake(delivery.ref(), at));
    }
    return row.build().attributes();
  }

  static String wake(DeliveryRef ref, Instant at) {
    return Sortable.of(at) + "#" + ref.outbox() + "#" + ref.target();
  }

  /** Returns the delivery named in a {@link #wake} text. */
  static DeliveryRef woken(String text) {
    int first = text.indexOf('#');
    int second = text.indexOf('#', first + 1);
    return new DeliveryRef(
        DecisionJson.outboxId(text.substring(first + 1, second)),
        new TargetId(text.substring(second + 1)));
  }

  static Delivery read(Item row) {
    return new Delivery(
        DecisionJson.outboxId(row.text(Tables.PK).substring(Tables.DELIVERY_PREFIX.length())),
        new TargetId(row.text(Tables.SK)),
        row.number(REVISION),
        Status.valueOf(row.text("status")),
        row.findMillis("createdAt").orElseThrow(),
        row.findText("after").map(DecisionJson::outboxId).orElse(null),
        row.findText(NEXT).map(DecisionJson::outboxId).orElse(null),
        (int) row.number("attempts"),
        row.findMillis("firstAttemptAt").orElse(null),
        row.findMillis("due").orElseThrow(),
        row.findMillis("leasedUntil").orElse(null),
        row.number("maybeReceived") == 1,
        row.number("told") == 1,
        problem(row),
        row.findText("receipt").orElse(null),
        // Rows of the first release do not have it.
        row.findMillis(SETTLED_AT).orElse(null),
        row.findMillis(TURN).orElse(null));
  }

  private static @Nullable Problem problem(Item row) {
    if (!row.has("problemKind")) {
      return null;
    }
    Instant at = row.findMillis("problemAt").orElseThrow();
    return new Problem(
        row.text("problemKind"),
        row.text("problemDetail"),
        at,
        // Rows of the first release do not have it.
        row.findMillis("problemSince").orElse(at));
  }

  private static @Nullable String text(@Nullable OutboxId id) {
    return id == null ? null : id.toString();
  }
}
