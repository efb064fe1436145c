package dev.headroom.local;

import com.amazonaws.services.lambda.runtime.events.DynamodbEvent.DynamodbStreamRecord;
import dev.headroom.dynamodb.Tables;
import dev.headroom.function.PublishEvent;
import dev.headroom.function.PublishFunction;
import dev.headroom.local.dynamodb.StreamPump;
import io.quarkus.logging.Log;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/** Feeds the publisher with the stream, as Lambda's mapping does. */
@Singleton
final class StreamFeed {
  private static final Duration BETWEEN_READS = Duration.ofMillis(100);

  private final DynamoDbClient database;
  private final DynamoDbStreamsClient streams;
  private final Tables tables;
  private final PublishFunction publish;
  private volatile boolean stopping;

  StreamFeed(
      DynamoDbClient database,
      DynamoDbStreamsClient streams,
      Tables tables,
      PublishFunction publish) {
    this.database = database;
    this.streams = streams;
    this.tables = tables;
    this.publish = publish;
  }

  /** Opens the stream, from now on; {@link #run} reads it. */
  StreamPump open() {
    return StreamPump.open(
        database, streams, tables.state(), r -> r.eventNameAsString().equals("INSERT"));
  }

  /** Passes on what comes, until it is stopped. */
  void run(StreamPump pump) {
    while (!stopping) {
      try {
        List<DynamodbStreamRecord> records = pump.next();
        if (!records.isEmpty()) {
          PublishEvent event = new PublishEvent();
          event.setRecords(records);
          publish.publish(event);
        }
      } catch (RuntimeException | Error e) {
        if (!stopping) {
          Log.error("the stream was not read; the sweep picks up what it missed", e);
        }
      }
      LockSupport.parkNanos(BETWEEN_READS.toNanos());
    }
  }

  void stop() {
    stopping = true;
  }
}
