package dev.headroom.fleet.dynamodb;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.headroom.alert.PolicyMatch;
import dev.headroom.alert.PolicyOverride;
import dev.headroom.alert.Threshold;
import dev.headroom.fleet.dynamodb.MetaRows.HorizonsBody;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An override as a row stores it. */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
record OverrideBody(
    String id,
    @Nullable List<String> limits,
    @Nullable List<String> orgs,
    @Nullable Map<String, String> tags,
    @Nullable String tenant,
    @Nullable ThresholdBody attention,
    @Nullable ThresholdBody escalation,
    @Nullable Double recoverBelow,
    @Nullable String minimum,
    @Nullable HorizonsBody projection,
    String until,
    String reason,
    String by) {

  /** A threshold; what is absent does not count. */
  @RegisterForReflection
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record ThresholdBody(@Nullable Double percent, @Nullable Long used, @Nullable Long remaining) {
    static @Nullable ThresholdBody of(@Nullable Threshold t) {
      return t == null ? null : new ThresholdBody(t.percent(), t.used(), t.remaining());
    }

    Threshold threshold() {
      return new Threshold(percent, used, remaining);
    }
  }

  static OverrideBody of(PolicyOverride o) {
    Duration minimum = o.minimum();
    return new OverrideBody(
        o.id(),
        o.match().limits(),
        o.match().orgs(),
        o.match().tags(),
        o.match().tenant(),
        ThresholdBody.of(o.attention()),
        ThresholdBody.of(o.escalation()),
        o.recoverBelow(),
        minimum == null ? null : minimum.toString(),
        HorizonsBody.of(o.horizons()),
        o.until().toString(),
        o.reason(),
        o.by());
  }

  PolicyOverride override() {
    return new PolicyOverride(
        id,
        new PolicyMatch(
            limits == null ? List.of() : limits,
            orgs == null ? List.of() : orgs,
            tags == null ? Map.of() : tags,
            tenant),
        attention == null ? null : attention.threshold(),
        escalation == null ? null : escalation.threshold(),
        recoverBelow,
        minimum == null ? null : Duration.parse(minimum),
        projection == null ? null : projection.horizons(),
        Instant.parse(until),
        reason,
        by);
  }
}
