package dev.headroom.alert.dynamodb;

import dev.headroom.alert.Note;
import dev.headroom.alert.Notes;
import dev.headroom.dynamodb.Item;
import dev.headroom.dynamodb.StoreCalls;
import dev.headroom.dynamodb.Tables;
import dev.headroom.org.OrgId;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/** Notes in the state table: one row each, in the partition of its org. */
@ApplicationScoped
public class DynamoDbNotes implements Notes {
  private static final Duration KEPT = Duration.ofDays(KEPT_DAYS);

  private final DynamoDbClient client;
  private final Tables tables;

  public DynamoDbNotes(DynamoDbClient client, Tables tables) {
    this.client = client;
    this.tables = tables;
  }

  @Override
  public List<Note> of(OrgId org) {
    return StoreCalls.queryFirst(
            "read the notes of " + org,
            client,
            QueryRequest.builder()
                .tableName(tables.state())
                .keyConditionExpression(Tables.IN_PARTITION + " AND begins_with(sk, :note)")
                .expressionAttributeValues(
                    Map.of(
                        ":pk", AttributeValue.fromS(Tables.ofOrg(org)),
                        ":note", AttributeValue.fromS(Tables.NOTE_PREFIX)))
                .scanIndexForward(false)
                .limit(MAX_NOTES)
                .build(),
            MAX_NOTES)
        .stream()
        .map(row -> read(org, row))
        .toList();
  }

  @Override
  public void add(Note note) {
    Item row =
        Item.of(Tables.ofOrg(note.org()), Tables.NOTE_PREFIX + note.id())
            .seconds("at", note.at())
            .text("by", note.by())
            .text("text", note.text())
            .text("alert", note.alert())
            .seconds(Tables.TTL, note.at().plus(KEPT))
            .build();
    StoreCalls.call(
        "store a note about " + note.org(),
        () -> client.putItem(p -> p.tableName(tables.state()).item(row.attributes())));
  }

  /** Deletes in a batch: {@code manage}, which needs it, may delete in no other way. */
  @Override
  public boolean remove(OrgId org, String id) {
    Map<String, AttributeValue> key = Item.key(Tables.ofOrg(org), Tables.NOTE_PREFIX + id);
    String attempt = "remove a note about " + org;
    boolean there =
        StoreCalls.call(
                attempt,
                () ->
                    client.getItem(g -> g.tableName(tables.state()).key(key).consistentRead(true)))
            .hasItem();
    if (there) {
      StoreCalls.batchWrite(
          attempt,
          client,
          tables.state(),
          List.of(WriteRequest.builder().deleteRequest(d -> d.key(key)).build()));
    }
    return there;
  }

  private static Note read(OrgId org, Item row) {
    return new Note(
        row.text(Tables.SK).substring(Tables.NOTE_PREFIX.length()),
        org,
        row.seconds("at"),
        row.text("by"),
        row.text("text"),
        row.findText("alert").orElse(null));
  }
}
