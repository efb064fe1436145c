package dev.headroom.alert.dynamodb;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.headroom.alert.InMemoryAlertStates.Told;
import dev.headroom.dynamodb.Item;
import dev.headroom.dynamodb.Tables;
import dev.headroom.dynamodb.TestDynamoDb;
import dev.headroom.org.OrgId;
import java.util.Comparator;
import java.util.List;

/** What stands in the outbox of a test's tables. */
public final class OutboxRows {
  private OutboxRows() {}

  /** The entries of {@code org} in the order of their commits. */
  public static List<Told> of(TestDynamoDb database, OrgId org) {
    TransitionJson json = new TransitionJson(new JsonMapper());
    return database.allState().stream()
        .filter(row -> row.text("pk").equals(Tables.ofOutbox(org)))
        .sorted(Comparator.comparing(row -> row.text("sk")))
        .map(
            row ->
                new Told(
                    id(org, row),
                    json.read(row.text("transition")),
                    row.findText("previous").orElse(null)))
        .toList();
  }

  private static String id(OrgId org, Item row) {
    String[] place = row.text("sk").split("#", 2);
    return OutboxKeys.id(org, Long.parseLong(place[0]), Integer.parseInt(place[1]));
  }
}
