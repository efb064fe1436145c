package dev.headroom.local.web;

import dev.headroom.access.AccessDay;
import dev.headroom.access.ApiUser;
import dev.headroom.access.AppPosture;
import dev.headroom.access.ConfiguredRange;
import dev.headroom.access.Effective;
import dev.headroom.access.Finding;
import dev.headroom.access.FindingKind;
import dev.headroom.access.OrgSettings;
import dev.headroom.access.OrgSettings.ApiAccessControl;
import dev.headroom.access.PathKind;
import dev.headroom.access.PathState;
import dev.headroom.access.Posture;
import dev.headroom.access.PostureStore;
import dev.headroom.access.RangeList;
import dev.headroom.access.SubjectRef;
import dev.headroom.access.dynamodb.DynamoDbPostures;
import dev.headroom.access.ip.IpAddressNotation;
import dev.headroom.dynamodb.TestDynamoDb;
import dev.headroom.notify.InMemoryNotifyStore;
import dev.headroom.org.Org;
import dev.headroom.org.OrgId;
import dev.headroom.org.TenantScope;
import dev.headroom.report.AccessViews;
import dev.headroom.report.StoredAccess;
import dev.headroom.report.csv.AccessCsv;
import dev.headroom.report.html.AccessPages;
import dev.headroom.report.html.Pages;
import dev.headroom.report.html.Site;
import dev.headroom.report.html.Templates;
import dev.headroom.report.json.AccessJson;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** How long the server takes for pages and API of an org with many API users, store and all. */
public final class AccessPagesTime {
  private static final Instant NOW = Instant.parse("2026-11-25T06:00:00Z");
  private static final LocalDate TODAY = LocalDate.parse("2026-11-25");
  private static final int DAYS = 30;
  private static final int WARM_UP = 40;
  private static final int ROUNDS = 40;
  private static final int FLEET = 1_000;

  private AccessPagesTime() {}

  /** Takes how many users the org has; 5,000 without it. */
  public static void main(String[] args) {
    int users = args.length > 0 ? Integer.parseInt(args[0]) : 5_000;
    UsageWorld world = new UsageWorld(NOW);
    Org org = Fixtures.org("bench-org", Map.of());
    world.add(org, 1_000_000);
    TestDynamoDb db = TestDynamoDb.create();
    PostureStore store =
        new DynamoDbPostures(
            db.client(), db.tables(), new IpAddressNotation(), () -> NOW, Duration.ofDays(90));
    fill(store, org.id(), users);
    for (int i = 1; i < FLEET; i++) {
      Org other = Fixtures.org("bench-org-" + i, Map.of());
      world.add(other, 1_000_000);
      Posture small = posture(new Random(i), NOW.minusSeconds(60), 12, 0);
      store.save(other.id(), small, AccessDay.of(small, null));
    }
    InMemoryNotifyStore told = new InMemoryNotifyStore();
    Pages frame =
        new Pages(world.fleet().views(world, told, told, told, () -> NOW), new Templates());
    AccessViews views = new StoredAccess(world.fleet(), store, () -> NOW);
    AccessPages pages = new AccessPages(frame, views);
    TenantScope all = TenantScope.all();
    Site site = new Site(NOW, NOW, null, null, "1");
    String id = org.id().value();
    System.out.printf(
        "%,d users, %d days, %,d orgs; milliseconds of %d answers after %d%n",
        users, DAYS, FLEET, ROUNDS, WARM_UP);
    time("page", () -> pages.access(all, id, UsageWorld.query("/"), site).text());
    time(
        "page, filtered",
        () ->
            pages
                .access(all, id, UsageWorld.query("/?access=not-allowed&q=user12&sort=name"), site)
                .text());
    time("lock-out form", () -> pages.lockOut(all, id, UsageWorld.query("/"), site).text());
    time("JSON", () -> AccessJson.of(views.access(all, org, TODAY).orElseThrow()).toString());
    time(
        "users as CSV",
        () -> AccessCsv.Table.USERS.of(views.access(all, org, TODAY).orElseThrow()));
    time("fleet", () -> pages.fleet(all, UsageWorld.query("/"), site).text());
    System.exit(0);
  }

