package dev.headroom.notify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.notify.DeliveryResult.RejectKind;
import dev.headroom.notify.DeliveryResult.RetryKind;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class StatusesTest {
  private static final Duration WAIT = Duration.ofSeconds(3);

  static java.util.stream.IntStream everyStatus() {
    return java.util.stream.IntStream.rangeClosed(100, 599);
  }

  @ParameterizedTest
  @MethodSource("everyStatus")
  void everyStatusHasItsResult(int status) {
    assertThat(Statuses.judge(status, "told", WAIT)).isEqualTo(expected(status));
  }

  private static DeliveryResult expected(int status) {
    if (Set.of(408, 425).contains(status)) {
      return new DeliveryResult.Retryable(RetryKind.TIMEOUT, "told", null, false);
    }
    if (Set.of(400, 413, 415, 422, 431).contains(status)) {
      return new DeliveryResult.Rejected(RejectKind.POISON, "told");
    }
    return switch (status) {
      case 429 -> new DeliveryResult.Retryable(RetryKind.RATE_LIMITED, "told", WAIT, false);
      case 503 -> new DeliveryResult.Retryable(RetryKind.SERVER, "told", WAIT, false);
      case 504 -> new DeliveryResult.Retryable(RetryKind.TIMEOUT, "told", null, true);
      default ->
          switch (status / 100) {
            case 2 -> new DeliveryResult.Retryable(RetryKind.UNEXPECTED, "told", null, true);
            case 3, 4 -> new DeliveryResult.Rejected(RejectKind.CONFIG, "told");
            default -> new DeliveryResult.Retryable(RetryKind.SERVER, "told", null, false);
          };
    };
  }
}
