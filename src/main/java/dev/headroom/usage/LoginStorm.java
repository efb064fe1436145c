package dev.headroom.usage;

import java.util.HashMap;
import java.util.Map;

/**
 * Login storm: SOAP logins far more often than a session lasts.
 *
 * <p>Needed: at most 24 per user and day.
 */
final class LoginStorm implements Detector {
  private static final int A_DAY = 24;

  private final Map<String, Tally> byUser = new HashMap<>();
  private final CallLog log;
  private String resource = "login";

  LoginStorm(CallLog log) {
    this.log = log;
  }

  @Override
  public void call(Call call, Endpoint endpoint) {
    if (endpoint.kind() == Endpoint.Kind.LOGIN) {
      resource = endpoint.resource();
      byUser
          .computeIfAbsent(log.caller(call.caller()).user(), k -> new Tally())
          .add(1, 0, call.time(), call.time());
    }
  }

  @Override
  public void finish(FindingSink to) {
    Tally all = new Tally();
    byUser
        .values()
        .forEach(t -> all.add(t.calls(), (double) Math.min(A_DAY, t.calls()), t.first(), t.last()));
    to.add(
        Pattern.LOGIN_STORM,
        resource,
        all,
        0.95,
        "%,d logins by %d users".formatted(all.calls(), byUser.size()));
  }
}
