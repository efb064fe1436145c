package dev.headroom.cycle.poll;

import dev.headroom.dynamodb.Item;
import dev.headroom.dynamodb.Tables;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemResponse;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsResponse;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemResponse;

/**
 * A client of tables that costs next to nothing: rows of the state table in a map, for one writer,
 * so conditions always hold; a query finds nothing, and an update adds to the dictionary of names.
 */
final class RowsInAMap {
  private record Place(String partition, String sortKey) {}

  private final Map<Place, Map<String, AttributeValue>> rows = new ConcurrentHashMap<>();

  DynamoDbClient client() {
    return (DynamoDbClient)
        Proxy.newProxyInstance(
            DynamoDbClient.class.getClassLoader(),
            new Class<?>[] {DynamoDbClient.class},
            (proxy, method, arguments) -> answer(method.getName(), arguments[0]));
  }

  @SuppressWarnings("unchecked") // the client's methods that take a consumer take one of a builder
  private Object answer(String method, Object request) {
    return switch (method) {
      case "getItem" -> {
        GetItemRequest.Builder asked = GetItemRequest.builder();
        ((Consumer<GetItemRequest.Builder>) request).accept(asked);
        GetItemRequest get = asked.build();
        Map<String, AttributeValue> row = rows.get(place(get.key()));
        yield row == null
            ? GetItemResponse.builder().build()
            : GetItemResponse.builder().item(row).build();
      }
      case "batchGetItem" -> {
        BatchGetItemRequest batch = (BatchGetItemRequest) request;
        Map<String, List<Map<String, AttributeValue>>> found = new HashMap<>();
        batch
            .requestItems()
            .forEach(
                (table, keys) ->
                    found.put(
                        table,
                        keys.keys().stream()
                            .map(key -> rows.get(place(key)))
                            .filter(Objects::nonNull)
                            .toList()));
        yield BatchGetItemResponse.builder().responses(found).build();
      }
      case "putItem" -> {
        PutItemRequest.Builder asked = PutItemRequest.builder();
        ((Consumer<PutItemRequest.Builder>) request).accept(asked);
        PutItemRequest put = asked.build();
        keep(put.tableName(), put.item());
        yield PutItemResponse.builder().build();
      }
      case "transactWriteItems" -> {
        TransactWriteItemsRequest.Builder asked = TransactWriteItemsRequest.builder();
        ((Consumer<TransactWriteItemsRequest.Builder>) request).accept(asked);
        asked
            .build()
            .transactItems()
            .forEach(write -> keep(write.put().tableName(), write.put().item()));
        yield TransactWriteItemsResponse.builder().build();
      }
      case "updateItem" -> {
        UpdateItemRequest.Builder asked = UpdateItemRequest.builder();
        ((Consumer<UpdateItemRequest.Builder>) request).accept(asked);
        UpdateItemRequest update = asked.build();
        Map<String, AttributeValue> row = new HashMap<>(update.key());
        List<AttributeValue> names = new ArrayList<>();
        Map<String, AttributeValue> before = rows.get(place(update.key()));
        names.addAll(list(before, "names"));
        names.addAll(list(update.expressionAttributeValues(), ":new"));
        row.put("names", AttributeValue.fromL(names));
        keep(update.tableName(), row);
        yield UpdateItemResponse.builder().build();
      }
      case "query" -> QueryResponse.builder().build();
      default -> throw new UnsupportedOperationException(method);
    };
  }

  private static List<AttributeValue> list(@Nullable Map<String, AttributeValue> row, String name) {
    AttributeValue value = row == null ? null : row.get(name);
    return value == null ? List.of() : value.l();
  }

  /** Samples are not read again. */
  private void keep(String table, Map<String, AttributeValue> row) {
    if (table.equals(Tables.DEFAULT.state())) {
      rows.put(place(row), row);
    }
  }

  private static Place place(Map<String, AttributeValue> keys) {
    Item row = new Item(keys);
    return new Place(row.text(Tables.PK), row.text(Tables.SK));
  }
}
