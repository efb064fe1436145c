package dev.headroom.alert.dynamodb;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.headroom.alert.Rule;
import dev.headroom.alert.ToldNames;
import dev.headroom.dynamodb.Item;
import dev.headroom.dynamodb.StoreCalls;
import dev.headroom.dynamodb.StoreCalls.Write;
import dev.headroom.dynamodb.Tables;
import dev.headroom.org.OrgId;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

/** {@link ToldNames} in the outbox rows of the state table. */
public final class DynamoDbToldNames implements ToldNames {
  private static final String TRANSITION = "transition";

  private final DynamoDbClient client;
  private final Tables tables;
  private final ObjectMapper json;
  private final Duration kept;

  /**
   * Names in these tables.
   *
   * @param kept how long after they were told
   */
  public DynamoDbToldNames(DynamoDbClient client, Tables tables, ObjectMapper json, Duration kept) {
    this.client = client;
    this.tables = tables;
    this.json = json;
    this.kept = kept;
  }

  @Override
  public int forget(OrgId org, Instant now) {
    long before = now.minus(kept).getEpochSecond();
    return change(
        org,
        row -> !row.has(Tables.PENDING_PK),
        wire -> wire.path("slot").asLong(Long.MAX_VALUE) < before,
        FindingNames::hide);
  }

  @Override
  public int erase(OrgId org, String user) {
    return change(org, row -> true, wire -> true, finding -> FindingNames.drop(finding, user));
  }

  private int change(
      OrgId org, Predicate<Item> which, Predicate<JsonNode> when, Consumer<ObjectNode> change) {
    String attempt = "take names out of what was told about the access of " + org;
    int changed = 0;
    for (Item row : StoreCalls.queryAll(attempt, client, told(org))) {
      String before = row.text(TRANSITION);
      if (which.test(row)
          && read(attempt, before) instanceof ObjectNode wire
          && wire.path("rule").asText().equals(Rule.ACCESS.stored())
          && wire.path("finding") instanceof ObjectNode finding
          && when.test(wire)) {
        change.accept(finding);
        String after = wire.toString();
        changed += !after.equals(before) && put(attempt, row, before, after) ? 1 : 0;
      }
    }
    return changed;
  }

  private JsonNode read(String attempt, String text) {
    try {
      return json.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(attempt + ": an outbox row holds no transition", e);
    }
  }

  private QueryRequest told(OrgId org) {
    return QueryRequest.builder()
        .tableName(tables.state())
        .keyConditionExpression(Tables.IN_PARTITION)
        .filterExpression("contains(" + TRANSITION + ", :finding)")
        .expressionAttributeValues(
            Map.of(
                ":pk",
                AttributeValue.fromS(Tables.ofOutbox(org)),
                ":finding",
                AttributeValue.fromS("\"finding\"")))
        .build();
  }

  /** Whoever has changed it meanwhile has taken names out too. */
  private boolean put(String attempt, Item row, String before, String after) {
    return StoreCalls.conditionally(
            attempt,
            () ->
                client.updateItem(
                    u ->
                        u.tableName(tables.state())
                            .key(Item.key(row.text(Tables.PK), row.text(Tables.SK)))
                            .updateExpression("SET " + TRANSITION + " = :after")
                            .conditionExpression(TRANSITION + " = :before")
                            .expressionAttributeValues(
                                Map.of(
                                    ":before", AttributeValue.fromS(before),
                                    ":after", AttributeValue.fromS(after)))))
        == Write.DONE;
  }
}
