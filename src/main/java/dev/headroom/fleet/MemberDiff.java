package dev.headroom.fleet;

import dev.headroom.access.AccessPolicy;
import dev.headroom.alert.Policy;
import dev.headroom.alert.PolicyOverride;
import dev.headroom.alert.Reminders;
import dev.headroom.export.ExporterRule;
import dev.headroom.fleet.Change.Member;
import dev.headroom.notify.Mute;
import dev.headroom.notify.Route;
import dev.headroom.notify.Target;
import dev.headroom.org.Credentials;
import dev.headroom.org.Credentials.ClientCredentials;
import dev.headroom.org.Credentials.JwtBearer;
import dev.headroom.org.Org;
import dev.headroom.org.Tenant;
import dev.headroom.spend.SpendRule;
import dev.headroom.usage.AdviceRule;
import dev.headroom.usage.IntegrationRule;
import java.net.URI;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The members of an entry that differ, by the manifest's names. Their values are not shown, but
 * places are.
 */
final class MemberDiff {
  /**
   * A member's value, and how much of it is shown.
   *
   * @param place the host, reference or time zone; null if the value is not shown
   */
  private record Value(@Nullable Object value, @Nullable String place) {}

  private MemberDiff() {}

  /** Compares two entries of a kind; {@code before} is null for an addition. */
  static <T> List<Member> between(@Nullable T before, T after) {
    Map<String, Value> old = before == null ? Map.of() : values(before);
    Map<String, Value> now = values(after);
    Map<String, Value> all = new TreeMap<>(old);
    all.putAll(now);
    List<Member> members = new ArrayList<>();
    for (String name : all.keySet()) {
      Value was = old.getOrDefault(name, new Value(null, null));
      Value is = now.getOrDefault(name, new Value(null, null));
      boolean told = was.place() != null || is.place() != null;
      if (before == null ? told : !Objects.equals(was.value(), is.value())) {
        members.add(new Member(name, was.place(), is.place()));
      }
    }
    return members;
  }

  private static Map<String, Value> values(Object one) {
    Map<String, Value> values = new TreeMap<>();
    switch (one) {
      case Tenant tenant -> {
        put(values, "name", tenant.name());
        put(values, "personalData", tenant.hidesNames());
      }
      case Integer port -> {} // nothing but its number, which is its id
      case Org org -> org(values, org);
      case Policy policy -> policy(values, policy);
      case Target target -> {
        put(values, "type", target.type());
        values.put("tenant", new Value(target.tenant(), target.tenant()));
        target
            .settings()
            .forEach((name, text) -> values.put(name, new Value(text, Places.of(text))));
      }
      case ExporterRule exporter -> {
        put(values, "type", exporter.type());
        put(values, "match", exporter.match());
        exporter
            .settings()
            .forEach((name, text) -> values.put(name, new Value(text, Places.of(text))));
      }
      case Route route -> {
        put(values, "match.severity", route.match().severity());
        put(values, "match.tenant", route.match().tenant());
        put(values, "match.tags", route.match().tags());
        put(values, "match.limits", route.match().limits());
        put(values, "to", route.to());
        put(values, "continue", route.continues());
      }
      case IntegrationRule rule -> integration(values, rule);
      case SpendRule rule -> {
        put(values, "match.orgs", rule.orgs());
        put(values, "match.tags", rule.tags());
        put(values, "match.tenant", rule.tenant());
        put(values, "cap", rule.cap());
      }
      case AccessPolicy policy -> {
        put(values, "match.orgs", policy.match().orgs());
        put(values, "match.tags", policy.match().tags());
        put(values, "match.tenant", policy.match().tenant());
        put(values, "apiUsers.allow", policy.rule().allow());
        put(values, "accept", policy.rule().accept());
        put(values, "alert", policy.alert());
      }
      case Mute mute -> {
        put(values, "match", mute.match());
        put(values, "from", mute.from());
        put(values, "until", mute.until());
        put(values, "reason", mute.reason());
        put(values, "by", mute.by());
        put(values, "windows", mute.windows());
      }
      case PolicyOverride override -> {
        put(values, "match", override.match());
        put(values, "attention", override.attention());
        put(values, "escalation", override.escalation());
        put(values, "recoverBelow", override.recoverBelow());
        put(values, "for", override.minimum());
        put(values, "projection", override.horizons());
        put(values, "until", override.until());
        put(values, "reason", override.reason());
        put(values, "by", override.by());
      }
      case Reminders reminders -> {
        put(values, "attention", reminders.attention());
        put(values, "escalation", reminders.escalation());
      }
      case AdviceRule advice -> put(values, "minSavingPercent", advice.minSavingPercent());
      default -> throw new IllegalArgumentException("no part of a fleet: " + one.getClass());
    }
    return values;
  }

  private static void org(Map<String, Value> values, Org org) {
    put(values, "tenant", org.tenant());
    values.put("loginUrl", new Value(org.loginUrl(), Places.host(org.loginUrl())));
    put(values, "interval", org.isAdaptive() ? "adaptive" : org.interval());
    put(values, "apiVersion", org.apiVersion());
    ZoneId zone = org.timeZone();
    values.put("timeZone", new Value(zone, zone == null ? null : zone.getId()));
    put(values, "tags", org.tags());
    Credentials credentials = org.credentials();
    put(values, "auth.clientId", credentials.clientId());
    switch (credentials) {
      case ClientCredentials c -> {
        put(values, "auth.type", "client-credentials");
        values.put(
            "auth.clientSecret",
            new Value(c.clientSecret(), Places.of(c.clientSecret().toString())));
      }
      case JwtBearer j -> {
        put(values, "auth.type", "jwt-bearer");
        put(values, "auth.username", j.username());
        URI audience = j.audience();
        values.put(
            "auth.audience", new Value(audience, audience == null ? null : Places.host(audience)));
        values.put(
            "auth.privateKey", new Value(j.privateKey(), Places.of(j.privateKey().toString())));
      }
    }
  }

  private static void integration(Map<String, Value> values, IntegrationRule rule) {
    put(values, "name", rule.name());
    put(values, "match.orgs", rule.match().orgs());
    put(values, "match.apps", rule.match().apps());
    put(values, "match.clients", rule.match().clients());
    put(values, "match.users", rule.match().users());
    put(values, "match.addresses", rule.match().addresses());
    put(values, "owner", rule.owner());
    put(values, "contact", rule.contact());
    put(values, "budget", rule.budget());
  }

  private static void policy(Map<String, Value> values, Policy policy) {
    put(values, "match.limits", policy.limits());
    put(values, "match.orgs", policy.match().orgs());
    put(values, "match.tags", policy.tags());
    put(values, "match.tenant", policy.tenant());
    put(values, "attention", policy.levels().attention());
    put(values, "attention.amounts", policy.levels().attentionAt());
    put(values, "escalation", policy.levels().escalation());
    put(values, "escalation.amounts", policy.levels().escalationAt());
    put(values, "recoverBelow", policy.levels().recoverBelow());
    put(values, "for", policy.minimum());
    put(values, "projection", policy.horizons());
    put(values, "projection.pageFrom", policy.pageFrom());
    put(values, "jump", policy.jump());
  }

  private static void put(Map<String, Value> values, String name, @Nullable Object value) {
    values.put(name, new Value(value, null));
  }
}
