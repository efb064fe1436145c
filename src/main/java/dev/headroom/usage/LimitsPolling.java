package dev.headroom.usage;

/**
 * Limits polling: /limits more often than every five minutes.
 *
 * <p>Needed: 288 per day.
 */
final class LimitsPolling implements Detector {
  private static final int A_DAY = 288;

  private final Tally all = new Tally();
  private String resource = "/limits";

  @Override
  public void call(Call call, Endpoint endpoint) {
    if (endpoint.kind() == Endpoint.Kind.LIMITS) {
      resource = endpoint.resource();
      all.add(1, 0, call.time(), call.time());
    }
  }

  @Override
  public void finish(FindingSink to) {
    if (all.calls() > 0) {
      Tally day = new Tally().add(all.calls(), A_DAY, all.first(), all.last());
      to.add(
          Pattern.LIMITS_POLLING,
          resource,
          day,
          0.95,
          "asked %,d times in the day".formatted(day.calls()));
    }
  }
}
