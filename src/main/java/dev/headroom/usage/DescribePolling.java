package dev.headroom.usage;

import java.util.HashMap;
import java.util.Map;

/**
 * Describe polling: the describe of one object, or of all, again and again. Many objects with few
 * calls each are one finding.
 *
 * <p>Needed: at most 24 per user, object and day, a cache of an hour.
 */
final class DescribePolling implements Detector {
  private static final int A_DAY = 24;

  private final Map<String, Map<String, Tally>> byUser = new HashMap<>();
  private final CallLog log;

  DescribePolling(CallLog log) {
    this.log = log;
  }

  @Override
  public void call(Call call, Endpoint endpoint) {
    if (endpoint.kind() == Endpoint.Kind.DESCRIBE && !call.failed()) {
      byUser
          .computeIfAbsent(endpoint.resource(), k -> new HashMap<>())
          .computeIfAbsent(log.caller(call.caller()).user(), k -> new Tally())
          .add(1, 1, call.time(), call.time());
    }
  }

  @Override
  public void finish(FindingSink to) {
    Together all = new Together(Pattern.DESCRIBE_POLLING);
    byUser.forEach(
        (resource, users) -> {
          Tally tally = new Tally();
          users
              .values()
              .forEach(
                  t ->
                      tally.add(
                          t.calls(), (double) Math.min(A_DAY, t.calls()), t.first(), t.last()));
          all.add(
              resource,
              tally,
              0.95,
              "%,d describes by %d users".formatted(tally.calls(), users.size()));
        });
    all.finish(to);
  }
}
