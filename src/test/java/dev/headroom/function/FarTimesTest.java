package dev.headroom.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Ticks and slots that lie too far ahead of the clock. */
@QuarkusTest
class FarTimesTest {
  @Inject DispatchFunction dispatch;
  @Inject PollFunction poll;

  @Test
  void aTickOfAnotherYearIsABadEvent() {
    assertThatThrownBy(() -> dispatch.dispatch(new TickEvent("2036-01-01T00:00:00Z")))
        .isInstanceOfSatisfying(
            InvalidEventException.class,
            e ->
                assertThat(e.violations())
                    .singleElement()
                    .satisfies(
                        violation -> {
                          assertThat(violation.path()).isEqualTo("time");
                          assertThat(violation.problem())
                              .isEqualTo("lies more than a day ahead of the clock");
                        }));
  }

  @Test
  void aRecordWithASlotOfAnotherYearIsHandedBackAndTheOthersGoOn() {
    SQSEvent event = new SQSEvent();
    event.setRecords(
        List.of(record("far", "2036-01-01T00:00:00Z"), record("near", "2026-11-25T10:05:00Z")));
    SQSBatchResponse answer = poll.poll(event);

    assertThat(answer.getBatchItemFailures())
        .extracting(SQSBatchResponse.BatchItemFailure::getItemIdentifier)
        .containsExactly("far");
  }

  @Test
  void aDayAheadIsNear() {
    Instant now = Instant.parse("2026-11-25T10:05:00Z");
    FarTimes far = new FarTimes(() -> now);

    assertThat(far.isFar(now.plus(Duration.ofDays(1)))).isFalse();
    assertThat(far.isFar(now.plus(Duration.ofDays(1)).plusSeconds(1))).isTrue();
    assertThat(far.isFar(now.minus(Duration.ofDays(400)))).isFalse();
  }

  private static SQSMessage record(String id, String slot) {
    SQSMessage message = new SQSMessage();
    message.setMessageId(id);
    message.setBody("{\"slot\": \"" + slot + "\", \"orgs\": [\"nobody-here\"]}");
    return message;
  }
}
