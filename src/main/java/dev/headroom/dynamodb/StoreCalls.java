package dev.headroom.dynamodb;

import dev.headroom.org.UnstorableException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemResponse;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.TransactionConflictException;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/**
 * Calls to the store with classified errors: a refused condition is a value, something that can
 * never be stored is an {@link UnstorableException}, every other store error is a {@link
 * StoreUnavailableException}. The client itself retries what is worth retrying before any of these
 * is seen.
 */
public final class StoreCalls {
  /** Codes of an error, and of a reason why a transaction was cancelled. */
  private static final Set<String> INVALID = Set.of("ValidationException", "ValidationError");

  private static final Pattern SIZE =
      Pattern.compile("size has exceeded|size to update has exceeded", Pattern.CASE_INSENSITIVE);
  private static final int BATCH_TRIES = 5;
  private static final int GET_BATCH = 100;
  private static final int WRITE_BATCH = 25;

  private StoreCalls() {}

  /** The result of a conditional write. */
  public enum Write {
    /** All of it was done. */
    DONE,
    /**
     * Its condition did not hold, or another write was touching the same item; nothing was written.
     */
    REFUSED
  }

  /**
   * Makes a call without a condition.
   *
   * @param attempt what it does, to follow "could not": {@code read the state of acme-prod}
   */
  public static <T> T call(String attempt, Supplier<T> call) {
    try {
      return call.get();
    } catch (SdkException e) {
      throw sorted(attempt, e);
    }
  }

  /**
   * Makes a conditional write of one item, or a transaction. If the client retried after a lost
   * answer, {@link Write#REFUSED} may be caused by our own write of one item: read again and see.
   * (A transaction carries a token, so its retry answers as the first attempt did.)
   */
  public static Write conditionally(String attempt, Runnable call) {
    try {
      call.run();
      return Write.DONE;
    } catch (ConditionalCheckFailedException | TransactionConflictException e) {
      return Write.REFUSED;
    } catch (TransactionCanceledException e) {
      if (isRefusal(e)) {
        return Write.REFUSED;
      }
      throw sorted(attempt, e);
    } catch (SdkException e) {
      throw sorted(attempt, e);
    }
  }

  /** A request that the store finds invalid stays invalid. */
  private static RuntimeException sorted(String attempt, SdkException e) {
    boolean isWrong =
        e instanceof TransactionCanceledException transaction
            ? transaction.cancellationReasons().stream().anyMatch(r -> INVALID.contains(r.code()))
            : e instanceof DynamoDbException refused
                && refused.awsErrorDetails() != null
                && INVALID.contains(refused.awsErrorDetails().errorCode());
    if (!isWrong) {
      return new StoreUnavailableException(attempt, e);
    }
    boolean isTooLarge = SIZE.matcher(said(e)).find();
    return new UnstorableException(
        attempt,
        isTooLarge
            ? "the row would be larger than the 400 KB that the store takes"
            : "the store finds it invalid",
        e);
  }

  private static String said(SdkException e) {
    return e instanceof TransactionCanceledException transaction
        ? transaction.cancellationReasons().stream()
            .map(reason -> String.valueOf(reason.message()))
            .collect(Collectors.joining(" "))
        : String.valueOf(e.getMessage());
  }

  /**
   * Failed conditions and conflicting transactions count as refused; throttling or an invalid item
   * does not.
   */
  private static boolean isRefusal(TransactionCanceledException e) {
    List<String> codes =
        e.cancellationReasons().stream()
            .map(CancellationReason::code)
            .filter(code -> code != null && !code.equals("None"))
            .toList();
    return !codes.isEmpty()
        && codes.stream()
            .allMatch(c -> c.equals("ConditionalCheckFailed") || c.equals("TransactionConflict"));
  }

  /** Returns every item of a query, over all pages. */
  public static List<Item> queryAll(String attempt, DynamoDbClient client, QueryRequest query) {
    return queryFirst(attempt, client, query, Integer.MAX_VALUE);
  }

  /** Returns the first {@code most} items of a query, reading as many pages as it takes. */
  public static List<Item> queryFirst(
      String attempt, DynamoDbClient client, QueryRequest query, int most) {
    List<Item> items = new ArrayList<>();
    QueryRequest next = query;
    while (items.size() < most) {
      QueryRequest page = next;
      QueryResponse answer = call(attempt, () -> client.query(page));
      answer.items().stream().limit(most - items.size()).map(Item::new).forEach(items::add);
      if (!answer.hasLastEvaluatedKey() || answer.lastEvaluatedKey().isEmpty()) {
        break;
      }
      next = query.toBuilder().exclusiveStartKey(answer.lastEvaluatedKey()).build();
    }
    return items;
  }

  /**
   * Returns the items of these keys that exist, in no order. Keys that the store left unread are
   * requested again, then reported.
   *
   * @param keys without duplicates
   */
  public static List<Item> batchGet(
      String attempt,
      DynamoDbClient client,
      String table,
      List<Map<String, AttributeValue>> keys,
      boolean consistently) {
    List<Item> items = new ArrayList<>();
    for (int at = 0; at < keys.size(); at += GET_BATCH) {
      List<Map<String, AttributeValue>> left =
          keys.subList(at, Math.min(keys.size(), at + GET_BATCH));
      for (int tries = 0; !left.isEmpty(); tries++) {
        pauseBefore(attempt, tries, left.size());
        BatchGetItemRequest request =
            BatchGetItemRequest.builder()
                .requestItems(
                    Map.of(
                        table,
                        KeysAndAttributes.builder()
                            .keys(left)
                            .consistentRead(consistently)
                            .build()))
                .build();
        BatchGetItemResponse answer = call(attempt, () -> client.batchGetItem(request));
        answer.responses().getOrDefault(table, List.of()).stream()
            .map(Item::new)
            .forEach(items::add);
        KeysAndAttributes unread = answer.unprocessedKeys().get(table);
        left = unread == null ? List.of() : unread.keys();
      }
    }
    return items;
  }

  /**
   * Writes unconditionally, at least once and in no order. Writes that the store left undone are
   * sent again, then reported.
   *
   * @param writes without duplicate items
   */
  public static void batchWrite(
      String attempt, DynamoDbClient client, String table, List<WriteRequest> writes) {
    for (int at = 0; at < writes.size(); at += WRITE_BATCH) {
      List<WriteRequest> left = writes.subList(at, Math.min(writes.size(), at + WRITE_BATCH));
      for (int tries = 0; !left.isEmpty(); tries++) {
        pauseBefore(attempt, tries, left.size());
        Map<String, List<WriteRequest>> request = Map.of(table, left);
        BatchWriteItemResponse answer =
            call(attempt, () -> client.batchWriteItem(b -> b.requestItems(request)));
        left = answer.unprocessedItems().getOrDefault(table, List.of());
      }
    }
  }

  /** Waits a jittered, growing time before a repeat, and gives up after a few. */
  private static void pauseBefore(String attempt, int tries, int left) {
    if (tries == 0) {
      return;
    }
    if (tries == BATCH_TRIES) {
      throw new StoreUnavailableException(
          "could not %s: the store left %d of a batch undone, %d times"
              .formatted(attempt, left, tries));
    }
    pause(attempt, tries);
  }

  /**
   * Waits a random time, at most 25 ms doubled with each of {@code tries}, so that callers in step
   * separate.
   *
   * @throws StoreUnavailableException if interrupted meanwhile
   */
  public static void pause(String attempt, int tries) {
    try {
      Thread.sleep(ThreadLocalRandom.current().nextLong(25L << tries) + 1);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoreUnavailableException(attempt, e);
    }
  }
}
