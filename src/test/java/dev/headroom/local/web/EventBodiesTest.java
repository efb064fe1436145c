package dev.headroom.local.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class EventBodiesTest {
  private final EventBodies bodies = new EventBodies();

  private static InputStream of(int bytes) {
    return new ByteArrayInputStream(new byte[bytes]);
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, EventBodies.MAX_BYTES})
  void asMuchIsTakenAsLambdaTakes(long announced) throws Exception {
    assertThat((int) bodies.with(announced, of(EventBodies.MAX_BYTES), event -> event.length))
        .isEqualTo(EventBodies.MAX_BYTES);
  }

  @Test
  void moreIsRefusedAnnouncedOrNotAndLeavesItsRoomToTheNext() throws Exception {
    for (int tries = 0; tries < 3; tries++) {
      for (long announced : new long[] {-1, 10, EventBodies.MAX_BYTES + 1}) {
        assertThatThrownBy(
                () -> bodies.with(announced, of(EventBodies.MAX_BYTES + 1), event -> event.length))
            .isInstanceOf(EventBodies.TooLargeException.class);
      }
    }
    assertThat((int) bodies.with(2, of(2), event -> event.length)).isEqualTo(2);
  }

  /** A tree of its parts takes many times the size of an event. */
  @Test
  void oneLargeEventIsWorkedOnAtATimeAndSmallOnesGoOnBesideIt() throws Exception {
    AtomicInteger atOnce = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    Semaphore begun = new Semaphore(0);
    CountDownLatch goOn = new CountDownLatch(1);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Integer>> large = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        large.add(
            threads.submit(
                () ->
                    bodies.with(
                        EventBodies.MAX_BYTES,
                        of(EventBodies.MAX_BYTES),
                        event -> {
                          most.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
                          begun.release();
                          goOn.await();
                          atOnce.decrementAndGet();
                          return event.length;
                        })));
        if (i == 0) {
          begun.acquire();
          assertThat((int) bodies.with(100, of(100), event -> event.length)).isEqualTo(100);
        }
      }
      goOn.countDown();
      for (Future<Integer> one : large) {
        assertThat(one.get()).isEqualTo(EventBodies.MAX_BYTES);
      }
    }
    assertThat(most).hasValue(1);
  }
}
