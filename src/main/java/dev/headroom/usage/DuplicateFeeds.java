package dev.headroom.usage;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Duplicate feed: two integrations pull the same objects on the same schedule, at most five minutes
 * apart. The same objects on other schedules do not count.
 *
 * <p>Needed: the calls of one, the mean of the two.
 */
final class DuplicateFeeds {
  private static final int LEAST_PULLS = 20;
  private static final int LEAST_OBJECTS = 2;
  private static final long LAG = 330_000;
  private static final long SPREAD = 30_000;

  /** The lag varies by no more than this share of the period; otherwise it is chance. */
  private static final double SPREAD_OF_PERIOD = 0.12;

  private static final double SAME = 0.8;
  private static final double FEWER = 0.75;

  private final Map<Integer, TreeMap<String, Times>> byIntegration = new HashMap<>();

  void call(int integration, Call call, Endpoint endpoint) {
    boolean pull =
        endpoint.kind() == Endpoint.Kind.QUERY || endpoint.kind() == Endpoint.Kind.CHANGES;
    if (pull && !call.failed() && !endpoint.object().isEmpty()) {
      byIntegration
          .computeIfAbsent(integration, k -> new TreeMap<>())
          .computeIfAbsent(endpoint.resource(), k -> new Times())
          .add(call.time());
    }
  }

  List<Finding> findings(Attribution attribution) {
    List<Finding> found = new ArrayList<>();
    List<Integer> all = byIntegration.keySet().stream().sorted().toList();
    for (int i = 0; i < all.size(); i++) {
      for (int j = i + 1; j < all.size(); j++) {
        pair(all.get(i), all.get(j), attribution, found);
      }
    }
    return found;
  }

  private void pair(int a, int b, Attribution attribution, List<Finding> found) {
    List<String> common = new ArrayList<>();
    Tally tally = new Tally();
    Map<String, Times> ofA = byIntegration.getOrDefault(a, new TreeMap<>());
    Map<String, Times> ofB = byIntegration.getOrDefault(b, new TreeMap<>());
    ofA.forEach(
        (resource, x) -> {
          Times y = ofB.get(resource);
          if (y != null && together(x, y)) {
            common.add(resource);
            int n = x.size() + y.size();
            tally.add(n, n / 2.0, Math.min(x.get(0), y.get(0)), last(x, y));
          }
        });
    if (common.size() >= LEAST_OBJECTS && tally.saving() >= FindingSink.FLOOR) {
      found.add(
          new Finding(
              Pattern.DUPLICATE_FEED,
              a,
              String.join(" + ", common),
              Instant.ofEpochMilli(tally.first()),
              Instant.ofEpochMilli(tally.last()),
              tally.calls(),
              tally.needed(),
              0.85,
              attribution.integrations().get(b).name()
                  + Finding.PULLS_THE_SAME
                  + common.size()
                  + " objects at the same times"));
    }
  }

  private static long last(Times x, Times y) {
    return Math.max(x.get(x.size() - 1), y.get(y.size() - 1));
  }

  private static boolean together(Times x, Times y) {
    int least = Math.min(x.size(), y.size());
    if (x.full() || y.full() || least < LEAST_PULLS) {
      return false;
    }
    if (least < FEWER * Math.max(x.size(), y.size())) {
      return false;
    }
    Times fewer = x.size() <= y.size() ? x : y;
    Times more = fewer == x ? y : x;
    long[] lags = new long[fewer.size()];
    int at = 0;
    for (int i = 0; i < lags.length; i++) {
      long time = fewer.get(i);
      while (at + 1 < more.size()
          && Math.abs(more.get(at + 1) - time) <= Math.abs(more.get(at) - time)) {
        at++;
      }
      lags[i] = time - more.get(at);
    }
    Arrays.sort(lags);
    long usual = lags[lags.length / 2];
    double period = (double) (more.get(more.size() - 1) - more.get(0)) / (more.size() - 1);
    double spread = Math.min(SPREAD, SPREAD_OF_PERIOD * period);
    long near = Arrays.stream(lags).filter(lag -> Math.abs(lag - usual) <= spread).count();
    return Math.abs(usual) <= LAG && near >= SAME * lags.length;
  }
}
