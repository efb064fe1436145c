package dev.headroom.cycle.tell;

import dev.headroom.access.AccessDay;
import dev.headroom.access.ApiUser;
import dev.headroom.access.AppPosture;
import dev.headroom.access.Effective;
import dev.headroom.access.Finding;
import dev.headroom.access.FindingKind;
import dev.headroom.access.Gap;
import dev.headroom.access.InMemoryPostures;
import dev.headroom.access.OrgSettings;
import dev.headroom.access.Part;
import dev.headroom.access.PathKind;
import dev.headroom.access.PathState;
import dev.headroom.access.Posture;
import dev.headroom.access.Question;
import dev.headroom.access.RangeList;
import dev.headroom.access.SubjectRef;
import dev.headroom.access.ip.IpAddressNotation;
import dev.headroom.cycle.audit.LockOutCycle;
import dev.headroom.cycle.tell.GeneratedFleet.Watched;
import dev.headroom.cycle.tell.ShownWorld.Artefact;
import dev.headroom.org.Org;
import dev.headroom.org.OrgDirectory;
import dev.headroom.org.TenantScope;
import dev.headroom.report.AccessView;
import dev.headroom.report.AccessViews;
import dev.headroom.report.Query;
import dev.headroom.report.StoredAccess;
import dev.headroom.report.csv.AccessCsv;
import dev.headroom.report.html.AccessPages;
import dev.headroom.report.html.LockOutPage;
import dev.headroom.report.html.Pages;
import dev.headroom.report.html.Site;
import dev.headroom.report.json.AccessJson;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/** Two audits of each org of a generated fleet, and everything that is made of them. */
final class ShownAccess {
  private final Site site;
  private final OrgDirectory directory;
  private final InMemoryPostures store = new InMemoryPostures();

  ShownAccess(GeneratedFleet fleet, OrgDirectory directory, Site site) {
    this.site = site;
    this.directory = directory;
    fleet.orgs().forEach(this::fill);
  }

  private void fill(Watched w) {
    Posture first = posture(w.mark(), site.now().minus(Duration.ofDays(1)), "");
    Posture second = posture(w.mark(), site.now().minus(Duration.ofHours(1)), "new ");
    save(w, first, second);
  }

  /** Adds a user whom a rule names, and findings that list users by name. */
  void addPeople(Watched w) {
    save(
        w,
        withPeople(w.mark(), posture(w.mark(), site.now().minus(Duration.ofDays(1)), "")),
        withPeople(w.mark(), posture(w.mark(), site.now().minus(Duration.ofHours(1)), "new ")));
  }

  private static Posture withPeople(String mark, Posture posture) {
    String name = "svc." + mark + "@x.example";
    SubjectRef user = new SubjectRef("user", "005svc" + mark, name);
    List<ApiUser> users = new ArrayList<>(posture.apiUsers());
    users.add(
        new ApiUser(
            user.id(),
            name,
            "Profile " + mark,
            Effective.YES,
            List.of(),
            false,
            List.of(),
            null,
            true,
            "user:" + name,
            null));
    List<Finding> findings = new ArrayList<>(posture.findings());
    findings.add(
        new Finding(
            FindingKind.API_ONLY_MISSING,
            FindingKind.API_ONLY_MISSING.severity(),
            user,
            Map.of("allowedBy", "user:" + name),
            null));
    findings.add(
        new Finding(
            FindingKind.TOKEN_OF_INACTIVE_USER,
            FindingKind.TOKEN_OF_INACTIVE_USER.severity(),
            new SubjectRef("app", "0H4" + mark, "App " + mark),
            Map.of("users", List.of(name, "gone." + mark + "@x.example")),
            null));
    return new Posture(
        posture.org(),
        posture.takenAt(),
        posture.partial(),
        posture.settings(),
        users,
        posture.apps(),
        posture.ipRanges(),
        findings);
  }

  private void save(Watched w, Posture first, Posture second) {
    store.save(w.org().id(), first, AccessDay.of(first, null));
    store.save(w.org().id(), second, AccessDay.of(second, first));
  }

