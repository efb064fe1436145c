package dev.headroom.fleet.dynamodb;

import dev.headroom.access.Acceptance;
import dev.headroom.access.AccessPolicy;
import dev.headroom.access.AccessPolicy.Alerting;
import dev.headroom.access.AccessRule;
import dev.headroom.access.AllowRule;
import dev.headroom.access.Severity;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** An entry of {@code access} as stored in its row. */
@RegisterForReflection
record AccessBody(
    @Nullable List<String> orgs,
    @Nullable Map<String, String> tags,
    @Nullable String tenant,
    @Nullable List<String> allow,
    @Nullable Map<String, String> alert,
    @Nullable List<Accepted> accept) {

  /** An accepted finding. */
  @RegisterForReflection
  record Accepted(String finding, String reason, String by, String until) {}

  static AccessBody of(AccessPolicy policy) {
    Map<String, String> alert = new TreeMap<>();
    policy.alert().forEach((s, a) -> alert.put(s.word(), a.name().toLowerCase(Locale.ROOT)));
    return new AccessBody(
        policy.match().orgs(),
        new TreeMap<>(policy.match().tags()),
        policy.match().tenant(),
        policy.rule().allow().stream().map(AllowRule::text).toList(),
        alert,
        policy.rule().accept().stream()
            .map(a -> new Accepted(a.finding(), a.reason(), a.by(), a.until().toString()))
            .toList());
  }

  AccessPolicy policy() {
    Map<Severity, Alerting> levels = new EnumMap<>(Severity.class);
    if (alert != null) {
      alert.forEach(
          (severity, word) ->
              Severity.of(severity)
                  .ifPresent(s -> levels.put(s, Alerting.valueOf(word.toUpperCase(Locale.ROOT)))));
    }
    List<AllowRule> rules =
        orEmpty(allow).stream().map(AllowRule::parse).flatMap(Optional::stream).toList();
    List<Acceptance> accepted =
        orEmpty(accept).stream()
            .map(a -> new Acceptance(a.finding(), a.reason(), a.by(), LocalDate.parse(a.until())))
            .toList();
    return new AccessPolicy(
        new AccessPolicy.Match(orEmpty(orgs), tags == null ? Map.of() : tags, tenant),
        new AccessRule(rules, accepted),
        levels);
  }

  private static <T> List<T> orEmpty(@Nullable List<T> list) {
    return list == null ? List.of() : list;
  }
}
