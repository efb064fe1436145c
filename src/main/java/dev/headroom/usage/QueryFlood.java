package dev.headroom.usage;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Query flood: one query for each of many records: bursts of 10 or more on the same object, or two
 * or three objects in turn, within seconds. Queries at random times, or for many different things,
 * do not count.
 *
 * <p>Needed: ceil(n/200) per burst and object, one query with a relationship or an IN list.
 */
final class QueryFlood implements Detector {
  /** A longer gap ends a burst. */
  private static final long GAP = 4_000;

  private static final int LEAST = 10;

  private final Map<String, Bursts> byObject = new HashMap<>();

  @Override
  public void call(Call call, Endpoint endpoint) {
    if (endpoint.kind() == Endpoint.Kind.QUERY && !call.failed() && !endpoint.object().isEmpty()) {
      byObject.computeIfAbsent(endpoint.resource(), k -> new Bursts()).call(call.time());
    }
  }

  @Override
  public void finish(FindingSink to) {
    Together all = new Together(Pattern.QUERY_FLOOD);
    byObject.forEach(
        (resource, bursts) -> {
          bursts.end();
          if (bursts.count > 0 && bursts.rhythm.serial()) {
            all.add(
                resource,
                bursts.found,
                0.9,
                "%,d bursts of %,d queries on the average"
                    .formatted(bursts.count, bursts.found.calls() / Math.max(1, bursts.count)));
          }
        });
    all.finish(to);
  }

  /** The bursts of a day are judged together: each alone has too few gaps. */
  private static final class Bursts {
    private final Tally found = new Tally();
    private final RunRhythm rhythm = new RunRhythm();
    private long[] gaps = new long[64];
    private int calls;
    private int count;
    private long first;
    private long last;

    void call(long at) {
      if (calls > 0 && at - last > GAP) {
        end();
      }
      if (calls == 0) {
        first = at;
      } else if (calls <= gaps.length) {
        gaps[calls - 1] = at - last;
      } else if (gaps.length < Times.MOST) {
        gaps = Arrays.copyOf(gaps, gaps.length * 2);
        gaps[calls - 1] = at - last;
      }
      last = at;
      calls++;
    }

    void end() {
      if (calls >= LEAST) {
        found.add(calls, Math.ceil(calls / 200.0), first, last);
        count++;
        for (int i = 0; i < Math.min(calls - 1, gaps.length); i++) {
          rhythm.add(gaps[i]);
        }
      }
      calls = 0;
    }
  }
}
