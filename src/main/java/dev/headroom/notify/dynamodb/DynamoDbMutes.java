package dev.headroom.notify.dynamodb;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.headroom.alert.AlertKey;
import dev.headroom.dynamodb.Item;
import dev.headroom.dynamodb.StoreCalls;
import dev.headroom.dynamodb.Tables;
import dev.headroom.notify.Mute;
import dev.headroom.notify.Mutes;
import dev.headroom.notify.OutboxId;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;

/** Mutes, and what waits for their end, in the state table. */
@ApplicationScoped
public class DynamoDbMutes implements Mutes {
  /** How long a mute is kept after its end. */
  private static final Duration KEPT = Duration.ofDays(30);

  private static final int MAX = 1_000;
  private static final String BODY = "body";
  private static final String OUTBOX = "outbox";

  private final DynamoDbClient client;
  private final Tables tables;
  private final ObjectMapper json;
  private final DynamoDbOutbox outbox;

  /** Uses these tables. */
  public DynamoDbMutes(DynamoDbClient client, Tables tables, ObjectMapper json) {
    this.client = client;
    this.tables = tables;
    this.json = json.copy().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
    this.outbox = new DynamoDbOutbox(client, tables, json);
  }

  @Override
  public List<Mute> all() {
    return query("read the mutes", Tables.MUTES, MAX, row -> Optional.of(mute(row)));
  }

  @Override
  public void put(Mute mute) {
    Instant until = mute.until();
    Item row =
        Item.of(Tables.MUTES, mute.id())
            .text(BODY, text(MuteBody.of(mute)))
            .number(Tables.TTL, until == null ? null : until.plus(KEPT).getEpochSecond())
            .build();
    StoreCalls.call(
        "store the mute " + mute.id(),
        () -> client.putItem(p -> p.tableName(tables.state()).item(row.attributes())));
  }

  @Override
  public boolean remove(String id) {
    return StoreCalls.call(
            "remove the mute " + id,
            () ->
                client.deleteItem(
                    d ->
                        d.tableName(tables.state())
                            .key(Item.key(Tables.MUTES, id))
                            .returnValues(ReturnValue.ALL_OLD)))
        .hasAttributes();
  }

  @Override
  public void withhold(AlertKey key, OutboxId id) {
    Item row = Item.of(Tables.WITHHELD, sk(key)).text(OUTBOX, id.toString()).build();
    StoreCalls.call(
        "note that " + id + " is muted",
        () -> client.putItem(p -> p.tableName(tables.state()).item(row.attributes())));
  }

  @Override
  public List<Withheld> withheld(int most) {
    return query("read what is muted", Tables.WITHHELD, most, this::withheld);
  }

  /** The entry names the alert; it is kept as long as its episode is open. */
  private Optional<Withheld> withheld(Item row) {
    OutboxId id = DecisionJson.outboxId(row.text(OUTBOX));
    Optional<Withheld> found =
        outbox.find(id).map(entry -> new Withheld(entry.transition().key(), id));
    if (found.isEmpty()) {
      delete(row.text(Tables.SK), id);
    }
    return found;
  }

  @Override
  public void release(Withheld withheld) {
    delete(sk(withheld.key()), withheld.newest());
  }

  private void delete(String sk, OutboxId id) {
    // Refused: another entry was withheld since.
    StoreCalls.conditionally(
        "forget that " + id + " was muted",
        () ->
            client.deleteItem(
                d ->
                    d.tableName(tables.state())
                        .key(Item.key(Tables.WITHHELD, sk))
                        .conditionExpression(OUTBOX + " = :id")
                        .expressionAttributeValues(
                            Map.of(":id", AttributeValue.fromS(id.toString())))));
  }

  private static String sk(AlertKey key) {
    return key.org() + "#" + key.hash();
  }

  private <T> List<T> query(
      String attempt, String partition, int most, Function<Item, Optional<T>> read) {
    return StoreCalls.queryFirst(
            attempt,
            client,
            QueryRequest.builder()
                .tableName(tables.state())
                .keyConditionExpression(Tables.IN_PARTITION)
                .expressionAttributeValues(Map.of(":pk", AttributeValue.fromS(partition)))
                .consistentRead(true)
                .build(),
            most)
        .stream()
        .map(read)
        .flatMap(Optional::stream)
        .toList();
  }

  private Mute mute(Item row) {
    try {
      return json.readValue(row.text(BODY), MuteBody.class).mute();
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(
          "the stored mute " + row.text(Tables.SK) + " cannot be read", e);
    }
  }

  private String text(MuteBody body) {
    try {
      return json.writeValueAsString(body);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a mute is plain text", e);
    }
  }
}
