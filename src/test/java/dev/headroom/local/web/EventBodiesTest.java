package dev.headroom.local.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
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
  void anEventAsLargeAsLambdaAllowsIsAccepted(long announced) throws Exception {
    assertThat((int) bodies.with(announced, of(EventBodies.MAX_BYTES), event -> event.length))
        .isEqualTo(EventBodies.MAX_BYTES);
  }

  @Test
  void aLargerEventIsRefusedAnnouncedOrNotAndFreesItsRoom() throws Exception {
    for (int tries = 0; tries < 3; tries++) {
      for (long announced : new long[] {-1, 10, EventBodies.MAX_BYTES + 1}) {
        assertThatThrownBy(
                () -> bodies.with(announced, of(EventBodies.MAX_BYTES + 1), event -> event.length))
            .isInstanceOf(EventBodies.TooLargeException.class);
      }
    }
    assertThat((int) bodies.with(2, of(2), event -> event.length)).isEqualTo(2);
  }

  @Test
  void aSlowSenderBlocksNoOneElse() throws Exception {
    CountDownLatch goOn = new CountDownLatch(1);
    CountDownLatch begun = new CountDownLatch(3);
    InputStream stalled =
        new InputStream() {
          @Override
          public int read() throws IOException {
            begun.countDown();
            try {
              goOn.await();
            } catch (InterruptedException e) {
              throw new InterruptedIOException();
            }
            return -1;
          }

          @Override
          public int read(byte[] into, int offset, int length) throws IOException {
            return read();
          }
        };
    List<Future<Integer>> slow = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (long announced : new long[] {EventBodies.MAX_BYTES, -1, 10}) {
        slow.add(threads.submit(() -> bodies.with(announced, stalled, event -> event.length)));
      }
      begun.await();
      for (int bytes : new int[] {10, EventBodies.MAX_BYTES}) {
        assertThat((int) bodies.with(bytes, of(bytes), event -> event.length)).isEqualTo(bytes);
      }
      goOn.countDown();
      for (Future<Integer> one : slow) {
        assertThat(one.get()).isZero();
      }
    }
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
