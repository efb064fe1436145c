package dev.headroom.function;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.DynamodbEvent.DynamodbStreamRecord;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse.BatchItemFailure;
import com.amazonaws.services.lambda.runtime.events.models.dynamodb.AttributeValue;
import com.amazonaws.services.lambda.runtime.events.models.dynamodb.StreamRecord;
import dev.headroom.alert.AlertKey;
import dev.headroom.alert.Episode;
import dev.headroom.alert.Evidence;
import dev.headroom.alert.InMemoryAlertStates;
import dev.headroom.alert.Reason;
import dev.headroom.alert.Severity;
import dev.headroom.alert.Transition;
import dev.headroom.cycle.poll.SlotObservers;
import dev.headroom.cycle.tell.MassEvents;
import dev.headroom.cycle.tell.PublishCycle;
import dev.headroom.notify.Decision;
import dev.headroom.notify.Delivery;
import dev.headroom.notify.InMemoryNotifyStore;
import dev.headroom.notify.OutboxEntry;
import dev.headroom.notify.OutboxId;
import dev.headroom.org.OrgId;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

@SuppressWarnings("NullAway") // The sweep and the watch are not reached.
class PublishFunctionTest {
  private static final Instant NOW = Instant.parse("2026-11-25T12:00:00Z");

  @Test
  void onlyRecordsOfTheEventAreHandedBack() {
    InMemoryNotifyStore store =
        new InMemoryNotifyStore() {
          @Override
          public synchronized boolean handOver(
              OutboxEntry entry, Decision decision, List<Delivery> deliveries, Instant now) {
            throw new IllegalStateException("the store is away");
          }
        };
    OutboxId told = store.append(opened("acme-prod"), NOW);
    store.append(opened("acme-uat"), NOW);
    HostileEventsTest.NoFleet fleet = new HostileEventsTest.NoFleet();
    MassEvents groups =
        new MassEvents(
            new InMemoryAlertStates(),
            store,
            fleet,
            fleet,
            org -> Optional.empty(),
            SlotObservers.NONE,
            wait -> {});
    PublishFunction publish =
        new PublishFunction(
            new PublishCycle(store, fleet, fleet, null, groups, InstantSource.fixed(NOW)),
            null,
            null);

    assertThat(publish.publish(event(told)).getBatchItemFailures())
        .extracting(BatchItemFailure::getItemIdentifier)
        .containsExactly("111");
  }

  private static PublishEvent event(OutboxId id) {
    DynamodbStreamRecord record = new DynamodbStreamRecord();
    record.setEventName("INSERT");
    record.setDynamodb(
        new StreamRecord()
            .withSequenceNumber("111")
            .withKeys(
                Map.of(
                    "pk", new AttributeValue().withS("OUT#" + id.org()),
                    "sk", new AttributeValue().withS("%012d#000".formatted(id.version())))));
    PublishEvent event = new PublishEvent();
    event.setRecords(List.of(record));
    return event;
  }

  private static Transition opened(String org) {
    return new Transition.Opened(
        AlertKey.notReporting(new OrgId(org)),
        new Episode(NOW, Severity.ATTENTION, Reason.SILENCE, NOW, null),
        new Evidence.Silence(NOW, 2, NOW, "it answered 503", "Wait for Salesforce."));
  }
}
