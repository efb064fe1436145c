package dev.headroom.notify.dynamodb;

import dev.headroom.dynamodb.Item;
import dev.headroom.dynamodb.StoreCalls;
import dev.headroom.dynamodb.StoreCalls.Write;
import dev.headroom.dynamodb.Tables;
import dev.headroom.notify.TargetHealth;
import dev.headroom.notify.TargetId;
import dev.headroom.notify.Trouble;
import dev.headroom.notify.Trouble.Kind;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

/**
 * The health of targets in the state table: {@code HEALTH} / target while something is wrong with
 * it, {@code SUCCESS} / target for when it last accepted a message.
 *
 * <p>The first release reads and writes rows of {@code HEALTH} with kind, fingerprint, reason and
 * since; it must be able to read those of this one.
 */
@ApplicationScoped
public class DynamoDbTargetHealth implements TargetHealth {
  private static final String REVISION = "revision";
  private static final String AT = "at";
  private static final Map<String, String> NAMES = Map.of("#revision", REVISION);

  private final DynamoDbClient client;
  private final Tables tables;

  public DynamoDbTargetHealth(DynamoDbClient client, Tables tables) {
    this.client = client;
    this.tables = tables;
  }

  @Override
  public Optional<Trouble> find(TargetId target) {
    return get("read the health of target " + target, Tables.TARGET_TROUBLES, target)
        .map(DynamoDbTargetHealth::read);
  }

  @Override
  public List<Trouble> all() {
    return partition("read the health of targets", Tables.TARGET_TROUBLES).stream()
        .map(DynamoDbTargetHealth::read)
        .toList();
  }

  @Override
  public Optional<Trouble> replaceIfUnchanged(@Nullable Trouble before, Trouble after) {
    Trouble stored = after.atRevision(before == null ? 1 : before.revision() + 1);
    Write done =
        StoreCalls.conditionally(
            "remember the health of target " + after.target(),
            () ->
                client.putItem(
                    p ->
                        p.tableName(tables.state())
                            .item(write(stored).attributes())
                            .conditionExpression(before == null ? Tables.IS_NEW : unchanged(before))
                            .expressionAttributeNames(before == null ? null : NAMES)
                            .expressionAttributeValues(before == null ? null : values(before))));
    return done == Write.DONE ? Optional.of(stored) : Optional.empty();
  }

  @Override
  public void forget(Trouble trouble) {
    Write done =
        StoreCalls.conditionally(
            "forget the trouble of target " + trouble.target(),
            () ->
                client.deleteItem(
                    d ->
                        d.tableName(tables.state())
                            .key(Item.key(Tables.TARGET_TROUBLES, trouble.target().value()))
                            .conditionExpression(unchanged(trouble))
                            .expressionAttributeNames(NAMES)
                            .expressionAttributeValues(values(trouble))));
    // Refused: another trouble is stored by now.
    assert done == Write.DONE || done == Write.REFUSED;
  }

  @Override
  public void rememberSuccess(TargetId target, Instant at) {
    Write done =
        StoreCalls.conditionally(
            "remember that target " + target + " took a message",
            () ->
                client.updateItem(
                    u ->
                        u.tableName(tables.state())
                            .key(Item.key(Tables.TARGET_SUCCESSES, target.value()))
                            .updateExpression("SET #at = :at")
                            .conditionExpression(Tables.IS_NEW + " OR #at < :at")
                            .expressionAttributeNames(Map.of("#at", AT))
                            .expressionAttributeValues(
                                Map.of(":at", Item.number(at.toEpochMilli())))));
    // Refused: a later one is stored.
    assert done == Write.DONE || done == Write.REFUSED;
  }

  @Override
  public Optional<Instant> lastSuccess(TargetId target) {
    return get("read when target " + target + " took a message", Tables.TARGET_SUCCESSES, target)
        .flatMap(row -> row.findMillis(AT));
  }

  @Override
  public Map<TargetId, Instant> lastSuccesses() {
    SortedMap<TargetId, Instant> all = new TreeMap<>();
    for (Item row : partition("read when targets took a message", Tables.TARGET_SUCCESSES)) {
      all.put(new TargetId(row.text(Tables.SK)), row.findMillis(AT).orElseThrow());
    }
    return all;
  }

  private Optional<Item> get(String attempt, String partition, TargetId target) {
    GetItemResponse found =
        StoreCalls.call(
            attempt,
            () ->
                client.getItem(
                    g ->
                        g.tableName(tables.state())
                            .key(Item.key(partition, target.value()))
                            .consistentRead(true)));
    return found.hasItem() && !found.item().isEmpty()
        ? Optional.of(new Item(found.item()))
        : Optional.empty();
  }

  private List<Item> partition(String attempt, String partition) {
    return StoreCalls.queryAll(
        attempt,
        client,
        QueryRequest.builder()
            .tableName(tables.state())
            .keyConditionExpression(Tables.IN_PARTITION)
            .expressionAttributeValues(Map.of(":pk", AttributeValue.fromS(partition)))
            .build());
  }

  /**
   * A row without a revision comes from the first release, which may have replaced it by another.
   */
  private static String unchanged(Trouble before) {
    return before.revision() == 0
        ? "attribute_not_exists(#revision) AND since = :since"
        : "#revision = :revision";
  }

  private static Map<String, AttributeValue> values(Trouble before) {
    Map<String, AttributeValue> values = new HashMap<>();
    if (before.revision() == 0) {
      values.put(":since", Item.number(before.since().toEpochMilli()));
    } else {
      values.put(":revision", Item.number(before.revision()));
    }
    return values;
  }

  private static Item write(Trouble trouble) {
    return Item.of(Tables.TARGET_TROUBLES, trouble.target().value())
        .text("kind", trouble.kind().name())
        .text("fingerprint", trouble.fingerprint())
        .text("reason", trouble.reason())
        .millis("since", trouble.since())
        .number("trials", (long) trouble.trials())
        .millis("nextTrial", trouble.nextTrial())
        .number("resumed", trouble.resumed() ? 1L : null)
        .number(REVISION, trouble.revision())
        .build();
  }

  private static Trouble read(Item row) {
    TargetId target = new TargetId(row.text(Tables.SK));
    Kind kind = Kind.valueOf(row.text("kind"));
    String fingerprint = row.text("fingerprint");
    String reason = row.text("reason");
    Instant since = row.findMillis("since").orElseThrow();
    long revision = row.findNumber(REVISION).orElse(0);
    if (revision == 0) {
      return ofTheFirstRelease(target, kind, fingerprint, reason, since);
    }
    return new Trouble(
        target,
        kind,
        fingerprint,
        reason,
        since,
        (int) row.number("trials"),
        row.findMillis("nextTrial").orElse(null),
        row.has("resumed"),
        revision);
  }

  /** The first release made no trials, and disabled a Slack target whose channel was archived. */
  private static Trouble ofTheFirstRelease(
      TargetId target, Kind kind, String fingerprint, String reason, Instant since) {
    Kind now = reason.contains("channel_is_archived") ? Kind.PARKED : kind;
    return new Trouble(
        target, now, fingerprint, reason, since, 0, Trouble.next(now, 0, since), false, 0);
  }
}
