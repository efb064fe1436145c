package dev.headroom.function;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.DynamodbEvent.DynamodbStreamRecord;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse.BatchItemFailure;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import com.amazonaws.services.lambda.runtime.events.models.dynamodb.AttributeValue;
import com.amazonaws.services.lambda.runtime.events.models.dynamodb.StreamRecord;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.headroom.alert.InMemoryAlertStates;
import dev.headroom.alert.InMemoryNotes;
import dev.headroom.cycle.ask.BacktestCycle;
import dev.headroom.cycle.ask.EraseCycle;
import dev.headroom.cycle.ask.ManageCycle;
import dev.headroom.cycle.ask.NoteCycle;
import dev.headroom.cycle.ask.OrgChecks;
import dev.headroom.cycle.ask.OrgOrders;
import dev.headroom.cycle.ask.PauseCycle;
import dev.headroom.cycle.ask.WhatIfCycle;
import dev.headroom.cycle.export.HandOver;
import dev.headroom.cycle.poll.InvocationTime;
import dev.headroom.cycle.poll.OrgRunner;
import dev.headroom.cycle.poll.PollCycle;
import dev.headroom.cycle.poll.SlotObservers;
import dev.headroom.cycle.poll.sqs.PollBodies;
import dev.headroom.cycle.tell.DeliveryCycle;
import dev.headroom.cycle.tell.PublishCycle;
import dev.headroom.cycle.tell.SweepTrigger;
import dev.headroom.cycle.tell.TargetsCycle;
import dev.headroom.cycle.watch.Vitals;
import dev.headroom.cycle.watch.WatchCycle;
import dev.headroom.fleet.AuditEntry;
import dev.headroom.fleet.Fleet;
import dev.headroom.fleet.FleetStore;
import dev.headroom.fleet.Settings;
import dev.headroom.fleet.manifest.YamlManifestReader;
import dev.headroom.fuzz.Mutations;
import dev.headroom.history.InMemoryUsageHistory;
import dev.headroom.http.EgressPolicy;
import dev.headroom.limits.csv.CsvLimitCatalogue;
import dev.headroom.notify.InMemoryNotifyStore;
import dev.headroom.notify.sqs.DeliveryBodies;
import dev.headroom.org.Org;
import dev.headroom.org.OrgDirectory;
import dev.headroom.org.OrgId;
import dev.headroom.org.PlainText;
import dev.headroom.report.json.ManageAnswer;
import dev.headroom.sqs.DeadLetters;
import dev.headroom.usage.InMemoryUsageStore;
import dev.headroom.usage.NoUsage;
import dev.headroom.wiring.TargetTypes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whatever stands in an event: a record that cannot be read fails alone, and nothing is thrown. */
@SuppressWarnings("NullAway") // What no event of these reaches is left out.
class HostileEventsTest {
  private static final Instant NOW = Instant.parse("2026-11-25T12:00:00Z");
  private static final InstantSource CLOCK = InstantSource.fixed(NOW);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String GOOD = "good";

  private final InMemoryNotifyStore store = new InMemoryNotifyStore();
  private final NoFleet fleet = new NoFleet();
  private final UnreadableRecords unreadable =
      new UnreadableRecords(new DeadLetters(null, FixedQueues.NONE));
  private final WatchCycle watch =
      new WatchCycle(
          Vitals.NONE,
          null,
          Optional::empty,
          store,
          Optional.empty(),
          CLOCK,
          () -> Duration.ofMinutes(5));

  @Test
  void noRecordOfPollThrowsOrStopsAnother() {
    PollFunction poll =
        new PollFunction(
            new PollCycle(
                new PollCycle.Stores(fleet, null, null, fleet),
                new PollCycle.Sources(null, null),
                new PollCycle.Judging(null, null, null),
                SlotObservers.NONE,
                CLOCK,
                Duration.ofSeconds(30),
                new OrgRunner(4)),
            new PollBodies(JSON),
            new FarTimes(CLOCK),
            unreadable,
            watch,
            new InvocationTime(Duration.ofMinutes(1)),
            new HandOver(fleet, fleet, null));
    String body = "{\"slot\": \"2026-11-25T10:05:00Z\", \"orgs\": [\"acme-prod\", \"acme-uat\"]}";
    Mutations texts = new Mutations(1);
    int failed = 0;
    for (int i = 0; i < 700; i++) {
      failed += failures(poll.poll(event(texts, body, body)));
    }
    System.out.println("hostile poll events: " + texts.figures() + "; handed back " + failed);
    assertThat(failed).isBetween(1, 699);
  }

  @Test
  void noRecordOfNotifyThrowsOrStopsAnother() {
    NotifyFunction notify =
        new NotifyFunction(
            new DeliveryCycle(
                new DeliveryCycle.Stores(store, store, store, store, null),
                fleet,
                null,
                null,
                null,
                CLOCK,
                new Random(1)),
            new DeliveryBodies(JSON),
            unreadable,
            watch);
    String body = "{\"outbox\": \"acme-prod:12:0\", \"target\": \"hooks\"}";
    Mutations texts = new Mutations(2);
    int failed = 0;
    for (int i = 0; i < 700; i++) {
      failed += failures(notify.notify(event(texts, body, body)));
    }
    System.out.println("hostile notify events: " + texts.figures() + "; handed back " + failed);
    assertThat(failed).isBetween(1, 699);
  }

