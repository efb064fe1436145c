package dev.headroom.cycle.poll;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/**
 * Runs the work of many orgs in parallel on virtual threads: a limited number at once, none waiting
 * for another's answer, each outside call bounded in time.
 */
public final class OrgRunner {
  private final Semaphore places;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  /** Runs the work of at most {@code concurrency} orgs at once. */
  public OrgRunner(int concurrency) {
    this.places = new Semaphore(concurrency);
  }

  /**
   * Returns {@code work} of every item, in their order. If one throws, that surfaces after all have
   * ended.
   */
  public <T, R> List<R> each(List<T> items, Function<T, R> work) {
    List<Future<R>> running = new ArrayList<>();
    for (T item : items) {
      running.add(
          threads.submit(
              () -> {
                places.acquire();
                try {
                  return work.apply(item);
                } finally {
                  places.release();
                }
              }));
    }
    List<R> results = new ArrayList<>();
    for (Future<R> one : running) {
      results.add(join(one));
    }
    return results;
  }

  /** Starts {@code call} in parallel to the caller until it {@link #join}s. */
  <R> Future<R> beside(Callable<R> call) {
    return threads.submit(call);
  }

  /**
   * Returns the value of {@code call}, {@code late} of {@code most} if it has none by then, or
   * {@code thrown} of whatever it throws, even an {@link Error}.
   */
  <R> R within(
      Duration most, Callable<R> call, Function<Duration, R> late, Function<Throwable, R> thrown) {
    Future<R> running = threads.submit(call);
    try {
      return running.get(most.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      running.cancel(true);
      return late.apply(most);
    } catch (ExecutionException e) {
      return thrown.apply(e.getCause() == null ? e : e.getCause());
    } catch (InterruptedException e) {
      running.cancel(true);
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while an org was read", e);
    }
  }

  /** Returns the result of {@code one}; rethrows what it threw. */
  static <R> R join(Future<R> one) {
    try {
      return one.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException thrown
          ? thrown
          : new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while orgs were read", e);
    }
  }
}
