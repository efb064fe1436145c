package dev.headroom.fleet.dynamodb;

import dev.headroom.dynamodb.Item;
import dev.headroom.dynamodb.StoreCalls;
import dev.headroom.dynamodb.Tables;
import dev.headroom.fleet.Change;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * The audit: {@code AUDIT} / {@code AUDIT#<instant>#<n>}, who changed what and when. It is written
 * before the change is, so that no change lacks its entry.
 */
final class AuditRows {
  static final String AUDIT = "AUDIT";

  /** A row of DynamoDB has 400 KB at most; an id has 64 characters. */
  private static final int CHANGES_A_ROW = 2_000;

  private final DynamoDbClient client;
  private final Tables tables;

  AuditRows(DynamoDbClient client, Tables tables) {
    this.client = client;
    this.tables = tables;
  }

  /** Adds an entry, of several rows when the changes are many. */
  void add(List<Change> changes, String actor, Instant at) {
    int number = 0;
    for (int from = 0; from < changes.size(); from += CHANGES_A_ROW) {
      List<String> texts =
          changes.subList(from, Math.min(changes.size(), from + CHANGES_A_ROW)).stream()
              .map(AuditRows::text)
              .toList();
      while (put(at, number++, texts, actor) == StoreCalls.Write.REFUSED) {
        // Another apply of the same millisecond has this number.
      }
    }
  }

  private StoreCalls.Write put(Instant at, int number, List<String> changes, String actor) {
    String sk = "AUDIT#%s#%d".formatted(at.truncatedTo(ChronoUnit.MILLIS), number);
    Item row =
        Item.of(AUDIT, sk).text("actor", actor).millis("at", at).texts("changes", changes).build();
    return StoreCalls.conditionally(
        "write the audit",
        () ->
            client.putItem(
                b ->
                    b.tableName(tables.state())
                        .item(row.attributes())
                        .conditionExpression("attribute_not_exists(pk)")));
  }

  private static String text(Change change) {
    return change.action().name().toLowerCase(Locale.ROOT)
        + " "
        + change.kind()
        + " "
        + change.id();
  }
}
