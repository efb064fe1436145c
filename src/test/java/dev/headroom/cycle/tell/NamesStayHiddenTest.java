package dev.headroom.cycle.tell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.access.Question;
import dev.headroom.cycle.audit.AnsweredLockOuts;
import dev.headroom.cycle.audit.LockOutCycle;
import dev.headroom.cycle.tell.ShownWorld.Artefact;
import dev.headroom.org.OrgId;
import dev.headroom.org.TenantId;
import dev.headroom.org.TenantScope;
import dev.headroom.report.LockOutReport;
import dev.headroom.wiring.TargetTypes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * A tenant that is not shown names of users is not shown any: on no page, in no file, answer, sheet
 * or message to its own targets. With names the same artefacts have them, or the test would see
 * nothing.
 */
class NamesStayHiddenTest {
  /** More of them with {@code -Dheadroom.isolation.fleets=400}. */
  private static final int FLEETS = Integer.getInteger("headroom.isolation.fleets", 2);

  private static final long SEED = Long.getLong("headroom.isolation.seed", 20261129);

  /** Every user name of the world; a caller's full name ends in {@code @x}. */
  private static final Pattern NAME = Pattern.compile("(?:[a-z.]+|new )?zq[0-9]+(?:@|%40|&#64;)x");

  private static final Set<String> EVERY_KIND =
      TargetTypes.ALL.stream()
          .map(type -> "message by " + type.name())
          .collect(Collectors.toCollection(TreeSet::new));

  private static Set<String> named(boolean hiding, boolean operator) {
    Set<String> named = new TreeSet<>();
    for (int i = 0; i < FLEETS; i++) {
      GeneratedFleet fleet = GeneratedFleet.of(SEED + i);
      for (String tenant : fleet.tenants()) {
        ShownWorld world = new ShownWorld(fleet).withPeople();
        if (hiding) {
          world.hidingNames();
        }
        TenantScope scope = operator ? TenantScope.all() : TenantScope.of(new TenantId(tenant));
        for (Artefact artefact : world.shown(scope, tenant)) {
          if (NAME.matcher(artefact.text()).find()) {
            named.add(kind(artefact.name()));
          }
        }
      }
    }
    return named;
  }

  private static String kind(String name) {
    return name.replaceFirst("(orgs|tenants)/[^/]+", "$1/*")
        .replaceFirst("orgs/[a-z0-9-]+(?=[.]|/|$)", "orgs/*")
        .replaceFirst("alerts/[0-9a-f]{8,}", "alerts/*");
  }

  @Test
  void aTenantIsShownNoNames() {
    assertThat(named(true, false)).isEmpty();
  }

  @Test
  void withNamesItIsShownThemInEveryPlaceThatHasThem() {
    Set<String> named = named(false, false);
    System.out.println("names of users are shown in " + named);
    assertThat(named)
        .contains(
            "/orgs/*/access",
            "/api/orgs/*/access",
            "/api/orgs/*/access/users",
            "/orgs/*/usage",
            "/api/orgs/*/usage",
            "/api/orgs/*/usage/day",
            "/orgs/*/integrations/caller",
            "/orgs/*/what-if without",
            "/savings",
            "/api/savings",
            "/alerts/*",
            "/api/alerts/*",
            "/orgs/*/runbook.md");
  }

  @Test
  void theOperatorIsShownNames() {
    assertThat(named(true, true)).contains("/orgs/*/access", "/savings", "/api/alerts/*");
  }

  /** By kind of target, how many messages name users, and how many do not. */
  private static Map<String, int[]> messages(boolean hiding, boolean operators) {
    Map<String, int[]> found = new TreeMap<>();
    for (int i = 0; i < FLEETS; i++) {
      GeneratedFleet fleet = GeneratedFleet.of(SEED + i);
      ShownWorld world = new ShownWorld(fleet).withPeople();
      if (hiding) {
        world.hidingNames();
      }
      world.tell();
      fleet.targets().stream()
          .filter(target -> (target.tenant() == null) == operators)
          .flatMap(target -> world.messages(target.id()).stream())
          .forEach(
              message ->
                  found
                      .computeIfAbsent(message.name(), n -> new int[2])[
                      NAME.matcher(message.text()).find() ? 0 : 1]++);
    }
    return found;
  }

  @Test
  void aTenantsTargetIsToldNoNamesWhateverItsKind() {
    Map<String, int[]> told = messages(true, false);
    assertThat(told.keySet()).isEqualTo(EVERY_KIND);
    told.forEach((kind, counts) -> assertThat(counts[0]).as(kind).isZero());
  }

  @Test
  void withNamesEveryKindOfTargetIsToldThem() {
    Map<String, int[]> told = messages(false, false);
    assertThat(told.keySet()).isEqualTo(EVERY_KIND);
    told.forEach((kind, counts) -> assertThat(counts[0]).as(kind).isPositive());
  }

  @Test
  void theOperatorsTargetsAreToldNamesAsBefore() {
    Map<String, int[]> hiding = messages(true, true);
    Map<String, int[]> named = messages(false, true);
    assertThat(hiding.keySet()).isEqualTo(EVERY_KIND);
    hiding.forEach(
        (kind, counts) -> {
          assertThat(counts[0]).as(kind).isPositive();
          assertThat(counts).as(kind).isEqualTo(named.get(kind));
        });
  }

  @Test
  void aLockOutIsAnsweredWithIds() {
    Telling fleet = new Telling();
    fleet.setOrg(new OrgId("acme-prod"), "acme", null);
    TenantScope scope = TenantScope.of(new TenantId("acme"));
    LockOutCycle cycle = AnsweredLockOuts.of(fleet, () -> Instant.parse("2026-11-25T12:00:00Z"));
    Question question =
        new Question(
            null,
            "profile",
            "Integration",
            List.of(new Question.Range(null, null, "203.0.113.77/32")),
            null,
            null,
            null);
    LockOutReport before = cycle.ask(scope, "acme-prod", question);
    fleet.hideNames();
    LockOutReport after = cycle.ask(scope, "acme-prod", question);

    List<String> names = new ArrayList<>();
    if (before.answer() == null || after.answer() == null) {
      throw new AssertionError(before.violations());
    }
    before.answer().lockedOut().forEach(hit -> names.add(hit.user()));
    assertThat(names).isNotEmpty();
    assertThat(before.answer().summary()).contains(names);
    assertThat(after.answer().toString()).doesNotContain(names.toArray(String[]::new));
    assertThat(after.answer().lockedOut())
        .allMatch(hit -> hit.user().equals(hit.userId() + " (name hidden)"));
    assertThat(cycle.ask(TenantScope.all(), "acme-prod", question)).isEqualTo(before);
  }
}
