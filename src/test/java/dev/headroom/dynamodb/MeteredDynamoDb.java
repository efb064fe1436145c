package dev.headroom.dynamodb;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.ConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbRequest;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbResponse;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactGetItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/**
 * A client that counts its calls and the capacity that the service would charge for them: what the
 * embedded database says, put right by {@link ServiceUnits} where that is known to differ. (The
 * embedded database's client does not run execution interceptors.)
 */
public final class MeteredDynamoDb {
  private static final Set<String> READS =
      Set.of("getItem", "query", "scan", "batchGetItem", "transactGetItems");

  private final DynamoDbClient client;
  private final List<String> calls = new ArrayList<>();
  private double readUnits;
  private double writeUnits;
  private Consumer<String> before = call -> {};

  /** Meters {@code metered}. */
  public MeteredDynamoDb(DynamoDbClient metered) {
    this.client =
        (DynamoDbClient)
            Proxy.newProxyInstance(
                DynamoDbClient.class.getClassLoader(),
                new Class<?>[] {DynamoDbClient.class},
                (proxy, method, arguments) -> invoke(proxy, metered, method, arguments));
  }

  /** The client to hand to the code under test. */
  public DynamoDbClient client() {
    return client;
  }

  /** Runs {@code action} before each call, given its name; a throw of it fails the call. */
  public MeteredDynamoDb before(Consumer<String> action) {
    before = action;
    return this;
  }

  /** Forgets what was counted. */
  public synchronized void reset() {
    calls.clear();
    readUnits = 0;
    writeUnits = 0;
  }

  /** The names of the calls, in order. */
  public synchronized List<String> calls() {
    return List.copyOf(calls);
  }

  /** Capacity that reads consumed, in read units. */
  public synchronized double readUnits() {
    return readUnits;
  }

  /** Capacity that writes consumed, in write units. */
  public synchronized double writeUnits() {
    return writeUnits;
  }

  /** The figures for a person. */
  public synchronized String summary() {
    return "%s read units, %s write units, calls %s".formatted(readUnits, writeUnits, calls);
  }

  private @Nullable Object invoke(
      Object proxy, DynamoDbClient metered, Method method, Object @Nullable [] arguments)
      throws Throwable {
    if (arguments == null || arguments.length != 1) {
      return delegate(metered, method, arguments);
    }
    if (!(arguments[0] instanceof DynamoDbRequest request)) {
      // The form with a builder calls the form with a request, which is the one that is metered.
      return InvocationHandler.invokeDefault(proxy, method, arguments);
    }
    before.accept(method.getName());
    List<Map<String, AttributeValue>> there = touched(metered, request);
    try {
      Object answer = delegate(metered, method, new Object[] {metering(request)});
      if (answer instanceof DynamoDbResponse response) {
        record(method.getName(), request, there, response);
      }
      return answer;
    } catch (ConditionalCheckFailedException e) {
      add(method.getName(), there.stream().mapToDouble(ServiceUnits::ofRefusal).sum());
      throw e;
    } catch (TransactionCanceledException e) {
      add(method.getName(), units((TransactWriteItemsRequest) request, there));
      throw e;
    }
  }

