package dev.headroom.fleet.dynamodb;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.headroom.access.AccessPolicy;
import dev.headroom.alert.Horizons;
import dev.headroom.alert.Jump;
import dev.headroom.alert.Levels;
import dev.headroom.alert.Policy;
import dev.headroom.alert.PolicyMatch;
import dev.headroom.alert.PolicyOverride;
import dev.headroom.alert.Severity;
import dev.headroom.alert.Yardstick;
import dev.headroom.dynamodb.Item;
import dev.headroom.dynamodb.Tables;
import dev.headroom.export.ExportMatch;
import dev.headroom.export.ExporterRule;
import dev.headroom.fleet.dynamodb.OverrideBody.ThresholdBody;
import dev.headroom.notify.NotifyRules;
import dev.headroom.notify.Route;
import dev.headroom.notify.Target;
import dev.headroom.notify.TargetId;
import dev.headroom.org.Tenant;
import dev.headroom.org.dynamodb.OrgTable;
import dev.headroom.spend.SpendRule;
import dev.headroom.usage.AdviceRule;
import dev.headroom.usage.IntegrationRule;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The rows of tenants, targets, policies, routes and integrations under {@code META}. */
final class MetaRows {

  private static final String NAME = "name";
  private static final String TYPE = "type";

  /** For a target; rows of the first release have none, and their targets are shared. */
  private static final String TENANT_ID = "tenant";

  private static final String RETIRED = "retired";
  private static final String STRICT = "strict";
  private static final String BODY = "body";

  private final ObjectMapper json;

  /** Ignores what a newer release added to a row. */
  MetaRows(ObjectMapper json) {
    this.json = json.copy().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
  }

  /**
   * A target's row; a target that the manifest no longer has is retired.
   *
   * @param strict whether its secret must be strong; a row of the first release lacks this mark,
   *     and its target keeps sending for one more release
   */
  record StoredTarget(Target target, boolean retired, boolean strict) {
    /** Returns the same target as the manifest has it now. */
    StoredTarget with(Target wanted) {
      return new StoredTarget(wanted, false, strict || retired || !target.hasSecretsOf(wanted));
    }
  }

  @RegisterForReflection
  record TargetBody(Map<String, String> settings) {}

  /**
   * A policy. Rows of the first release have neither {@code pageFrom} nor {@code minimum}; absent
   * values have their defaults. Thresholds with amounts are beside the percentages, which an early
   * release judges by.
   */
  @RegisterForReflection
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  record PolicyBody(
      @Nullable List<String> limits,
      @Nullable Map<String, String> tags,
      @Nullable String tenant,
      double attention,
      double escalation,
      double recoverBelow,
      @Nullable HorizonsBody projection,
      @Nullable Double pageFrom,
      @Nullable String minimum,
      @Nullable List<String> orgs,
      @Nullable ThresholdBody attentionAt,
      @Nullable ThresholdBody escalationAt,
      @Nullable JumpBody jump,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<String> given) {
    static PolicyBody of(Policy p) {
      Duration minimum = p.minimum();
      return new PolicyBody(
          p.limits(),
          p.tags(),
          p.tenant(),
          p.levels().attention(),
          p.levels().escalation(),
          p.levels().recoverBelow(),
          HorizonsBody.of(p.horizons()),
          p.pageFrom(),
          minimum == null ? null : minimum.toString(),
          p.match().orgs(),
          ThresholdBody.of(p.levels().attentionAt()),
          ThresholdBody.of(p.levels().escalationAt()),
          JumpBody.of(p.jump()),
          p.given() == null ? null : p.given().stream().sorted().toList());
    }

    Policy policy() {
      return new Policy(
          new PolicyMatch(orEmpty(limits), orEmpty(orgs), orEmpty(tags), tenant),
          new Levels(
              attention,
              escalation,
              recoverBelow,
              attentionAt == null ? null : attentionAt.threshold(),
              escalationAt == null ? null : escalationAt.threshold()),
          projection == null ? null : projection.horizons(),
          pageFrom == null ? Yardstick.DEFAULT_PAGE_FROM : pageFrom,
          minimum == null ? null : Duration.parse(minimum),
          jump == null ? null : jump.jump(),
          given == null ? null : Set.copyOf(given));
    }
  }

  /** How fast use may rise. */
  @RegisterForReflection
  record JumpBody(double points, String within, String severity) {
    static @Nullable JumpBody of(@Nullable Jump jump) {
      return jump == null
          ? null
          : new JumpBody(jump.points(), jump.within().toString(), jump.severity().name());
    }

    Jump jump() {
      return new Jump(points, Duration.parse(within), Severity.valueOf(severity));
    }
  }

