package dev.headroom.local.web;

import dev.headroom.org.Org;
import dev.headroom.org.TenantScope;
import dev.headroom.report.html.Html;
import dev.headroom.usage.Caller;
import dev.headroom.usage.DaySource;
import dev.headroom.usage.DayUsage;
import dev.headroom.usage.Finding;
import dev.headroom.usage.IntegrationRegistry;
import dev.headroom.usage.Pattern;
import dev.headroom.usage.StoredDay;
import dev.headroom.usage.Unexplained;
import dev.headroom.usage.UsageStore;
import dev.headroom.usage.UsageStore.DayGroups;
import dev.headroom.usage.UsageStore.OwnGroup;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.TreeSet;
import java.util.function.Supplier;

/** How long the server takes for pages of an org with many integrations, store and all. */
public final class UsagePagesTime {
  private static final LocalDate LAST = LocalDate.of(2026, 3, 29);
  private static final List<Pattern> PATTERNS = List.of(Pattern.values());
  private static final int DAYS = 28;
  private static final int WARM_UP = 60;
  private static final int ROUNDS = 60;

  private static final ThreadMXBean THREAD = ManagementFactory.getThreadMXBean();

  private UsagePagesTime() {}

  /** Takes how many integrations the org has; 300 without it. */
  public static void main(String[] args) {
    int integrations = args.length > 0 ? Integer.parseInt(args[0]) : 300;
    UsageWorld world = new UsageWorld(LAST.plusDays(1).atTime(6, 0).toInstant(ZoneOffset.UTC));
    Org org = Fixtures.org("bench-org", Map.of());
    world.add(org, 1_000_000);
    fill(world.store(), org, integrations);
    var pages = world.pages();
    TenantScope all = TenantScope.all();
    String id = org.id().value();
    System.out.printf(
        "%d integrations, %d days kept; milliseconds of %d pages after %d%n",
        integrations, DAYS, ROUNDS, WARM_UP);
    time("usage, anew", () -> world.pages().usage(all, id, UsageWorld.query("/"), world.site()));
    time("usage", () -> pages.usage(all, id, UsageWorld.query("/"), world.site()));
    time("usage, 28 days", () -> pages.usage(all, id, UsageWorld.query("/?days=28"), world.site()));
    time(
        "integration", () -> pages.integration(all, id, "i7", UsageWorld.query("/"), world.site()));
    time("savings", () -> world.pages().savings(all, UsageWorld.query("/"), world.site()));
    var runbooks = world.runbooks();
    time(
        "runbook, anew",
        () -> world.runbooks().runbook(all, id, UsageWorld.query("/"), world.site()));
    time("runbook", () -> runbooks.runbook(all, id, UsageWorld.query("/"), world.site()));
    time(
        "runbook.md",
        () -> new Html(200, runbooks.markdown(all, id, world.site().now()).orElseThrow()));
    System.exit(0);
  }

  private static void time(String what, Supplier<Html> page) {
    double[] taken = new double[ROUNDS];
    double[] worked = new double[ROUNDS];
    int size = 0;
    for (int i = 0; i < WARM_UP + ROUNDS; i++) {
      long began = System.nanoTime();
      long own = THREAD.getCurrentThreadCpuTime();
      Html html = page.get();
      if (html.status() != 200) {
        throw new IllegalStateException(what + " is answered with " + html.status());
      }
      size = html.text().length();
      if (i >= WARM_UP) {
        taken[i - WARM_UP] = (System.nanoTime() - began) / 1e6;
        worked[i - WARM_UP] = (THREAD.getCurrentThreadCpuTime() - own) / 1e6;
      }
    }
    Arrays.sort(taken);
    Arrays.sort(worked);
    System.out.printf(
        "%-16s median %6.1f  95 %% %6.1f, of processor time %6.1f  %,9d characters%n",
        what, taken[ROUNDS / 2], taken[ROUNDS * 95 / 100], worked[ROUNDS / 2], size);
  }

  private static void fill(UsageStore store, Org org, int integrations) {
    Random random = new Random(22);
    for (int d = DAYS - 1; d >= 0; d--) {
      LocalDate day = LAST.minusDays(d);
      List<StoredDay.Part> parts = new ArrayList<>();
      List<StoredDay.Found> found = new ArrayList<>();
      List<OwnGroup> groups = new ArrayList<>();
      long counted = 0;
      for (int i = 0; i < integrations; i++) {
        DayUsage.Share share = share(random, 200_000 / (i + 10));
        counted += share.calls();
        String id = "i" + i;
        parts.add(new StoredDay.Part(id, "Integration " + i, "client name", share));
        if (i % 5 == 0) {
          found.add(new StoredDay.Found(id, finding(day, i)));
        }
        for (int g = 0; g < 8; g++) {
          Caller caller =
              new Caller(
                  "", "", "client" + i, "005u" + i, "198.18." + i % 250 + "." + g, "62.0", id, "");
          groups.add(new OwnGroup(caller, "REST", share.calls() / 8, id));
        }
      }
      StoredDay kept =
          new StoredDay(
              day,
              new DaySource(day, DaySource.Knowledge.KNOWN, true, false, List.of()),
              counted,
              9,
              new Unexplained(OptionalLong.of(counted + 50), OptionalLong.of(50), List.of()),
              List.of(),
              parts,
              found);
      if (!store.save(
          org.id(),
          store.memory(org.id()),
          IntegrationRegistry.NONE,
          List.of(kept),
          List.of(new DayGroups(day, groups, 0)))) {
        throw new IllegalStateException("the day was not kept");
      }
    }
  }

  private static DayUsage.Share share(Random random, int about) {
    List<Long> hours = new ArrayList<>();
    long calls = 0;
    for (int h = 0; h < 24; h++) {
      long n = random.nextInt(1 + about / 12);
      hours.add(n);
      calls += n;
    }
    List<DayUsage.ResourceCalls> resources = new ArrayList<>();
    for (int r = 0; r < 10; r++) {
      resources.add(new DayUsage.ResourceCalls("/sobjects/Object" + r + "__c/{id}", calls / 10));
    }
    return new DayUsage.Share(
        0,
        calls,
        hours,
        Map.of("REST", calls),
        calls / 50,
        resources,
        3,
        4,
        new TreeSet<>(List.of("58.0", "62.0")));
  }

  private static Finding finding(LocalDate day, int i) {
    Instant from = day.atStartOfDay().toInstant(ZoneOffset.UTC);
    return new Finding(
        PATTERNS.get(i % PATTERNS.size()),
        0,
        "/sobjects/Object" + i + "__c",
        from,
        from.plusSeconds(7_200),
        900 + i,
        12,
        0.9,
        "900 calls, 1 user");
  }
}
