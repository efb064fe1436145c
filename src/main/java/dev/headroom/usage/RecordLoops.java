package dev.headroom.usage;

import java.util.HashMap;
import java.util.Map;

/**
 * Single-record loop: successful single-record requests on one object, one kind of request, back to
 * back, in runs of 100 or more. Each waits for the one before; a pause of up to a minute is the
 * same run; users of one integration may take turns. Arrivals are no loop, however many.
 *
 * <p>Needed for a run of n: ceil(n/200) up to 2,000 (sObject Collections take 200 records); above,
 * 11 for each 100,000 begun (a Bulk 2.0 job: create, upload, close, five looks, three results).
 */
final class RecordLoops implements Detector {
  private static final long PAUSE = 60_000;
  private static final int LEAST = 100;

  /** A loop waits for an answer, not for a timer: its usual gap is no longer than this. */
  private static final double MOST_GAP = 10_000;

  private static final int MOST_RUNS = 5_000;

  private final Map<Endpoint, Run> whole = new HashMap<>();
  private final Map<Integer, Map<Endpoint, Run>> byCaller = new HashMap<>();
  private int runs;

  @Override
  public void call(Call call, Endpoint endpoint) {
    if (endpoint.kind() != Endpoint.Kind.RECORD || call.failed()) {
      return;
    }
    whole.computeIfAbsent(endpoint, k -> new Run()).call(call.time());
    Map<Endpoint, Run> own = byCaller.computeIfAbsent(call.caller(), k -> new HashMap<>());
    if (own.containsKey(endpoint) || runs++ < MOST_RUNS) {
      own.computeIfAbsent(endpoint, k -> new Run()).call(call.time());
    }
  }

  @Override
  public void finish(FindingSink to) {
    whole.forEach(
        (endpoint, run) -> {
          run.end();
          Tally found = run.found;
          if (found.saving() < FindingSink.FLOOR) {
            found = ofCallers(endpoint);
          }
          to.add(
              Pattern.SINGLE_RECORD_LOOP,
              endpoint.named(),
              found,
              0.9,
              "%,d requests one after the other, the longest run %,d"
                  .formatted(found.calls(), run.longest));
        });
  }

  /** Loops side by side look like arrivals until each is looked at alone. */
  private Tally ofCallers(Endpoint endpoint) {
    Tally all = new Tally();
    for (Map<Endpoint, Run> own : byCaller.values()) {
      Run run = own.get(endpoint);
      if (run != null) {
        run.end();
        all.add(run.found);
      }
    }
    return all;
  }

  private static final class Run {
    private final Tally found = new Tally();
    private final RunRhythm rhythm = new RunRhythm();
    private long first;
    private long last;
    private int calls;
    private int longest;

    void call(long at) {
      if (calls > 0 && at - last > PAUSE) {
        end();
      }
      if (calls == 0) {
        first = at;
      } else {
        rhythm.add(at - last);
      }
      last = at;
      calls++;
    }

    void end() {
      if (calls >= LEAST && rhythm.serial() && rhythm.median() <= MOST_GAP) {
        found.add(calls, needed(calls), first, last);
        longest = Math.max(longest, calls);
      }
      calls = 0;
      rhythm.clear();
    }

    private static double needed(int n) {
      return n <= 2000 ? Math.ceil(n / 200.0) : 11 * Math.ceil(n / 100_000.0);
    }
  }
}
