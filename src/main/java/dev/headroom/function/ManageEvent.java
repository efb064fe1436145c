package dev.headroom.function;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is asked of {@code manage}. Numbers may be written as such.
 *
 * @param action validate, plan, apply or backtest
 * @param manifest the manifest's YAML text; of a backtest, one whose policies are used
 * @param org of a backtest, as all that follows: whose history
 * @param limit pattern of the limits that are looked at
 * @param from ISO 8601
 * @param to ISO 8601
 * @param attention a level to try, in per cent
 * @param escalation likewise
 * @param recoverBelow percentage points
 * @param projection {@code off}
 * @param projectionAttention a horizon to try, ISO 8601
 * @param projectionEscalation likewise
 */
@RegisterForReflection
public record ManageEvent(
    @Nullable String action,
    @Nullable String manifest,
    @Nullable String org,
    @Nullable String limit,
    @Nullable String from,
    @Nullable String to,
    @Nullable String attention,
    @Nullable String escalation,
    @Nullable String recoverBelow,
    @Nullable String projection,
    @Nullable String projectionAttention,
    @Nullable String projectionEscalation) {

  /** The members of a backtest that are given, by name. */
  Map<String, String> backtest() {
    Map<String, String> given = new HashMap<>();
    given.put("manifest", manifest);
    given.put("limit", limit);
    given.put("from", from);
    given.put("to", to);
    given.put("attention", attention);
    given.put("escalation", escalation);
    given.put("recoverBelow", recoverBelow);
    given.put("projection", projection);
    given.put("projectionAttention", projectionAttention);
    given.put("projectionEscalation", projectionEscalation);
    given.values().removeIf(Objects::isNull);
    return given;
  }
}
