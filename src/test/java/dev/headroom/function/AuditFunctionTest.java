package dev.headroom.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse.BatchItemFailure;
import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.headroom.access.AccessSource;
import dev.headroom.access.InMemoryPostures;
import dev.headroom.access.LookOutcome;
import dev.headroom.access.Looks;
import dev.headroom.access.Posture;
import dev.headroom.alert.InMemoryAlertStates;
import dev.headroom.alert.ToldNames;
import dev.headroom.auth.LoginBudget;
import dev.headroom.cycle.audit.AuditCycle;
import dev.headroom.cycle.job.FanOut;
import dev.headroom.cycle.job.sqs.OrgJobBodies;
import dev.headroom.cycle.job.sqs.SqsOrgJobQueue;
import dev.headroom.cycle.poll.PollPorts;
import dev.headroom.cycle.poll.SlotObservers;
import dev.headroom.org.Org;
import dev.headroom.org.OrgId;
import dev.headroom.spend.OwnCalls;
import dev.headroom.spend.Purpose;
import dev.headroom.sqs.DeadLetters;
import dev.headroom.sqs.LoopbackQueues;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsClient;

class AuditFunctionTest {
  private static final Instant NOW = Instant.parse("2026-11-25T12:00:00Z");
  private static final Instant AT = Instant.parse("2026-11-25T06:00:00Z");
  private static final String GOOD = "{\"org\": \"acme-prod\", \"at\": \"" + AT + "\"}";
  private static final LocalDate DAY = LocalDate.parse("2026-11-25");

  private final LoopbackQueues queues = new LoopbackQueues();
  private final SqsClient sqs =
      SqsClient.builder()
          .endpointOverride(queues.endpoint())
          .region(Region.EU_CENTRAL_1)
          .httpClientBuilder(UrlConnectionHttpClient.builder())
          .credentialsProvider(
              StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
          .build();
  private final FixedQueues config =
      new FixedQueues(
          Optional.of(queues.url("dead")), Optional.of(3), Optional.of(queues.url("own")));
  private final OrgJobBodies bodies = new OrgJobBodies(new ObjectMapper());
  private final InMemoryPostures postures = new InMemoryPostures();
  private final List<OrgId> asked = new ArrayList<>();
  private AccessSource source =
      (org, request, logins, spent) -> {
        asked.add(org.id());
        return new LookOutcome.Seen(new Looks().at(request.at()).look(), 3);
      };
  private int orgs = 1;

  @AfterEach
  void close() throws IOException {
    sqs.close();
    queues.close();
  }

  private AuditFunction function() {
    List<Org> fleet = new ArrayList<>(List.of(PollPorts.org("acme-prod")));
    IntStream.range(1, orgs).forEach(i -> fleet.add(PollPorts.org("org-" + i)));
    OwnCalls unlimited =
        new OwnCalls() {
          @Override
          public Answer take(Org org, Purpose purpose, int wanted, Instant at) {
            return new Answer.Granted(wanted);
          }

          @Override
          public void giveBack(Org org, Purpose purpose, int calls, Instant at) {
            // Nobody counts.
          }
        };
    ToldNames nobody =
        new ToldNames() {
          @Override
          public int forget(OrgId org, Instant now) {
            return 0;
          }

          @Override
          public int erase(OrgId org, String user, Set<String> integrations) {
            return 0;
          }
        };
    return new AuditFunction(
        new OrgJobs(
            new FanOut(PollPorts.directory(fleet), new SqsOrgJobQueue(sqs, config, bodies)),
            bodies,
            new FarTimes(InstantSource.fixed(NOW)),
            new UnreadableRecords(new DeadLetters(sqs, config))),
        new AuditCycle(
            new AuditCycle.Stores(
                PollPorts.directory(fleet),
                PollPorts.fleet(List.of()),
                new InMemoryAlertStates(),
                postures,
                nobody),
            source,
            new AuditCycle.Spending(unlimited, (org, at) -> LoginBudget.NONE),
            new SlotObservers(List.of())));
  }

  private List<String> take(OrgJobEvent event) {
    return function().take(event).getBatchItemFailures().stream()
        .map(BatchItemFailure::getItemIdentifier)
        .toList();
  }

  private static OrgJobEvent records(int receives, String... bodies) {
    List<SQSMessage> records = new ArrayList<>();
    for (String body : bodies) {
      SQSMessage record = new SQSMessage();
      record.setMessageId("m" + records.size());
      record.setBody(body);
      record.setAttributes(Map.of("ApproximateReceiveCount", Integer.toString(receives)));
      records.add(record);
    }
    OrgJobEvent event = new OrgJobEvent();
    event.setRecords(records);
    return event;
  }

  @Test
  void aRecordIsAnsweredOnceThePostureIsStoredAndItsTimeIsTheOnlyClock() {
    assertThat(take(records(1, GOOD))).isEmpty();
    Posture kept = postures.newest(new OrgId("acme-prod"), DAY).orElseThrow();
    assertThat(kept.takenAt()).isEqualTo(AT);
    assertThat(asked).hasSize(1);
  }

  @Test
  void aRecordThatComesTwiceAsksTheOrgOnce() {
    assertThat(take(records(1, GOOD))).isEmpty();
    assertThat(take(records(2, GOOD))).isEmpty();
    assertThat(asked).hasSize(1);
    String earlier = GOOD.replace("T06", "T05");
    assertThat(take(records(1, earlier))).isEmpty();
    assertThat(asked).hasSize(1);
  }

  @Test
  void anOrgThatDoesNotAnswerIsTriedAgainUntilItsLastDelivery() {
    source =
        (org, request, logins, spent) -> new LookOutcome.Unseen("no answer.", "Look again.", 1);
    assertThat(take(records(1, GOOD))).containsExactly("m0");
    assertThat(take(records(3, GOOD))).isEmpty();
    assertThat(queues.sentTo("dead")).isEmpty();
    assertThat(postures.newest(new OrgId("acme-prod"), DAY)).isEmpty();
  }

  @Test
  void anOrgThatLeftTheFleetIsDone() {
    assertThat(take(records(1, GOOD.replace("acme-prod", "nobody")))).isEmpty();
    assertThat(asked).isEmpty();
  }

  @Test
  void aTickSendsEachOrgInAnHourOfItsOwn() {
    orgs = 48;
    OrgJobEvent tick = new OrgJobEvent();
    for (int hour = 0; hour < 24; hour++) {
      tick.setTime("2026-11-25T%02d:00:00Z".formatted(hour));
      assertThat(take(tick)).isEmpty();
    }
    List<String> sent = queues.sentTo("own");
    assertThat(sent).hasSize(48);
    assertThat(sent.stream().map(s -> s.replaceAll(".*\"org\":\"([^\"]*)\".*", "$1")).distinct())
        .hasSize(48);
    assertThat(asked).isEmpty();
  }

  @Test
  void anEventWithoutATimeIsRefused() {
    assertThatThrownBy(() -> take(new OrgJobEvent())).isInstanceOf(InvalidEventException.class);
  }
}