  private static @Nullable Object delegate(
      DynamoDbClient metered, Method method, Object @Nullable [] arguments) throws Throwable {
    try {
      return method.invoke(metered, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  /** The items that are there before a write whose charge depends on them, in its order. */
  private static List<Map<String, AttributeValue>> touched(
      DynamoDbClient metered, DynamoDbRequest request) {
    return switch (request) {
      case PutItemRequest r -> List.of(item(metered, r.tableName(), key(r.item())));
      case UpdateItemRequest r -> List.of(item(metered, r.tableName(), r.key()));
      case DeleteItemRequest r -> List.of(item(metered, r.tableName(), r.key()));
      case TransactWriteItemsRequest r ->
          r.transactItems().stream()
              .map(MeteredDynamoDb::put)
              .map(put -> item(metered, put.tableName(), key(put.item())))
              .toList();
      default -> List.of();
    };
  }

  private static Put put(TransactWriteItem part) {
    if (part.put() == null) {
      throw new UnsupportedOperationException("only puts of a transaction are metered: " + part);
    }
    return part.put();
  }

  private static Map<String, AttributeValue> key(Map<String, AttributeValue> item) {
    return Map.of(Tables.PK, item.get(Tables.PK), Tables.SK, item.get(Tables.SK));
  }

  private static Map<String, AttributeValue> item(
      DynamoDbClient metered, String table, Map<String, AttributeValue> key) {
    return metered.getItem(g -> g.tableName(table).key(key).consistentRead(true)).item();
  }

  private void record(
      String call,
      DynamoDbRequest request,
      List<Map<String, AttributeValue>> there,
      DynamoDbResponse answer) {
    double told = units(answer.getValueForField("ConsumedCapacity", Object.class).orElse(null));
    add(
        call,
        switch (request) {
          case TransactWriteItemsRequest r -> units(r, there);
          case BatchGetItemRequest r -> units(r, (BatchGetItemResponse) answer);
          case QueryRequest r -> atLeast(told, Boolean.TRUE.equals(r.consistentRead()));
          case ScanRequest r -> atLeast(told, Boolean.TRUE.equals(r.consistentRead()));
          default -> told;
        });
  }

  private synchronized void add(String call, double units) {
    calls.add(call);
    if (READS.contains(call)) {
      readUnits += units;
    } else {
      writeUnits += units;
    }
  }

  private static double atLeast(double told, boolean isConsistent) {
    return Math.max(
        told, isConsistent ? 2 * ServiceUnits.NOTHING_FOUND : ServiceUnits.NOTHING_FOUND);
  }

  private static double units(
      TransactWriteItemsRequest request, List<Map<String, AttributeValue>> there) {
    double units = 0;
    for (int i = 0; i < there.size(); i++) {
      units += ServiceUnits.ofTransaction(there.get(i), put(request.transactItems().get(i)).item());
    }
    return units;
  }

  private static double units(BatchGetItemRequest request, BatchGetItemResponse answer) {
    double units = 0;
    for (Map.Entry<String, KeysAndAttributes> asked : request.requestItems().entrySet()) {
      boolean isConsistent = Boolean.TRUE.equals(asked.getValue().consistentRead());
      List<Map<String, AttributeValue>> found =
          answer.responses().getOrDefault(asked.getKey(), List.of());
      units += found.stream().mapToDouble(i -> ServiceUnits.ofBatchRead(i, isConsistent)).sum();
      units +=
          (asked.getValue().keys().size() - found.size())
              * ServiceUnits.ofBatchRead(Map.of(), isConsistent);
    }
    return units;
  }

  private static double units(@Nullable Object consumed) {
    return switch (consumed) {
      case ConsumedCapacity one -> one.capacityUnits();
      case Collection<?> many -> many.stream().mapToDouble(MeteredDynamoDb::units).sum();
      case null, default -> 0;
    };
  }

  private static DynamoDbRequest metering(DynamoDbRequest request) {
    ReturnConsumedCapacity total = ReturnConsumedCapacity.TOTAL;
    return switch (request) {
      case GetItemRequest r -> r.toBuilder().returnConsumedCapacity(total).build();
      case PutItemRequest r -> r.toBuilder().returnConsumedCapacity(total).build();
      case UpdateItemRequest r -> r.toBuilder().returnConsumedCapacity(total).build();
      case DeleteItemRequest r -> r.toBuilder().returnConsumedCapacity(total).build();
      case QueryRequest r -> r.toBuilder().returnConsumedCapacity(total).build();
      case ScanRequest r -> r.toBuilder().returnConsumedCapacity(total).build();
      case BatchGetItemRequest r -> r.toBuilder().returnConsumedCapacity(total).build();
      case BatchWriteItemRequest r -> r.toBuilder().returnConsumedCapacity(total).build();
      case TransactGetItemsRequest r -> r.toBuilder().returnConsumedCapacity(total).build();
      case TransactWriteItemsRequest r -> r.toBuilder().returnConsumedCapacity(total).build();
      default -> request;
    };
  }
}
