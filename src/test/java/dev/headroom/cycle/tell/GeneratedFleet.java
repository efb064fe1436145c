package dev.headroom.cycle.tell;

import dev.headroom.alert.Levels;
import dev.headroom.alert.Policy;
import dev.headroom.cycle.poll.PollPorts;
import dev.headroom.limits.LimitName;
import dev.headroom.limits.Reading;
import dev.headroom.notify.Route;
import dev.headroom.notify.Target;
import dev.headroom.notify.TargetId;
import dev.headroom.org.Org;
import dev.headroom.org.OrgId;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A fleet of several tenants whose names look alike, with targets and routes of tenants and of the
 * operator. Everything that is a tenant's own can be told from what is another's by a word or a
 * number that stands nowhere else.
 */
record GeneratedFleet(
    List<String> tenants,
    List<Watched> orgs,
    List<Target> targets,
    List<Route> routes,
    List<Policy> policies) {
  private static final List<String> NAMES =
      List.of("acme", "acme-eu", "acm", "acme-e", "acme-eu-1", "1", "acme-prod");

  /**
   * An org and what it shows.
   *
   * @param own a limit that no other org has
   * @param mark a word that stands in everything else that it shows
   * @param dark whether it stops reporting
   */
  record Watched(
      Org org, LimitName own, Reading reading, String mark, String instance, boolean dark) {}

  static GeneratedFleet of(long seed) {
    Random random = new Random(seed);
    List<String> names = new ArrayList<>(NAMES);
    Collections.shuffle(names, random);
    List<String> tenants = names.subList(0, 2 + random.nextInt(3));
    List<Watched> orgs = new ArrayList<>();
    List<Target> targets = new ArrayList<>();
    List<Route> routes = new ArrayList<>();
    List<Policy> policies = new ArrayList<>();
    targets.add(target("chat", null));
    targets.add(target("chat-1", null));
    Set<String> taken = new HashSet<>();
    for (String tenant : tenants) {
      for (int i = 1 + random.nextInt(4); i > 0; i--) {
        orgs.add(watched(tenant, random, taken, orgs.size()));
      }
      List<TargetId> own = new ArrayList<>();
      for (int i = random.nextInt(3); i > 0; i--) {
        Target target = target(tenant + "-chat" + (i == 1 ? "" : "-" + i), tenant);
        targets.add(target);
        own.add(target.id());
      }
      if (random.nextBoolean()) {
        own.add(new TargetId("chat-1"));
      }
      routes.add(new Route(match(tenant), own, true));
      policies.add(
          new Policy(
              List.of(orgs.getLast().own().value()), Map.of(), tenant, new Levels(41, 43, 1)));
    }
    List<TargetId> shared = new ArrayList<>(List.of(new TargetId("chat")));
    if (random.nextInt(3) == 0) {
      // As no manifest may have it: a target that was shared when the route was made.
      shared.add(targets.get(random.nextInt(targets.size())).id());
    }
    Route operator = new Route(Route.Match.EVERYTHING, shared, true);
    routes.add(random.nextInt(routes.size() + 1), operator);
    policies.add(new Policy(List.of(), Map.of(), null, Levels.DEFAULT));
    return new GeneratedFleet(List.copyOf(tenants), orgs, targets, routes, policies);
  }

  private static Watched watched(String tenant, Random random, Set<String> taken, int n) {
    String id;
    do {
      id =
          switch (random.nextInt(4)) {
            case 0 -> tenant + "-prod";
            case 1 -> tenant + "-prod-" + random.nextInt(12);
            case 2 -> tenant + "-" + random.nextInt(12);
            default -> "prod-" + tenant + "-" + random.nextInt(12);
          };
    } while (!taken.add(id));
    String mark = "zq" + (1_000 + 37 * n + random.nextInt(37));
    long max = 5_000_000 + 79_190L * n + random.nextInt(7_919);
    Org plain = PollPorts.org(id);
    Org org =
        new Org(
            new OrgId(id),
            tenant,
            URI.create("https://" + id + ".my.salesforce.com"),
            plain.credentials(),
            plain.interval(),
            null,
            Map.of("env", "prod", "team", mark));
    return new Watched(
        org,
        new LimitName("DailyApiRequests.App " + mark),
        Reading.ofUsed(max - 200_003 - 17L * n, max),
        mark,
        "EU" + random.nextInt(2),
        random.nextInt(3) > 0);
  }

  private static Target target(String id, @Nullable String tenant) {
    return new Target(new TargetId(id), "fake", Map.of("mark", "a"), tenant);
  }

  private static Route.Match match(String tenant) {
    return new Route.Match(null, tenant, Map.of(), List.of());
  }

  /** The same fleet as if {@code tenant} were the only one. */
  GeneratedFleet only(String tenant) {
    return new GeneratedFleet(
        List.of(tenant),
        orgs.stream().filter(w -> w.org().tenant().equals(tenant)).toList(),
        targets.stream().filter(t -> t.mayHearOf(tenant)).toList(),
        routes.stream()
            .filter(r -> r.match().tenant() == null || r.match().tenant().equals(tenant))
            .toList(),
        policies.stream().filter(p -> p.tenant() == null || p.tenant().equals(tenant)).toList());
  }

  /** The same fleet without any rule about tenants: everybody is told of everything. */
  GeneratedFleet withoutTenants() {
    return new GeneratedFleet(
        tenants,
        orgs,
        targets.stream().map(t -> new Target(t.id(), t.type(), t.settings())).toList(),
        List.of(
            new Route(Route.Match.EVERYTHING, targets.stream().map(Target::id).toList(), false)),
        policies);
  }

  /** Words and numbers that tell of another tenant than {@code tenant}. */
  Set<String> secretsFrom(String tenant) {
    Set<String> secrets = new TreeSet<>();
    tenants.stream().filter(t -> !t.equals(tenant)).forEach(t -> secrets.addAll(secretsOf(t)));
    secrets.removeAll(secretsOf(tenant));
    return secrets;
  }

  private Set<String> secretsOf(String tenant) {
    Set<String> secrets = new TreeSet<>();
    if (tenant.length() > 1) {
      secrets.add(tenant);
    }
    targets.stream()
        .filter(t -> tenant.equals(t.tenant()))
        .forEach(t -> secrets.add(t.id().value()));
    for (Watched w : orgs) {
      if (w.org().tenant().equals(tenant)) {
        secrets.add(w.org().id().value());
        secrets.add(w.mark());
        for (long number : List.of(w.reading().max(), w.reading().used())) {
          secrets.add(Long.toString(number));
          secrets.add(String.format(Locale.ROOT, "%,d", number));
        }
      }
    }
    return secrets;
  }

  /** The first of {@code secrets} that stands in {@code text} as a whole word; null when none. */
  static @Nullable String leak(String text, Set<String> secrets) {
    Map<String, Boolean> found = new LinkedHashMap<>();
    for (String secret : secrets) {
      for (int at = text.indexOf(secret); at >= 0; at = text.indexOf(secret, at + 1)) {
        if (isBorder(text, at - 1) && isBorder(text, at + secret.length())) {
          found.put(secret, true);
        }
      }
    }
    return found.isEmpty() ? null : found.keySet().iterator().next();
  }

  private static boolean isBorder(String text, int at) {
    return at < 0
        || at >= text.length()
        || !(Character.isLetterOrDigit(text.charAt(at)) || text.charAt(at) == '-');
  }

  /** The orgs of other tenants than {@code tenant}. */
  List<OrgId> orgsOfOthers(String tenant) {
    return orgs.stream()
        .map(Watched::org)
        .filter(org -> !org.tenant().equals(tenant))
        .map(Org::id)
        .toList();
  }
}
