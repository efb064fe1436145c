package dev.headroom.fleet.dynamodb;

import dev.headroom.dynamodb.Item;
import dev.headroom.dynamodb.StoreCalls;
import dev.headroom.dynamodb.Tables;
import dev.headroom.fleet.AuditEntry;
import dev.headroom.fleet.Change;
import dev.headroom.fleet.SecretMove;
import dev.headroom.org.PlainText;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * The audit: {@code AUDIT} / {@code AUDIT#<instant>#<n>}, who changed what and when, and with which
 * manifest. It is written before the change, so that no change lacks its entry.
 */
final class AuditRows {

  /** A DynamoDB row has at most 400 KB, in UTF-8. */
  private static final int MAX_CHARS_A_ROW = 100_000;

  private static final int MAX_CHARS_A_TEXT = 4_000;

  private final DynamoDbClient client;
  private final Tables tables;

  AuditRows(DynamoDbClient client, Tables tables) {
    this.client = client;
    this.tables = tables;
  }

  /** Adds an entry, in several rows if there are many changes. */
  void add(AuditEntry entry) {
    int number = 0;
    List<String> row = new ArrayList<>();
    int chars = 0;
    for (String text : texts(entry)) {
      if (chars + text.length() > MAX_CHARS_A_ROW) {
        number = put(entry, number, row);
        row.clear();
        chars = 0;
      }
      row.add(text);
      chars += text.length();
    }
    put(entry, number, row);
  }

  private static List<String> texts(AuditEntry entry) {
    return Stream.of(
            entry.secretMoves().stream().map(SecretMove::toString),
            entry.changes().stream().map(AuditRows::text),
            entry.resumed().stream().map(target -> "resume target " + target))
        .flatMap(texts -> texts)
        .map(text -> PlainText.of(text, MAX_CHARS_A_TEXT))
        .toList();
  }

  /** Writes a row under the first free number from {@code number} on; returns the next number. */
  private int put(AuditEntry entry, int number, List<String> changes) {
    int free = number;
    while (write(entry, free++, changes) == StoreCalls.Write.REFUSED) {
      // Another apply in the same millisecond has this number.
    }
    return free;
  }

  private StoreCalls.Write write(AuditEntry entry, int number, List<String> changes) {
    String sk =
        (Tables.AUDIT + "#%s#%d").formatted(entry.at().truncatedTo(ChronoUnit.MILLIS), number);
    Item row =
        Item.of(Tables.AUDIT, sk)
            .text("actor", entry.actor())
            .millis("at", entry.at())
            .text("manifest", entry.manifestDigest())
            .texts("changes", changes)
            .build();
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
    String text =
        change.action().name().toLowerCase(Locale.ROOT) + " " + change.kind() + " " + change.id();
    return change.members().isEmpty() ? text : text + ": " + change.details();
  }
}