  private static Posture posture(String mark, Instant at, String prefix) {
    String name = prefix + mark;
    SubjectRef user = new SubjectRef("user", "005" + name, name + "@x.example");
    return new Posture(
        "00D" + mark,
        at,
        List.of(Gap.forbidden(Part.TOKENS, "refused by " + mark)),
        OrgSettings.UNREAD,
        List.of(
            new ApiUser(
                user.id(),
                user.name(),
                "Profile " + mark,
                Effective.YES,
                List.of(),
                false,
                List.of(new ApiUser.Via(PathKind.PROFILE, name, PathState.ACTIVE, null)),
                at,
                false,
                null,
                "apiUserNotAllowed:" + user.id())),
        List.of(
            new AppPosture(
                "0H4" + name,
                "App " + name,
                "connectedApp",
                List.of("api"),
                null,
                null,
                null,
                1,
                2,
                at,
                List.of("profile:" + mark),
                List.of())),
        List.of(new RangeList(new SubjectRef("profile", "00e" + mark, mark), true, List.of())),
        List.of(
            new Finding(
                FindingKind.API_USER_NOT_ALLOWED,
                FindingKind.API_USER_NOT_ALLOWED.severity(),
                user,
                Map.of("via", List.of("Profile " + mark)),
                null)));
  }

  AccessViews views() {
    return new StoredAccess(directory, store, site::now);
  }

  private LockOutCycle lockOuts() {
    return LockOutCycle.unable(
        directory, new IpAddressNotation(), site::now, "no org is asked", "none");
  }

  /** All pages and answers of API access for {@code scope}. */
  List<Artefact> shown(
      TenantScope scope, List<Watched> own, Pages pages, BiFunction<String, Object, Artefact> api) {
    AccessViews views = views();
    AccessPages of = new AccessPages(pages, views);
    List<Artefact> all = new ArrayList<>();
    all.add(new Artefact("/access", of.fleet(scope, Query.none("/access"), site).text()));
    all.add(api.apply("/api/access", AccessJson.of(views.fleet(scope))));
    all.add(new Artefact("/api/access/findings.csv", AccessCsv.fleet(views.fleet(scope))));
    LocalDate today = LocalDate.ofInstant(site.now(), ZoneOffset.UTC);
    for (Watched w : own) {
      Org org = w.org();
      String path = "/orgs/" + org.id();
      all.addAll(pages(scope, org.id().value(), of));
      AccessView view = views.access(scope, org, today).orElseThrow();
      all.add(api.apply("/api" + path + "/access", AccessJson.of(view)));
      for (AccessCsv.Table table : AccessCsv.Table.values()) {
        all.add(new Artefact("/api" + path + "/access/" + table.word(), table.of(view)));
      }
    }
    return all;
  }

  private List<Artefact> pages(TenantScope scope, String id, AccessPages of) {
    String path = "/orgs/" + id;
    Query query = Query.none(path);
    Map<String, String> asked =
        Map.of("kind", "profile", "name", "Sales", "ranges", "192.0.2.0/24");
    LockOutCycle cycle = lockOuts();
    return List.of(
        new Artefact(path + "/access", of.access(scope, id, query, site).text()),
        new Artefact(path + "/lock-out", of.lockOut(scope, id, query, site).text()),
        new Artefact(
            path + "/lock-out asked",
            of.lockOut(
                    scope,
                    id,
                    query,
                    site,
                    new LockOutPage.Entered(asked, true),
                    question -> cycle.ask(scope, id, question))
                .text()));
  }

  /** What is shown of an org that is not there for {@code scope}. */
  List<String> ofAnother(TenantScope scope, String id, Pages pages) {
    List<String> all =
        new ArrayList<>(
            pages(scope, id, new AccessPages(pages, views())).stream()
                .map(Artefact::text)
                .toList());
    Question question = new Question(null, "orgTrusted", null, List.of(), null, null, null);
    all.add(lockOuts().ask(scope, id, question).toString());
    return all;
  }
}
