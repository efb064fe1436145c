package dev.headroom.function;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import dev.headroom.sqs.DeadLetters;
import dev.headroom.sqs.LoopbackQueues;
import dev.headroom.sqs.UnreadableBodyException;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
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

class UnreadableRecordsTest {
  private static final int MAX_RECEIVES = 3;

  private final LoopbackQueues queues = new LoopbackQueues();
  private final SqsClient sqs =
      SqsClient.builder()
          .endpointOverride(queues.endpoint())
          .region(Region.EU_CENTRAL_1)
          .httpClientBuilder(UrlConnectionHttpClient.builder())
          .credentialsProvider(
              StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
          .build();
  private final UnreadableRecords records = records(Optional.of(queues.url("dead")));

  @AfterEach
  void close() throws IOException {
    sqs.close();
    queues.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "2", "", "many"})
  void beforeItsLastReceiveARecordIsHandedBack(String receives) {
    assertThat(settle(records, record("rubbish", receives), "no JSON")).isFalse();
    assertThat(settle(records, record("rubbish", null), "no JSON")).isFalse();
    assertThat(queues.sentTo("dead")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"3", "4"})
  void onItsLastReceiveItIsSentToTheDeadLettersWithTheReasonAndItsId(String receives) {
    assertThat(settle(records, record("rubbish", receives), "body lacks slot")).isTrue();
    assertThat(queues.sentTo("dead")).containsExactly("rubbish");
    assertThat(queues.attributesSentTo("dead"))
        .containsExactly(Map.of("reason", "body lacks slot", "messageId", "m1"));
  }

  @Test
  void whatItsQueueRefusesIsHandedBackSoThatSqsMovesIt() {
    queues.refuse("dead");

    assertThat(settle(records, record("rubbish", "3"), "no JSON")).isFalse();
    assertThat(queues.sentTo("dead")).isEmpty();
  }

  @Test
  void whatItsQueueDoesNotAnswerForIsHandedBack() throws IOException {
    queues.close();

    assertThat(settle(records, record("rubbish", "3"), "no JSON")).isFalse();
  }

  @Test
  void aRecordWithoutABodyIsHandedBack() {
    assertThat(settle(records, record(null, "3"), "body is empty")).isFalse();
    assertThat(queues.sentTo("dead")).isEmpty();
  }

  @Test
  void withoutADeadLetterQueueNothingIsSent() {
    assertThat(settle(records(Optional.empty()), record("rubbish", "9"), "no JSON")).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"x, 1024", "é, 512", "😀, 256"})
  void aLongReasonIsCutBetweenCharactersAtAKilobyte(String character, int left) {
    assertThat(settle(records, record("rubbish", "3"), character.repeat(2000))).isTrue();
    assertThat(reason()).isEqualTo(character.repeat(left));
    assertThat(reason().getBytes(UTF_8)).hasSize(1024);
  }

  @Test
  void aReasonHoldsOnlyCharactersThatSqsTakes() {
    assertThat(settle(records, record("rubbish", "3"), "a\u0000b\tc\uD800d\uFFFFe\nf")).isTrue();
    assertThat(reason()).isEqualTo("a\uFFFDb\tc\uFFFDd\uFFFDe\nf");
  }

  @Test
  void aMissingReasonIsUnknown() {
    assertThat(settle(records, record("rubbish", "3"), "")).isTrue();
    assertThat(reason()).isEqualTo("unknown");
  }

  private String reason() {
    return queues.attributesSentTo("dead").getFirst().getOrDefault("reason", "");
  }

  private static boolean settle(UnreadableRecords records, SQSMessage record, String reason) {
    return records.settle("poll", record, new UnreadableBodyException(reason));
  }

  private static SQSMessage record(@Nullable String body, @Nullable String receives) {
    SQSMessage record = new SQSMessage();
    record.setMessageId("m1");
    record.setBody(body);
    if (receives != null) {
      record.setAttributes(Map.of("ApproximateReceiveCount", receives));
    }
    return record;
  }

  private UnreadableRecords records(Optional<String> deadLetters) {
    return new UnreadableRecords(
        new DeadLetters(
            sqs,
            new FixedQueues(
                deadLetters,
                deadLetters.isPresent() ? Optional.of(MAX_RECEIVES) : Optional.empty())));
  }
}
