package dev.headroom.usage;

import java.util.HashMap;
import java.util.Map;

/**
 * Retry storm: the same failing request repeated without growing pauses, 50 times or more. Where
 * the resource does not identify the request (creates, queries), only requests within half a minute
 * of each other count as the same. Lookups answered 404 are about many records.
 *
 * <p>Needed per run of T seconds: 10 + ceil(T/300), doubling pauses up to five minutes.
 */
final class RetryStorm implements Detector {
  private static final int LEAST = 50;
  private static final long PAUSE = 600_000;
  private static final long PAUSE_OF_LIKE = 30_000;

  /** If a client backs off, the later half of a run's pauses is longer by this factor. */
  private static final double GROWN = 3;

  private static final int MAX_RUNS = 10_000;

  private record Key(int endpoint, long target) {}

  private final Map<Key, Run> runs = new HashMap<>();
  private final Map<String, Tally> found = new HashMap<>();
  private final Map<String, Integer> longest = new HashMap<>();

  @Override
  public void call(Call call, Endpoint endpoint) {
    if (!call.failed()) {
      return;
    }
    Key key = new Key(call.endpoint(), call.target());
    Run run = runs.get(key);
    if (run == null) {
      if (runs.size() >= MAX_RUNS) {
        runs.values().removeIf(r -> call.time() - r.last > r.pause);
      }
      if (runs.size() >= MAX_RUNS) {
        return;
      }
      run = new Run(endpoint);
      runs.put(key, run);
    }
    run.call(call.time());
  }

  @Override
  public void finish(FindingSink to) {
    runs.values().forEach(Run::end);
    found.forEach(
        (resource, tally) ->
            to.add(
                Pattern.RETRY_STORM,
                resource,
                tally,
                0.9,
                "the same request failed %,d times in a row"
                    .formatted(longest.getOrDefault(resource, 0))));
  }

  private final class Run {
    private final String resource;
    private final long pause;
    private Times times = new Times();
    private int calls;
    private long first;
    private long last;

    Run(Endpoint endpoint) {
      resource = endpoint.named();
      pause = endpoint.resource().contains("{id}") ? PAUSE : PAUSE_OF_LIKE;
    }

    void call(long at) {
      if (calls > 0 && at - last > pause) {
        end();
      }
      first = calls == 0 ? at : first;
      last = at;
      calls++;
      times.add(at);
    }

    void end() {
      if (calls >= LEAST && !grows()) {
        double seconds = (last - first) / 1000.0;
        found
            .computeIfAbsent(resource, k -> new Tally())
            .add(calls, Math.min(calls, 10 + Math.ceil(seconds / 300)), first, last);
        longest.merge(resource, calls, Math::max);
      }
      calls = 0;
      times = new Times();
    }

    /** Whether the later half of the pauses is much longer than the earlier. */
    private boolean grows() {
      int middle = times.size() / 2;
      double early = (double) times.get(middle) - times.get(0);
      double late = (double) times.get(times.size() - 1) - times.get(middle);
      return late > GROWN * Math.max(1, early);
    }
  }
}