  /** Horizons in ISO 8601; an absent one is none. */
  @RegisterForReflection
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  record HorizonsBody(@Nullable String attention, @Nullable String escalation) {
    static @Nullable HorizonsBody of(@Nullable Horizons h) {
      return h == null
          ? null
          : new HorizonsBody(
              h.attention() == null ? null : h.attention().toString(),
              h.escalation() == null ? null : h.escalation().toString());
    }

    Horizons horizons() {
      return new Horizons(
          attention == null ? null : Duration.parse(attention),
          escalation == null ? null : Duration.parse(escalation));
    }
  }

  @RegisterForReflection
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  record RouteBody(
      @Nullable String severity,
      @Nullable String tenant,
      @Nullable Map<String, String> tags,
      @Nullable List<String> limits,
      @Nullable List<String> to,
      boolean continues) {}

  /** A budget in calls or, with {@code percent}, as a percentage of the allocation. */
  @RegisterForReflection
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  record IntegrationBody(
      String id,
      String name,
      @Nullable List<String> orgs,
      @Nullable List<String> apps,
      @Nullable List<String> clients,
      @Nullable List<String> users,
      @Nullable List<String> addresses,
      @Nullable String owner,
      @Nullable String contact,
      @Nullable Integer budget,
      boolean percent) {}

  Item integrations(List<IntegrationRule> rules) {
    List<IntegrationBody> bodies =
        rules.stream()
            .map(
                r ->
                    new IntegrationBody(
                        r.id(),
                        r.name(),
                        r.match().orgs(),
                        r.match().apps(),
                        r.match().clients(),
                        r.match().users(),
                        r.match().addresses(),
                        r.owner(),
                        r.contact(),
                        r.budget() == null ? null : Integer.valueOf(r.budget().amount()),
                        r.budget() != null && r.budget().percent()))
            .toList();
    return Item.of(Tables.META, Tables.INTEGRATION_RULES).text(BODY, write(bodies)).build();
  }

  List<IntegrationRule> integrations(Item row) {
    return Arrays.stream(read(row, IntegrationBody[].class))
        .map(
            b -> {
              Integer budget = b.budget();
              return new IntegrationRule(
                  b.id(),
                  b.name(),
                  new IntegrationRule.Match(
                      orEmpty(b.orgs()),
                      orEmpty(b.apps()),
                      orEmpty(b.clients()),
                      orEmpty(b.users()),
                      orEmpty(b.addresses())),
                  b.owner(),
                  b.contact(),
                  budget == null ? null : new IntegrationRule.Budget(budget, b.percent()));
            })
        .toList();
  }

  /** A cap on Headroom's own calls. */
  @RegisterForReflection
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  record SpendBody(
      @Nullable List<String> orgs,
      @Nullable Map<String, String> tags,
      @Nullable String tenant,
      int cap) {}

  Item spend(List<SpendRule> rules) {
    List<SpendBody> bodies =
        rules.stream().map(r -> new SpendBody(r.orgs(), r.tags(), r.tenant(), r.cap())).toList();
    return Item.of(Tables.META, Tables.SPEND_CAPS).text(BODY, write(bodies)).build();
  }

  List<SpendRule> spend(Item row) {
    return Arrays.stream(read(row, SpendBody[].class))
        .map(b -> new SpendRule(orEmpty(b.orgs()), orEmpty(b.tags()), b.tenant(), b.cap()))
        .toList();
  }

  /** Which findings are worth a message. */
  @RegisterForReflection
  record AdviceBody(double minSavingPercent) {}

  Item advice(AdviceRule rule) {
    return Item.of(Tables.META, Tables.ADVICE)
        .text(BODY, write(new AdviceBody(rule.minSavingPercent())))
        .build();
  }

  AdviceRule advice(Item row) {
    return new AdviceRule(read(row, AdviceBody.class).minSavingPercent());
  }

  Item telling(NotifyRules rules) {
    return Item.of(Tables.META, Tables.TELLING)
        .text(BODY, write(NotifyRulesBody.of(rules)))
        .build();
  }

  NotifyRules telling(Item row) {
    return read(row, NotifyRulesBody.class).rules();
  }

  Item overrides(List<PolicyOverride> overrides) {
    return Item.of(Tables.META, Tables.OVERRIDES).text(BODY, text(overrides)).build();
  }

  List<PolicyOverride> overrides(Item row) {
    return Arrays.stream(read(row, OverrideBody[].class)).map(OverrideBody::override).toList();
  }

  /** Returns the body of a row of overrides. */
  String text(List<PolicyOverride> overrides) {
    return write(overrides.stream().map(OverrideBody::of).toList());
  }

  Item access(List<AccessPolicy> policies) {
    List<AccessBody> bodies = policies.stream().map(AccessBody::of).toList();
    return Item.of(Tables.META, Tables.ACCESS).text(BODY, write(bodies)).build();
  }

  List<AccessPolicy> access(Item row) {
    return Arrays.stream(read(row, AccessBody[].class)).map(AccessBody::policy).toList();
  }

