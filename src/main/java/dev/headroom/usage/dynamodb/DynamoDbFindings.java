package dev.headroom.usage.dynamodb;

import dev.headroom.dynamodb.Item;
import dev.headroom.dynamodb.StoreCalls;
import dev.headroom.dynamodb.Tables;
import dev.headroom.org.OrgId;
import dev.headroom.usage.FindingStore;
import dev.headroom.usage.KnownFindings;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;

/** {@link FindingStore} in the state table: {@code FINDINGS} of each org, packed. */
@ApplicationScoped
public class DynamoDbFindings implements FindingStore {
  private static final String BODY = "body";

  private final DynamoDbClient client;
  private final Tables tables;

  /** The findings in these tables. */
  public DynamoDbFindings(DynamoDbClient client, Tables tables) {
    this.client = client;
    this.tables = tables;
  }

  @Override
  public Kept read(OrgId org) {
    String attempt = "read the findings of " + org;
    GetItemResponse found =
        StoreCalls.call(
            attempt,
            () ->
                client.getItem(
                    g ->
                        g.tableName(tables.state())
                            .key(Item.key(Tables.ofOrg(org), Tables.FINDINGS))
                            .consistentRead(true)));
    if (!found.hasItem() || found.item().isEmpty()) {
      return new Kept(0, KnownFindings.NONE);
    }
    Item row = new Item(found.item());
    try {
      return new Kept(row.number(Tables.VERSION), FindingsForm.unpack(row.bytes(BODY)));
    } catch (IOException e) {
      throw new IllegalStateException(attempt + ": they are damaged", e);
    }
  }

  @Override
  public boolean save(OrgId org, long version, KnownFindings next) {
    Item row =
        Item.of(Tables.ofOrg(org), Tables.FINDINGS)
            .number(Tables.VERSION, version + 1)
            .bytes(BODY, FindingsForm.pack(next))
            .build();
    PutItemRequest.Builder put =
        PutItemRequest.builder().tableName(tables.state()).item(row.attributes());
    if (version == 0) {
      put.conditionExpression(Tables.IS_NEW);
    } else {
      put.conditionExpression("ver = :ver")
          .expressionAttributeValues(Map.of(":ver", Item.number(version)));
    }
    return StoreCalls.conditionally(
            "keep the findings of " + org, () -> client.putItem(put.build()))
        == StoreCalls.Write.DONE;
  }
}
