package dev.headroom.local.dynamodb;

import com.amazonaws.services.lambda.runtime.events.DynamodbEvent.DynamodbStreamRecord;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.ExpiredIteratorException;
import software.amazon.awssdk.services.dynamodb.model.GetRecordsResponse;
import software.amazon.awssdk.services.dynamodb.model.Record;
import software.amazon.awssdk.services.dynamodb.model.Shard;
import software.amazon.awssdk.services.dynamodb.model.ShardIteratorType;
import software.amazon.awssdk.services.dynamodb.model.TrimmedDataAccessException;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/**
 * Reads a table's stream as Lambda's mapping would: from the moment it is opened, shard by shard,
 * only the records that pass a filter. The sweeper handles what came before, or is lost with an
 * expired iterator.
 */
public final class StreamPump {
  private static final int ROUNDS_BETWEEN_SHARD_LOOKS = 20;

  private final DynamoDbStreamsClient streams;
  private final String arn;
  private final Predicate<Record> filter;
  private final Map<String, String> iterators = new HashMap<>();
  private final Set<String> seen = new HashSet<>();
  private int rounds;

  private StreamPump(DynamoDbStreamsClient streams, String arn, Predicate<Record> filter) {
    this.streams = streams;
    this.arn = arn;
    this.filter = filter;
  }

  /** Opens the stream of {@code table} at its present end. */
  public static StreamPump open(
      DynamoDbClient database,
      DynamoDbStreamsClient streams,
      String table,
      Predicate<Record> filter) {
    String arn = database.describeTable(t -> t.tableName(table)).table().latestStreamArn();
    StreamPump pump = new StreamPump(streams, arn, filter);
    pump.lookForShards(ShardIteratorType.LATEST);
    return pump;
  }

  /**
   * Returns the records that came since the last call and pass the filter, in the stream's order.
   */
  public List<DynamodbStreamRecord> next() {
    if (++rounds % ROUNDS_BETWEEN_SHARD_LOOKS == 0) {
      lookForShards(ShardIteratorType.TRIM_HORIZON);
    }
    List<DynamodbStreamRecord> records = new ArrayList<>();
    for (Map.Entry<String, String> shard : List.copyOf(iterators.entrySet())) {
      read(shard.getKey(), shard.getValue(), records);
    }
    return records;
  }

  private void read(String shard, String iterator, List<DynamodbStreamRecord> records) {
    try {
      GetRecordsResponse response = streams.getRecords(r -> r.shardIterator(iterator));
      response.records().stream()
          .filter(filter)
          .map(StreamRecords::lambdaShape)
          .forEach(records::add);
      if (response.nextShardIterator() == null) {
        iterators.remove(shard);
        lookForShards(ShardIteratorType.TRIM_HORIZON);
      } else {
        iterators.put(shard, response.nextShardIterator());
      }
    } catch (ExpiredIteratorException | TrimmedDataAccessException e) {
      iterators.put(shard, iterator(shard, ShardIteratorType.TRIM_HORIZON));
    }
  }

  private void lookForShards(ShardIteratorType from) {
    for (Shard shard : streams.describeStream(d -> d.streamArn(arn)).streamDescription().shards()) {
      if (seen.add(shard.shardId())) {
        iterators.put(shard.shardId(), iterator(shard.shardId(), from));
      }
    }
  }

  private String iterator(String shard, ShardIteratorType from) {
    return streams
        .getShardIterator(i -> i.streamArn(arn).shardId(shard).shardIteratorType(from))
        .shardIterator();
  }
}
