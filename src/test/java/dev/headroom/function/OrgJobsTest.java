package dev.headroom.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse.BatchItemFailure;
import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.headroom.cycle.job.Cadence;
import dev.headroom.cycle.job.FanOut;
import dev.headroom.cycle.job.OrgJob;
import dev.headroom.cycle.job.OrgJobMessage;
import dev.headroom.cycle.job.sqs.OrgJobBodies;
import dev.headroom.cycle.job.sqs.SqsOrgJobQueue;
import dev.headroom.cycle.poll.PollPorts;
import dev.headroom.function.OrgJobs.Settled;
import dev.headroom.org.Org;
import dev.headroom.org.OrgId;
import dev.headroom.sqs.DeadLetters;
import dev.headroom.sqs.LoopbackQueues;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsClient;

class OrgJobsTest {
  private static final Instant NOW = Instant.parse("2026-11-25T12:00:00Z");
  private static final String GOOD = "{\"org\": \"acme-prod\", \"at\": \"2026-11-25T06:00:00Z\"}";

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
  private final Queue<OrgJobMessage> worked = new ConcurrentLinkedQueue<>();

  @AfterEach
  void close() throws IOException {
    sqs.close();
    queues.close();
  }

  @Test
  void aTickSendsEveryOrgToTheJobsQueueHiddenUntilItsMinute() throws Exception {
    OrgJobEvent tick = new OrgJobEvent();
    tick.setTime("2026-11-25T11:00:00Z");

    assertThat(take(25, tick, m -> Settled.DONE)).isEmpty();

    List<String> sent = queues.sentTo("own");
    assertThat(sent).hasSize(25);
    for (int i = 0; i < sent.size(); i++) {
      Instant at = bodies.read(sent.get(i)).at();
      Duration delay = Duration.ofSeconds(queues.delaysSentTo("own").get(i));
      assertThat(Instant.parse("2026-11-25T11:00:00Z").plus(delay)).isEqualTo(at);
    }
    assertThat(worked).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "noon", "2026-11-26T12:00:01Z"})
  void anEventWithoutRecordsAndATimeThatCountsIsRefused(String time) {
    OrgJobEvent tick = new OrgJobEvent();
    tick.setTime(time.isEmpty() ? null : time);

    assertThatThrownBy(() -> take(1, tick, m -> Settled.DONE))
        .isInstanceOfSatisfying(
            InvalidEventException.class,
            e -> assertThat(e.violations()).extracting(v -> v.path()).containsExactly("time"));
    assertThat(queues.sentTo("own")).isEmpty();
  }

  @Test
  void aRecordIsWorkedOnAndSettled() {
    assertThat(take(1, event(record("m1", GOOD, 1)), m -> Settled.DONE)).isEmpty();
    assertThat(worked)
        .containsExactly(
            new OrgJobMessage(new OrgId("acme-prod"), Instant.parse("2026-11-25T06:00:00Z")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "rubbish",
        "[]",
        "null",
        "{}",
        "{\"org\": \"acme-prod\"}",
        "{\"at\": \"2026-11-25T06:00:00Z\"}",
        "{\"org\": \"Not An Id\", \"at\": \"2026-11-25T06:00:00Z\"}",
        "{\"org\": \"acme-prod\", \"at\": \"six\"}",
        "{\"org\": \"acme-prod\", \"at\": \"2026-11-26T12:00:01Z\"}"
      })
  void aRecordThatCannotBeReadFailsAlone(String body) {
    assertThat(take(1, event(record("bad", body, 1), record("m1", GOOD, 1)), m -> Settled.DONE))
        .containsExactly("bad");
    assertThat(worked).hasSize(1);
  }

  @Test
  void aRecordWhoseTimeIsFarAheadIsADeadLetterWithTheReasonAtTheLast() {
    String body = "{\"org\": \"acme-prod\", \"at\": \"2026-12-24T12:00:00Z\"}";

    assertThat(take(1, event(record("far", body, 3)), m -> Settled.DONE)).isEmpty();
    assertThat(queues.sentTo("dead")).containsExactly(body);
    assertThat(queues.attributesSentTo("dead").getFirst().get("reason"))
        .contains("more than a day ahead");
  }

  @ParameterizedTest
  @CsvSource({"DONE, 1, ''", "AGAIN, 1, m1", "AGAIN, 3, m1", "WAITS, 1, m1", "WAITS, 3, ''"})
  void onlyATurnThatMustComeAgainIsHandedBackOnItsLastReceive(
      Settled settled, int receives, String handedBack) {
    assertThat(take(1, event(record("m1", GOOD, receives)), m -> settled))
        .isEqualTo(handedBack.isEmpty() ? List.of() : List.of(handedBack));
    assertThat(queues.sentTo("dead")).isEmpty();
  }

  @Test
  void aTurnThatThrowsIsHandedBackAndStopsNoOther() {
    String other = "{\"org\": \"acme-uat\", \"at\": \"2026-11-25T06:00:00Z\"}";

    assertThat(
            take(
                1,
                event(record("m1", GOOD, 1), record("m2", other, 1)),
                m -> {
                  if (m.org().value().equals("acme-prod")) {
                    throw new StackOverflowError();
                  }
                  return Settled.DONE;
                }))
        .containsExactly("m1");
    assertThat(worked).hasSize(2);
  }

  private List<String> take(int orgs, OrgJobEvent event, Function<OrgJobMessage, Settled> work) {
    List<Org> fleet =
        IntStream.range(0, orgs).mapToObj(i -> PollPorts.org("org-%05d".formatted(i))).toList();
    OrgJobs jobs =
        new OrgJobs(
            new FanOut(PollPorts.directory(fleet), new SqsOrgJobQueue(sqs, config, bodies)),
            bodies,
            new FarTimes(InstantSource.fixed(NOW)),
            new UnreadableRecords(new DeadLetters(sqs, config)));
    return jobs
        .take(
            OrgJob.ATTRIBUTE,
            event,
            () -> Cadence.every(Duration.ofHours(1)),
            message -> {
              worked.add(message);
              return work.apply(message);
            })
        .getBatchItemFailures()
        .stream()
        .map(BatchItemFailure::getItemIdentifier)
        .toList();
  }

  private static OrgJobEvent event(SQSMessage... records) {
    OrgJobEvent event = new OrgJobEvent();
    event.setRecords(List.of(records));
    return event;
  }

  private static SQSMessage record(String id, @Nullable String body, int receives) {
    SQSMessage record = new SQSMessage();
    record.setMessageId(id);
    record.setBody(body);
    record.setAttributes(Map.of("ApproximateReceiveCount", Integer.toString(receives)));
    return record;
  }
}