  /** An exporter. */
  @RegisterForReflection
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  record ExporterBody(
      String id,
      String type,
      @Nullable Map<String, String> settings,
      @Nullable List<String> orgs,
      @Nullable Map<String, String> tags,
      @Nullable String tenant,
      @Nullable List<String> limits,
      @Nullable List<String> integrations) {}

  Item exporters(List<ExporterRule> rules) {
    List<ExporterBody> bodies =
        rules.stream()
            .map(
                r ->
                    new ExporterBody(
                        r.id(),
                        r.type(),
                        r.settings(),
                        r.match().orgs(),
                        r.match().tags(),
                        r.match().tenant(),
                        r.match().limits(),
                        r.match().integrations()))
            .toList();
    return Item.of(Tables.META, Tables.EXPORTERS).text(BODY, write(bodies)).build();
  }

  List<ExporterRule> exporters(Item row) {
    return Arrays.stream(read(row, ExporterBody[].class))
        .map(
            b ->
                new ExporterRule(
                    b.id(),
                    b.type(),
                    orEmpty(b.settings()),
                    new ExportMatch(
                        orEmpty(b.orgs()),
                        orEmpty(b.tags()),
                        b.tenant(),
                        orEmpty(b.limits()),
                        orEmpty(b.integrations()))))
        .toList();
  }

  Item tenant(Tenant tenant) {
    return Item.of(Tables.META, Tables.TENANT_PREFIX + tenant.id())
        .text(NAME, tenant.name())
        .text(
            OrgTable.PERSONAL_DATA,
            tenant.personalData() == null ? null : tenant.personalData().word())
        .build();
  }

  Tenant tenant(Item row) {
    return new Tenant(
        row.text(Tables.SK).substring(Tables.TENANT_PREFIX.length()),
        row.text(NAME),
        OrgTable.shown(row).orElse(null));
  }

  Item target(StoredTarget stored) {
    Target target = stored.target();
    return Item.of(Tables.META, Tables.TARGET_PREFIX + target.id())
        .text(TYPE, target.type())
        .text(BODY, write(new TargetBody(target.settings())))
        .text(TENANT_ID, target.tenant())
        .number(RETIRED, stored.retired() ? 1L : null)
        .number(STRICT, stored.strict() ? 1L : null)
        .build();
  }

  StoredTarget target(Item row) {
    TargetId id = new TargetId(row.text(Tables.SK).substring(Tables.TARGET_PREFIX.length()));
    TargetBody body = read(row, TargetBody.class);
    return new StoredTarget(
        new Target(id, row.text(TYPE), body.settings(), row.findText(TENANT_ID).orElse(null)),
        row.has(RETIRED),
        row.has(STRICT));
  }

  Item policies(List<Policy> policies) {
    List<PolicyBody> bodies = policies.stream().map(PolicyBody::of).toList();
    return Item.of(Tables.META, Tables.POLICIES).text(BODY, write(bodies)).build();
  }

  List<Policy> policies(Item row) {
    return Arrays.stream(read(row, PolicyBody[].class)).map(PolicyBody::policy).toList();
  }

  Item routes(List<Route> routes) {
    List<RouteBody> bodies =
        routes.stream()
            .map(
                r -> {
                  Severity severity = r.match().severity();
                  return new RouteBody(
                      severity == null ? null : severity.word(),
                      r.match().tenant(),
                      r.match().tags(),
                      r.match().limits(),
                      r.to().stream().map(TargetId::value).toList(),
                      r.continues());
                })
            .toList();
    return Item.of(Tables.META, Tables.ROUTES).text(BODY, write(bodies)).build();
  }

  List<Route> routes(Item row) {
    return Arrays.stream(read(row, RouteBody[].class))
        .map(
            b -> {
              String severity = b.severity();
              return new Route(
                  new Route.Match(
                      severity == null ? null : Severity.valueOf(severity.toUpperCase(Locale.ROOT)),
                      b.tenant(),
                      orEmpty(b.tags()),
                      orEmpty(b.limits())),
                  orEmpty(b.to()).stream().map(TargetId::new).toList(),
                  b.continues());
            })
        .toList();
  }

  Item ports(Set<Integer> ports) {
    return Item.of(Tables.META, Tables.PORTS).text(BODY, write(ports)).build();
  }

  SortedSet<Integer> ports(Item row) {
    return new TreeSet<>(Arrays.asList(read(row, Integer[].class)));
  }

  private static List<String> orEmpty(@Nullable List<String> list) {
    return list == null ? List.of() : list;
  }

  private static Map<String, String> orEmpty(@Nullable Map<String, String> map) {
    return map == null ? Map.of() : map;
  }

  private String write(Object body) {
    try {
      return json.writeValueAsString(body);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a part of the fleet cannot be written as JSON", e);
    }
  }

  private <T> T read(Item row, Class<T> type) {
    try {
      return json.readValue(row.text(BODY), type);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(
          "the stored item " + row.text(Tables.SK) + " cannot be read", e);
    }
  }
}
