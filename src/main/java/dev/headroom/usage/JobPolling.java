package dev.headroom.usage;

import java.util.HashMap;
import java.util.Map;

/**
 * Bulk status polling: asking for a job's state in a tight loop.
 *
 * <p>Needed per job of T seconds: at most 6 + ceil(T/60).
 */
final class JobPolling implements Detector {
  private static final int MAX_JOBS = 20_000;

  private final Map<String, Map<Long, Tally>> jobs = new HashMap<>();
  private int count;

  @Override
  public void call(Call call, Endpoint endpoint) {
    if (endpoint.kind() != Endpoint.Kind.JOB_STATE || call.failed()) {
      return;
    }
    String path = endpoint.resource();
    int blank = path.indexOf(' ');
    Map<Long, Tally> ofKind =
        jobs.computeIfAbsent(blank < 0 ? path : path.substring(0, blank), k -> new HashMap<>());
    if (ofKind.containsKey(call.target()) || count++ < MAX_JOBS) {
      ofKind.computeIfAbsent(call.target(), k -> new Tally()).add(1, 0, call.time(), call.time());
    }
  }

  @Override
  public void finish(FindingSink to) {
    jobs.forEach(
        (resource, all) -> {
          Tally found = new Tally();
          int tight = 0;
          for (Tally job : all.values()) {
            double needed = 6 + Math.ceil((job.last() - job.first()) / 60_000.0);
            if (job.calls() > needed) {
              found.add(job.calls(), needed, job.first(), job.last());
              tight++;
            }
          }
          to.add(
              Pattern.BULK_STATUS_POLLING,
              resource,
              found,
              0.95,
              "%,d looks at %,d jobs".formatted(found.calls(), tight));
        });
  }
}
