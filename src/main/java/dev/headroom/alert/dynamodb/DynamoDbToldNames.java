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
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

/** {@link ToldNames} in the outbox rows of the state table. */
public final class DynamoDbToldNames implements ToldNames {
  private static final String TRANSITION = "transition";
  private static final String FINDING = "finding";
  private static final String NAME = "name";
  private static final Pattern WORDS = Pattern.compile("[\\s,]+");

  private final DynamoDbClient client;
  private final Tables tables;
  private final ObjectMapper json;
  private final Kept kept;

  /**
   * What is kept of names.
   *
   * @param access how long after they were told about access
   * @param usage how long after they were told about usage
   * @param personal whether the integration with an id has its name from a user
   */
  public record Kept(Duration access, Duration usage, Predicate<String> personal) {}

  /** Names in these tables. */
  public DynamoDbToldNames(DynamoDbClient client, Tables tables, ObjectMapper json, Kept kept) {
    this.client = client;
    this.tables = tables;
    this.json = json;
    this.kept = kept;
  }

  @Override
  public int forget(OrgId org, Instant now) {
    long access = now.minus(kept.access()).getEpochSecond();
    long usage = now.minus(kept.usage()).getEpochSecond();
    return change(
        org,
        row -> !row.has(Tables.PENDING_PK),
        wire -> wire.path("slot").asLong(Long.MAX_VALUE) < (isAccess(wire) ? access : usage),
        wire -> {
          if (wire.path(FINDING) instanceof ObjectNode finding) {
            FindingNames.hide(finding, (id, name) -> kept.personal().test(id));
          }
          culprits(wire, (id, name) -> kept.personal().test(id));
        });
  }

  @Override
  public int erase(OrgId org, String user, Set<String> integrations) {
    BiPredicate<String, String> is =
        (id, name) ->
            kept.personal().test(id) && (integrations.contains(id) || isCalledBy(name, user));
    return change(
        org,
        row -> true,
        wire -> true,
        wire -> {
          if (wire.path(FINDING) instanceof ObjectNode finding) {
            FindingNames.drop(finding, user, is);
          }
          culprits(wire, is);
        });
  }

  private static boolean isAccess(JsonNode wire) {
    return wire.path("rule").asText().equals(Rule.ACCESS.stored());
  }

  private static boolean isCalledBy(String name, String user) {
    return !user.isBlank() && WORDS.splitAsStream(name).anyMatch(user::equalsIgnoreCase);
  }

  /** Who is behind the use of a limit: the id names nobody. */
  private static void culprits(ObjectNode wire, BiPredicate<String, String> which) {
    for (JsonNode one : wire.path("culprits")) {
      String id = one.path("id").asText();
      if (one instanceof ObjectNode culprit && which.test(id, one.path(NAME).asText())) {
        culprit.put(NAME, id);
      }
    }
  }

  private int change(
      OrgId org, Predicate<Item> which, Predicate<JsonNode> when, Consumer<ObjectNode> change) {
    String attempt = "take names out of what was told about " + org;
    int changed = 0;
    for (Item row : StoreCalls.queryAll(attempt, client, told(org))) {
      String before = row.text(TRANSITION);
      if (which.test(row) && read(attempt, before) instanceof ObjectNode wire && when.test(wire)) {
        change.accept(wire);
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
        .filterExpression(
            "contains(%1$s, :finding) OR contains(%1$s, :culprits)".formatted(TRANSITION))
        .expressionAttributeValues(
            Map.of(
                ":pk",
                AttributeValue.fromS(Tables.ofOutbox(org)),
                ":finding",
                AttributeValue.fromS("\"finding\""),
                ":culprits",
                AttributeValue.fromS("\"culprits\"")))
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
