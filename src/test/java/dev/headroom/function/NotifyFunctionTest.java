package dev.headroom.function;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse.BatchItemFailure;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.headroom.cycle.tell.DeliveryCycle;
import dev.headroom.cycle.watch.Vitals;
import dev.headroom.cycle.watch.WatchCycle;
import dev.headroom.notify.Delivery;
import dev.headroom.notify.DeliveryRef;
import dev.headroom.notify.InMemoryNotifyStore;
import dev.headroom.notify.NotifyStore;
import dev.headroom.notify.sqs.DeliveryBodies;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class NotifyFunctionTest {
  @Test
  @SuppressWarnings("NullAway") // A cycle that fails in the worst of ways.
  void aRecordWhoseDeliveryIsNotRecordedIsHandedBackWhateverWasThrown() {
    NotifyStore broken =
        new InMemoryNotifyStore() {
          @Override
          public synchronized Optional<Delivery> find(DeliveryRef ref) {
            throw new StackOverflowError();
          }
        };
    NotifyFunction function =
        new NotifyFunction(
            new DeliveryCycle(
                new DeliveryCycle.Stores(broken, broken, broken, broken, null),
                null,
                null,
                null,
                null,
                InstantSource.system(),
                new Random(1)),
            new DeliveryBodies(new ObjectMapper()),
            null,
            new WatchCycle(
                Vitals.NONE,
                null,
                Optional::empty,
                null,
                Optional.empty(),
                InstantSource.system(),
                () -> Duration.ofMinutes(5)));
    SQSMessage readable = record("m1", "{\"outbox\": \"acme-prod:1:0\", \"target\": \"hooks\"}");
    SQSMessage unreadable = record("m2", "rubbish");
    SQSEvent event = new SQSEvent();
    event.setRecords(List.of(readable, unreadable));

    assertThat(function.notify(event).getBatchItemFailures())
        .extracting(BatchItemFailure::getItemIdentifier)
        .containsExactlyInAnyOrder("m1", "m2");
  }

  private static SQSMessage record(String id, String body) {
    SQSMessage record = new SQSMessage();
    record.setMessageId(id);
    record.setBody(body);
    return record;
  }
}
