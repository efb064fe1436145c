package dev.headroom.cycle.poll;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/**
 * Runs the work of many orgs in parallel on virtual threads: a limited number at once, and fewer of
 * one tenant; none waits for another's answer, and each outside call is bounded in time. The limits
 * hold over all calls together.
 */
public final class OrgRunner {
  private final Semaphore places;
  private final int perTenant;

  /** The places of each tenant that had an org here. */
  private final Map<String, Semaphore> tenants = new ConcurrentHashMap<>();

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  /** Runs the work of at most {@code concurrency} orgs at once, of one tenant the usual share. */
  public OrgRunner(int concurrency) {
    this(concurrency, usualShare(concurrency));
  }

  /**
   * Runs the work of at most {@code concurrency} orgs at once.
   *
   * @param perTenant of one tenant
   */
  public OrgRunner(int concurrency, int perTenant) {
    this.places = new Semaphore(concurrency);
    this.perTenant = perTenant;
  }

  /** Returns seven eighths of {@code concurrency}, at least 1: the rest is left to others. */
  public static int usualShare(int concurrency) {
    return Math.max(1, concurrency - Math.ceilDiv(concurrency, 8));
  }

  /**
   * Returns {@code work} of every item, in their order. If one throws, that surfaces after all have
   * ended.
   */
  public <T, R> List<R> each(List<T> items, Function<T, R> work) {
    return joined(items, item -> () -> holding(places, () -> work.apply(item)));
  }

  /**
   * The same within the places of each item's tenant. An item that waits for its tenant takes no
   * place from others.
   *
   * @param tenant asked before the item has a place; must not throw
   */
  <T, R> List<R> each(List<T> items, Function<T, String> tenant, Function<T, R> work) {
    return joined(
        items,
        item ->
            () ->
                holding(
                    tenants.computeIfAbsent(tenant.apply(item), t -> new Semaphore(perTenant)),
                    () -> holding(places, () -> work.apply(item))));
  }

  private <T, R> List<R> joined(List<T> items, Function<T, Callable<R>> work) {
    List<Future<R>> running = new ArrayList<>();
    for (T item : items) {
      running.add(threads.submit(work.apply(item)));
    }
    List<R> results = new ArrayList<>();
    for (Future<R> one : running) {
      results.add(join(one));
    }
    return results;
  }

  private static <R> R holding(Semaphore places, Callable<R> work) throws Exception {
    places.acquire();
    try {
      return work.call();
    } finally {
      places.release();
    }
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
