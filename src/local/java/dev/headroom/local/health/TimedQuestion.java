package dev.headroom.local.health;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A question to the store with a time limit. Only one is in progress at a time: a store that hangs
 * gets no more of them.
 */
final class TimedQuestion<T> {
  private final Callable<T> question;
  private final Duration maxWait;
  private final Semaphore asking = new Semaphore(1);
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  TimedQuestion(Callable<T> question, Duration maxWait) {
    this.question = question;
    this.maxWait = maxWait;
  }

  /**
   * Asks it.
   *
   * @throws ExecutionException if the store refuses; its cause says why
   * @throws TimeoutException if there is no answer in time
   * @throws InterruptedException if the program stops in the meantime
   */
  T ask() throws ExecutionException, TimeoutException, InterruptedException {
    if (!asking.tryAcquire(maxWait.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new TimeoutException();
    }
    Future<T> answer =
        threads.submit(
            () -> {
              try {
                return question.call();
              } finally {
                asking.release();
              }
            });
    return answer.get(maxWait.toMillis(), TimeUnit.MILLISECONDS);
  }
}
