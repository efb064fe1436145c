package dev.headroom.usage;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Composite candidate: the same 2 to 5 different REST requests by one user, each within a second of
 * the previous one, 50 times per day or more; a step may occasionally be left out.
 *
 * <p>Needed: one for each time, as a composite request. Steps with seconds of human time between
 * them do not count, nor do queries that alternate over and over: those are a query flood.
 */
final class SameSteps implements Detector {
  private static final long GAP = 1_000;
  private static final int MAX_STEPS = 5;
  private static final int LEAST_TIMES = 50;
  private static final int MAX_SEQUENCES = 5_000;

  private final CallLog log;
  private final Map<String, Open> byUser = new HashMap<>();
  private final ByNumber<Open> byCaller = new ByNumber<>();
  private final Map<List<Integer>, Tally> found = new HashMap<>();

  SameSteps(CallLog log) {
    this.log = log;
  }

  @Override
  public void call(Call call, Endpoint endpoint) {
    if (call.failed() || !step(endpoint)) {
      return;
    }
    byCaller
        .get(call.caller(), () -> ofUser(log.caller(call.caller()).user()))
        .call(call.endpoint(), call.time());
  }

  private Open ofUser(String user) {
    return byUser.computeIfAbsent(user, k -> new Open());
  }

  private static boolean step(Endpoint endpoint) {
    return switch (endpoint.kind()) {
      case RECORD, QUERY, OTHER -> endpoint.family().equals("REST");
      case MORE, DESCRIBE, CHANGES, LOGIN, JOB_STATE, LIMITS, COMPOSITE -> false;
    };
  }

  @Override
  public void finish(FindingSink to) {
    byUser.values().forEach(Open::end);
    List<List<Integer>> sequences = new ArrayList<>(found.keySet());
    sequences.sort(
        Comparator.<List<Integer>>comparingInt(List::size)
            .thenComparingLong(s -> times(s))
            .reversed());
    Set<List<Integer>> used = new HashSet<>();
    for (List<Integer> whole : sequences) {
      if (used.contains(whole) || times(whole) < LEAST_TIMES / 2) {
        continue;
      }
      List<List<Integer>> parts =
          sequences.stream()
              .filter(s -> s.equals(whole) || (!used.contains(s) && leavesOneOut(s, whole)))
              .toList();
      long complete = times(whole);
      long partly = parts.stream().mapToLong(this::times).sum() - complete;
      if (complete + partly < LEAST_TIMES || partly > complete) {
        continue;
      }
      used.addAll(parts);
      Tally all = new Tally();
      parts.forEach(s -> all.add(tally(s)));
      to.add(
          Pattern.COMPOSITE_CANDIDATE,
          String.join(" + ", whole.stream().map(e -> log.endpoint(e).named()).toList()),
          all,
          0.85,
          "%,d times the same %d steps, each within a second of the one before"
              .formatted(complete + partly, whole.size()));
    }
  }

  private Tally tally(List<Integer> sequence) {
    return found.getOrDefault(sequence, new Tally());
  }

  private long times(List<Integer> sequence) {
    return tally(sequence).calls() / sequence.size();
  }

  private static boolean leavesOneOut(List<Integer> part, List<Integer> whole) {
    if (part.size() != whole.size() - 1) {
      return false;
    }
    int at = 0;
    for (Integer step : whole) {
      if (at < part.size() && part.get(at).equals(step)) {
        at++;
      }
    }
    return at == part.size();
  }

  /** Consecutive steps of one user. A repeated step starts over. */
  private final class Open {
    private List<Integer> steps = new ArrayList<>();
    private boolean tooMany;
    private long first;
    private long last;

    void call(int endpoint, long at) {
      if (steps.size() == 1 && !tooMany && steps.getFirst() == endpoint) {
        first = at;
        last = at;
        return;
      }
      if (!steps.isEmpty() && (at - last > GAP || steps.contains(endpoint))) {
        end();
      }
      if (steps.isEmpty()) {
        first = at;
      }
      last = at;
      if (steps.size() == MAX_STEPS) {
        tooMany = true;
      } else {
        steps.add(endpoint);
      }
    }

    void end() {
      boolean counts = steps.size() >= 2 && !tooMany;
      if (counts && (found.containsKey(steps) || found.size() < MAX_SEQUENCES)) {
        found.computeIfAbsent(steps, k -> new Tally()).add(steps.size(), 1, first, last);
      }
      steps = new ArrayList<>();
      tooMany = false;
    }
  }
}
