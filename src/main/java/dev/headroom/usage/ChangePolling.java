package dev.headroom.usage;

import java.util.HashMap;
import java.util.Map;

/**
 * Change polling: getUpdated and getDeleted, or one query on a timer; where the text of queries is
 * known, those that ask for what changed since a time. Many objects on one slow timer are one
 * finding. Lookups at random times do not count.
 *
 * <p>Needed: 24 per day and resource, an hourly catch-up beside Change Data Capture or platform
 * events, which cost no API calls.
 */
final class ChangePolling implements Detector {
  private static final int A_DAY = 24;

  private final Map<String, Tally> asked = new HashMap<>();
  private final Map<String, Queries> queries = new HashMap<>();

  /** Queries of one object: all, and those whose text asks for changes. */
  private static final class Queries {
    private final Times all = new Times();
    private final Times since = new Times();
    private boolean textKnown;
  }

  @Override
  public void call(Call call, Endpoint endpoint) {
    if (call.failed()) {
      return;
    }
    if (endpoint.kind() == Endpoint.Kind.CHANGES) {
      asked
          .computeIfAbsent(endpoint.resource(), k -> new Tally())
          .add(1, 0, call.time(), call.time());
    } else if (endpoint.kind() == Endpoint.Kind.QUERY && !endpoint.object().isEmpty()) {
      Queries of = queries.computeIfAbsent(endpoint.resource(), k -> new Queries());
      of.textKnown |= call.textKnown();
      (call.sinceFilter() ? of.since : of.all).add(call.time());
    }
  }

  @Override
  public void finish(FindingSink to) {
    Together all = new Together(Pattern.CHANGE_POLLING);
    asked.forEach(
        (resource, tally) ->
            all.add(
                resource,
                new Tally().add(tally.calls(), A_DAY, tally.first(), tally.last()),
                0.95,
                "asked %,d times what was changed".formatted(tally.calls())));
    queries.forEach(
        (resource, of) ->
            Timer.find(of.textKnown ? of.since : of.all)
                .ifPresent(
                    timer ->
                        all.add(
                            resource,
                            new Tally().add(timer.calls(), A_DAY, timer.first(), timer.last()),
                            of.textKnown ? 0.95 : timer.confidence(),
                            "%,d queries, one every %,d s"
                                .formatted(timer.calls(), Math.round(timer.period() / 1000)))));
    all.finish(to);
  }
}