  private static void time(String what, Supplier<String> answer) {
    double[] taken = new double[ROUNDS];
    double first = 0;
    int size = 0;
    for (int i = 0; i < WARM_UP + ROUNDS; i++) {
      long began = System.nanoTime();
      size = answer.get().length();
      double millis = (System.nanoTime() - began) / 1e6;
      first = i == 0 ? millis : first;
      if (i >= WARM_UP) {
        taken[i - WARM_UP] = millis;
      }
    }
    Arrays.sort(taken);
    System.out.printf(
        "%-16s median %6.1f  95 %% %6.1f  first %6.0f  %,9d characters%n",
        what, taken[ROUNDS / 2], taken[ROUNDS * 95 / 100], first, size);
  }

  private static void fill(PostureStore store, OrgId org, int users) {
    Posture before = null;
    for (int d = DAYS - 1; d >= 0; d--) {
      Posture posture =
          posture(new Random(23), NOW.minus(Duration.ofDays(d)).minusSeconds(60), users, d % 7);
      store.save(org, posture, AccessDay.of(posture, before));
      before = posture;
    }
  }

  private static Posture posture(Random random, Instant at, int users, int gone) {
    List<ApiUser> all = new ArrayList<>();
    List<Finding> findings = new ArrayList<>();
    for (int n = gone; n < users; n++) {
      String id = "005%012dAAA".formatted(n);
      String name = "user%d@bench.example".formatted(n);
      boolean allowed = n % 4 == 0;
      List<ApiUser.Via> via = new ArrayList<>();
      String profile = "Profile " + n % 23;
      via.add(new ApiUser.Via(PathKind.PROFILE, profile, PathState.ACTIVE, null));
      if (n % 3 == 0) {
        via.add(new ApiUser.Via(PathKind.PERMISSION_SET, "Set_" + n % 40, PathState.ACTIVE, null));
      }
      Instant last = n % 11 == 0 ? null : at.minusSeconds(random.nextInt(90 * 86_400));
      all.add(
          new ApiUser(
              id,
              name,
              profile,
              Effective.YES,
              List.of(),
              false,
              via,
              last,
              allowed,
              allowed ? "profile:Profile 4" : null,
              allowed ? null : "apiUserNotAllowed:" + id));
      if (!allowed) {
        findings.add(finding(FindingKind.API_USER_NOT_ALLOWED, id, name, profile));
      }
    }
    List<AppPosture> apps = new ArrayList<>();
    for (int n = 0; n < 14; n++) {
      apps.add(
          new AppPosture(
              "0H4%012dAAA".formatted(n),
              "App " + n,
              "connectedApp",
              List.of("api", "refresh_token"),
              "selfAuthorized",
              "bypass",
              "infinite",
              80,
              83,
              at,
              List.of("profile:Profile 1"),
              List.of()));
    }
    List<RangeList> ranges = new ArrayList<>();
    for (int n = 0; n < 23; n++) {
      ranges.add(
          new RangeList(
              new SubjectRef("profile", "00e%012dAAA".formatted(n), "Profile " + n),
              true,
              List.of(
                  ConfiguredRange.of(
                      "198.18." + n + ".0", "198.18." + n + ".255", "", new IpAddressNotation()))));
    }
    return new Posture(
        "00D000000000001EAA",
        at,
        List.of(),
        new OrgSettings(false, ApiAccessControl.OFF, List.of()),
        all,
        apps,
        ranges,
        findings);
  }

  private static Finding finding(
      FindingKind kind, String id, String name, @Nullable String profile) {
    return new Finding(
        kind,
        kind.severity(),
        new SubjectRef("user", id, name),
        Map.of("via", List.of(String.valueOf(profile))),
        null);
  }
}
