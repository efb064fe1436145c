package dev.headroom.usage;

/**
 * Single-record loop: successful single-record requests on one object, one kind of request, back to
 * back, in runs of 100 or more. Each waits for the previous one; a pause of up to a minute belongs
 * to the same run; users of one integration may take turns. Arrivals are not a loop, however many
 * there are.
 *
 * <p>Needed for a run of n: ceil(n/200) up to 2,000 (sObject Collections take 200 records); above,
 * 11 for each 100,000 or part of it (a Bulk 2.0 job: create, upload, close, five status checks,
 * three results).
 */
final class RecordLoops implements Detector {
  private static final long PAUSE = 60_000;
  private static final int LEAST = 100;

  /** A loop waits for an answer, not for a timer: its usual gap is no longer than this. */
  private static final double MAX_GAP = 10_000;

  private static final int MAX_RUNS = 5_000;

  private final ByNumber<Run> whole = new ByNumber<>();
  private final ByNumber<Run> ofCallers = new ByNumber<>();

  @Override
  public void call(Call call, Endpoint endpoint) {
    if (endpoint.kind() != Endpoint.Kind.RECORD || call.failed()) {
      return;
    }
    whole.get(call.endpoint(), () -> new Run(endpoint)).call(call.time());
    long own = ((long) call.caller() << 32) | call.endpoint();
    Run run = ofCallers.get(own);
    if (run == null && ofCallers.size() < MAX_RUNS) {
      run = ofCallers.get(own, () -> new Run(endpoint));
    }
    if (run != null) {
      run.call(call.time());
    }
  }

  @Override
  public void finish(FindingSink to) {
    whole.forEach(
        run -> {
          run.end();
          Tally found = run.found;
          if (found.saving() < FindingSink.FLOOR) {
            found = ofCallers(run.endpoint);
          }
          to.add(
              Pattern.SINGLE_RECORD_LOOP,
              run.endpoint.named(),
              found,
              0.9,
              "%,d requests one after the other, the longest run %,d"
                  .formatted(found.calls(), run.longest));
        });
  }

  /** Parallel loops look like arrivals until each is examined alone. */
  private Tally ofCallers(Endpoint endpoint) {
    Tally all = new Tally();
    ofCallers.forEach(
        run -> {
          if (run.endpoint.equals(endpoint)) {
            run.end();
            all.add(run.found);
          }
        });
    return all;
  }

  private static final class Run {
    private final Endpoint endpoint;
    private final Tally found = new Tally();
    private final RunRhythm rhythm = new RunRhythm();
    private long first;
    private long last;
    private int calls;
    private int longest;

    Run(Endpoint endpoint) {
      this.endpoint = endpoint;
    }

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
      if (calls >= LEAST && rhythm.serial() && rhythm.median() <= MAX_GAP) {
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
