package dev.headroom.local.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class InProcessQueueTest {
  private final List<String> done = new CopyOnWriteArrayList<>();

  @Test
  void closingWaitsForWhatIsWorkedOnAndBeginsNothingElse() throws Exception {
    CountDownLatch working = new CountDownLatch(1);
    CountDownLatch closing = new CountDownLatch(1);
    InProcessQueue queue =
        new InProcessQueue(
            1,
            body -> {
              working.countDown();
              await(closing);
              done.add(body);
              return true;
            });
    queue.send("lane", "first", Duration.ZERO);
    working.await();
    queue.send("lane", "second", Duration.ZERO);
    Thread closer = Thread.ofVirtual().start(queue::close);
    while (!queue.isClosed()) {
      Thread.onSpinWait();
    }
    closing.countDown();
    closer.join();
    queue.send("lane", "third", Duration.ZERO);

    assertThat(done).containsExactly("first");
  }

  @Test
  void whatIsNotSettledIsGivenUpAfterThreeReceives() throws Exception {
    CyclicBarrier third = new CyclicBarrier(2);
    try (InProcessQueue queue =
        new InProcessQueue(
            1,
            body -> {
              done.add(body);
              if (done.size() == 3) {
                await(third);
              }
              return false;
            })) {
      queue.send("lane", "poisoned", Duration.ZERO);
      third.await();
      queue.awaitIdle();

      assertThat(done).containsExactly("poisoned", "poisoned", "poisoned");
      assertThat(queue.deadLetters()).isEqualTo(1);
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static void await(CyclicBarrier barrier) {
    try {
      barrier.await(20, TimeUnit.SECONDS);
    } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
      throw new AssertionError(e);
    }
  }
}