  @Test
  void noRecordOfTheStreamThrows() {
    PublishFunction publish =
        new PublishFunction(new PublishCycle(store, fleet, fleet, null, null, CLOCK), null, watch);
    Mutations texts = new Mutations(3);
    for (int i = 0; i < 600; i++) {
      DynamodbStreamRecord record = new DynamodbStreamRecord();
      record.setEventName(i % 5 == 0 ? texts.of(List.of("INSERT")) : "INSERT");
      record.setDynamodb(
          new StreamRecord()
              .withSequenceNumber(texts.of(List.of("111")))
              .withKeys(
                  Map.of(
                      "pk", new AttributeValue().withS(texts.of(List.of("OUT#acme-prod"))),
                      "sk", new AttributeValue().withS(texts.of(List.of("000000000012#000"))))));
      PublishEvent event = new PublishEvent();
      event.setRecords(List.of(record));

      assertThat(publish.publish(event).getBatchItemFailures()).isEmpty();
    }
    System.out.println("hostile stream events: " + texts.figures());
  }

  @Test
  void noManifestAndNoQuestionThrows() throws IOException {
    ManageFunction manage = manage();
    List<String> manifests =
        List.of(
            Files.readString(Path.of("src/test/resources/manifest/valid/whole.yaml")),
            Files.readString(Path.of("src/test/resources/manifest/valid/levels.yaml")),
            Files.readString(Path.of("src/test/resources/manifest/valid/anchors.yaml")));
    Mutations texts = new Mutations(4);
    int valid = 0;
    for (int i = 0; i < 1_200; i++) {
      ManageAnswer answer = manage.manage(new ManageEvent("plan", texts.of(manifests), null, null));
      assertAreFit(answer.violations());
      valid += answer.violations().isEmpty() ? 1 : 0;
    }
    for (int i = 0; i < 300; i++) {
      String action = texts.any(List.of("backtest", "what-if", "resume", "plan"));
      Map<String, Object> members =
          Map.of(
              texts.any(List.of("from", "calls", "target", texts.of(List.of("shape")))),
              texts.of(List.of("2026-11-01", "20000", "weekdays 08:00-18:00", "70")));
      try {
        assertAreFit(
            manage
                .manage(
                    new ManageEvent(
                        i % 4 == 0 ? texts.of(List.of(action)) : action,
                        null,
                        texts.of(List.of("acme-prod")),
                        members))
                .violations());
      } catch (InvalidEventException e) {
        assertAreFit(e.violations());
      }
    }
    System.out.println("hostile manage events: " + texts.figures() + "; valid manifests " + valid);
    assertThat(valid).isBetween(1, 1_199);
  }

  private static void assertAreFit(List<?> violations) {
    for (Object violation : violations) {
      String line = violation.toString();
      assertThat(PlainText.of(line)).isEqualTo(line);
      assertThat(line).hasSizeLessThan(6_000);
    }
  }

  /** Ten records, one of which is good; an empty id is refused as a whole. */
  private static SQSEvent event(Mutations texts, String body, String good) {
    SQSEvent event = new SQSEvent();
    event.setRecords(
        List.of(
            record(texts.of(List.of("m1")) + "x", texts.of(List.of(body))), record(GOOD, good)));
    return event;
  }

  private static SQSMessage record(String id, String body) {
    SQSMessage record = new SQSMessage();
    record.setMessageId(id);
    record.setBody(body);
    record.setAttributes(Map.of("ApproximateReceiveCount", "99999999999999999999"));
    return record;
  }

  private static int failures(SQSBatchResponse response) {
    List<String> ids =
        response.getBatchItemFailures().stream().map(BatchItemFailure::getItemIdentifier).toList();
    assertThat(ids).doesNotContain(GOOD).hasSizeLessThan(2);
    return ids.size();
  }

  private ManageFunction manage() {
    YamlManifestReader reader = new YamlManifestReader(new EgressPolicy(false), TargetTypes.ALL);
    InMemoryUsageHistory history = new InMemoryUsageHistory(CLOCK, Duration.ofDays(30));
    TargetsCycle targets = new TargetsCycle(fleet, store, SweepTrigger.NONE, CLOCK);
    return new ManageFunction(
        new ManageCycle(reader, fleet, targets, CLOCK, ""),
        targets,
        new OrgOrders(
            new PauseCycle(fleet, fleet, new InMemoryAlertStates(), SlotObservers.NONE, CLOCK),
            new EraseCycle(fleet, fleet, new NoUsage()),
            new NoteCycle(fleet, fleet, new InMemoryAlertStates(), new InMemoryNotes(), CLOCK)),
        new ManageFunction.Questions(
            new BacktestCycle(
                fleet,
                fleet,
                history,
                new InMemoryAlertStates(),
                new CsvLimitCatalogue(),
                reader,
                CLOCK),
            new WhatIfCycle(
                fleet,
                history,
                new InMemoryAlertStates(),
                new InMemoryUsageStore(),
                new CsvLimitCatalogue(),
                CLOCK),
            ManageFunctions.lockOuts(),
            OrgChecks.unable("no org is asked", "Ask elsewhere."),
            ManageFunctions.samples()),
        FunctionCaller.PATIENT,
        "1.2.3");
  }

  /** Nothing is watched, and nobody is told. */
  static final class NoFleet implements FleetStore, OrgDirectory {
    @Override
    public Settings settings() {
      return new Settings(0, List.of(), Map.of(), List.of());
    }

    @Override
    public Fleet load() {
      return Fleet.EMPTY;
    }

    @Override
    public void apply(Fleet wanted, AuditEntry entry) {
      throw new UnsupportedOperationException("nothing is applied");
    }

    @Override
    public void audit(AuditEntry entry) {
      throw new UnsupportedOperationException("nothing is applied");
    }

    @Override
    public Optional<Org> find(OrgId id) {
      return Optional.empty();
    }

    @Override
    public List<Org> all() {
      return List.of();
    }
  }
}
