package dev.headroom.cycle.tell;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.headroom.alert.AlertKey;
import dev.headroom.alert.Episode;
import dev.headroom.alert.Evidence;
import dev.headroom.alert.InMemoryAlertStates;
import dev.headroom.alert.OrgState;
import dev.headroom.alert.OrgState.Known;
import dev.headroom.alert.OrgState.Problem;
import dev.headroom.alert.Reason;
import dev.headroom.alert.Severity;
import dev.headroom.alert.TargetJudge;
import dev.headroom.alert.Transition;
import dev.headroom.auth.Secret;
import dev.headroom.backtest.BacktestQuestion;
import dev.headroom.cycle.ask.BacktestCycle;
import dev.headroom.cycle.ask.PauseCycle;
import dev.headroom.cycle.ask.WhatIfCycle;
import dev.headroom.cycle.poll.InMemoryForecasts;
import dev.headroom.cycle.poll.PollPorts;
import dev.headroom.cycle.poll.SlotObservers;
import dev.headroom.cycle.tell.GeneratedFleet.Watched;
import dev.headroom.fleet.Manifest;
import dev.headroom.forecast.Foreseen;
import dev.headroom.forecast.Grounds;
import dev.headroom.forecast.NextExhaustion;
import dev.headroom.forecast.Projection;
import dev.headroom.history.InMemoryRollups;
import dev.headroom.history.InMemoryUsageHistory;
import dev.headroom.history.RolledHistory;
import dev.headroom.history.Sample;
import dev.headroom.http.FakeHttp;
import dev.headroom.http.HttpBody;
import dev.headroom.http.HttpOutcome;
import dev.headroom.limits.LimitName;
import dev.headroom.limits.PollOutcome.FailureKind;
import dev.headroom.limits.Reading;
import dev.headroom.limits.Snapshot;
import dev.headroom.local.preview.Previews;
import dev.headroom.notify.DeliveryResult;
import dev.headroom.notify.InMemoryNotifyStore;
import dev.headroom.notify.Notification;
import dev.headroom.notify.Notifier;
import dev.headroom.notify.NotifyStore;
import dev.headroom.notify.ResolvedTarget;
import dev.headroom.notify.Route;
import dev.headroom.notify.Target;
import dev.headroom.notify.TargetId;
import dev.headroom.notify.pagerduty.PagerDutyNotifier;
import dev.headroom.notify.slack.SlackNotifier;
import dev.headroom.notify.webhook.WebhookNotifier;
import dev.headroom.org.Org;
import dev.headroom.org.OrgId;
import dev.headroom.org.TenantScope;
import dev.headroom.report.AlertView;
import dev.headroom.report.Query;
import dev.headroom.report.StoredCommits;
import dev.headroom.report.StoredViews;
import dev.headroom.report.UsageViews;
import dev.headroom.report.html.Pages;
import dev.headroom.report.html.Site;
import dev.headroom.report.html.Templates;
import dev.headroom.report.json.AlertJson;
import dev.headroom.report.json.ApiJson;
import dev.headroom.whatif.WhatIfQuestion;
import dev.headroom.words.Titles;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A generated fleet after a bad quarter of an hour, and everything that is made of it. */
final class ShownWorld {
  private static final Instant SLOT = Instant.parse("2026-11-25T11:55:00Z");
  private static final Instant NOW = SLOT.plusSeconds(60);
  private static final Site SITE = new Site(NOW, NOW, null, null, "1");
  private static final String WEBHOOK_SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

  private static final JsonMapper JSON = new JsonMapper();

  /** Parsed once: they keep nothing of what they show. */
  private static final Templates TEMPLATES = new Templates();

  /** Ends the names of answers to questions about what is not the asker's. */
  static final String OF_ANOTHER = " of what is another's";

  private final GeneratedFleet fleet;
  private final Telling world = new Telling();
  private final InMemoryAlertStates states = new InMemoryAlertStates();
  private final InMemoryUsageHistory history =
      new InMemoryUsageHistory(() -> NOW, Duration.ofDays(30));
  private final Map<TargetId, List<Artefact>> messages = new HashMap<>();
  private final List<Transition> people = new ArrayList<>();
  private final ShownUsage usage;
  private final ShownAccess access;
  private final ShownOverview overview;

  /** Something that is made for somebody. */
  record Artefact(String name, String text) {}

  ShownWorld(GeneratedFleet fleet) {
    this.fleet = fleet;
    this.usage = new ShownUsage(fleet, LocalDate.parse("2026-11-24"), SITE);
    this.access = new ShownAccess(fleet, world, SITE);
    this.overview = new ShownOverview(fleet, world, SITE);
    fleet.targets().forEach(world::setTarget);
    fleet.targets().forEach(target -> world.answer(target.id(), n -> take(target, n)));
    fleet.orgs().forEach(w -> world.setOrg(w.org(), w.instance()));
    world.setRoutes(fleet.routes().toArray(Route[]::new));
    world.setPolicies(fleet.policies());
    fleet.orgs().forEach(this::commit);
    commitTargets();
  }

  /** Adds users to the orgs: in usage, in access, and in alerts about both. */
  ShownWorld withPeople() {
    for (Watched w : fleet.orgs()) {
      usage.addPeople(w);
      access.addPeople(w);
      List<Transition> told = PeopleAlerts.of(w, SLOT);
      OrgState before = states.read(w.org().id());
      states.commit(before.with(told, SLOT), told);
      people.addAll(told);
    }
    return this;
  }

  /** Tenants are not shown names of users. */
  ShownWorld hidingNames() {
    world.hideNames();
    return this;
  }

  /** Every target but the first of a tenant takes its messages; what that one says is its own. */
  private DeliveryResult take(Target target, Notification notification) {
    messages
        .computeIfAbsent(target.id(), id -> new ArrayList<>())
        .addAll(people.isEmpty() ? bodies(notification) : everyBody(notification));
    return refuses(target)
        ? new DeliveryResult.Rejected(DeliveryResult.RejectKind.UNUSABLE, why(target))
        : Telling.accept(notification);
  }

  private static boolean refuses(Target target) {
    return target.id().value().endsWith("-2");
  }

  private static String why(Target target) {
    return "channel of " + target.id() + " is archived";
  }

  private void commit(Watched w) {
    TreeMap<LimitName, Known> known = new TreeMap<>();
    known.put(w.own(), new Known(w.reading(), true));
    known.put(
        LimitName.DAILY_API_REQUESTS,
        new Known(Reading.ofUsed(w.reading().used() - 1, w.reading().max()), true));
    history.put(
        w.org().id(),
        new Sample(SLOT, new Snapshot(new TreeMap<>(Map.of(w.own(), w.reading())), true)));
    Transition opened = opened(w);
    Problem problem =
        w.dark() ? Problem.missed(FailureKind.SERVER, "503 from " + w.mark(), "wait", null) : null;
    OrgState state =
        new OrgState(
                w.org().id(),
                1,
                SLOT,
                SLOT.plusSeconds(2),
                known,
                Map.of(opened.key(), opened.episode()),
                problem)
            .foreseeing(foreseen(w))
            .indexed();
    states.commit(state, List.of(opened));
  }

  private static Foreseen foreseen(Watched w) {
    return new Foreseen(
        new NextExhaustion.Expected(
            w.own(),
            new Projection.Exhausting(
                SLOT.plusSeconds(3_600),
                SLOT.plusSeconds(7_200),
                SLOT.plusSeconds(9_000),
                0.8,
                0.8,
                new Grounds.Growth(w.reading().used(), false),
                null)),
        SLOT);
  }

  private static Transition opened(Watched w) {
    if (w.dark()) {
      return new Transition.Opened(
          AlertKey.notReporting(w.org().id()),
          new Episode(SLOT, Severity.ATTENTION, Reason.SILENCE, SLOT, null),
          new Evidence.Silence(SLOT, 2, SLOT.minusSeconds(600), "503 from " + w.mark(), "wait"));
    }
    return new Transition.Opened(
        AlertKey.usage(w.org().id(), w.own()),
        new Episode(SLOT, Severity.ESCALATION, Reason.THRESHOLD, SLOT, null),
        Evidence.Use.of(SLOT, w.reading()));
  }

  private static Transition resolved(Watched w) {
    Instant end = SLOT.plusSeconds(300);
    AlertKey key = opened(w).key();
    return w.dark()
        ? new Transition.Resolved(
            key,
            new Episode(SLOT, Severity.ATTENTION, Reason.SILENCE, end, end),
            new Evidence.Silence(end, 0, end, null, null))
        : new Transition.Resolved(
            key,
            new Episode(SLOT, Severity.ESCALATION, Reason.THRESHOLD, end, end),
            Evidence.Use.of(end, w.reading()));
  }

  private void commitTargets() {
    List<Transition> refused =
        fleet.targets().stream()
            .filter(ShownWorld::refuses)
            .map(
                target ->
                    TargetJudge.refused(
                            target.id().value(),
                            Map.of(),
                            new Evidence.RefusedTarget(SLOT, "fake", true, why(target)))
                        .orElseThrow())
            .toList();
    states.commit(OrgState.neverRead(OrgId.FLEET).with(refused, SLOT), refused);
  }

  /** Tells of everything, to the end of the half of it. */
  void tell() {
    world.tellAll(fleet.orgs().stream().map(ShownWorld::opened).toList());
    world.tellAll(people);
    world.runFor(Duration.ofMinutes(2));
    List<Watched> over = new ArrayList<>();
    for (int i = 0; i < fleet.orgs().size(); i += 2) {
      over.add(fleet.orgs().get(i));
    }
    world.tellAll(over.stream().map(ShownWorld::resolved).toList());
    world.runFor(Duration.ofMinutes(20));
  }

  /** What {@code target} was asked to take, as each kind of target would have got it. */
  List<Artefact> messages(TargetId target) {
    return messages.getOrDefault(target, List.of());
  }

  /** As every kind of target would have got it. */
  private static List<Artefact> everyBody(Notification notification) {
    return Previews.of(List.of(), notification, List.of(), NOW).stream()
        .filter(preview -> preview.request() != null)
        .map(
            preview ->
                new Artefact(
                    "message by " + preview.receiver().type(), String.valueOf(preview.request())))
        .toList();
  }

  private List<Artefact> bodies(Notification notification) {
    List<Artefact> bodies = new ArrayList<>();
    FakeHttp http =
        new FakeHttp(
            request -> {
              bodies.add(
                  new Artefact(
                      "message of " + notification.transition().key().subject().kind(),
                      request.headers() + request.body().text()));
              return new HttpOutcome.Reply(200, Map.of(), HttpBody.of("ok"));
            });
    ResolvedTarget resolved =
        new ResolvedTarget(
            new TargetId("any"),
            Map.of(
                "url", Secret.of("https://hooks.example.com/x/0123456789"),
                "secret", Secret.of(WEBHOOK_SECRET),
                "routingKey", Secret.of("0123456789abcdef0123456789abcdef")));
    for (Notifier notifier :
        List.of(new WebhookNotifier(http), new PagerDutyNotifier(http), new SlackNotifier(http))) {
      notifier.deliver(notification, resolved, NOW);
    }
    return bodies;
  }

  /** All that is shown to {@code scope}, after everything was told. */
  List<Artefact> shown(TenantScope scope, String tenant) {
    tell();
    List<Artefact> all = shown(scope, tenant, world.store);
    all.addAll(errors(scope, tenant));
    return all;
  }

  /** The same where nothing was told yet. */
  List<Artefact> quietly(TenantScope scope, String tenant) {
    return shown(scope, tenant, new InMemoryNotifyStore());
  }

  private StoredViews views(NotifyStore store) {
    return new StoredViews(
        new StoredViews.Ports(
            world,
            new StoredCommits(states, states),
            world,
            PollPorts.CATALOGUE,
            rolled(),
            new InMemoryForecasts(),
            store,
            store,
            store,
            Duration.ZERO,
            () -> NOW));
  }

  private RolledHistory rolled() {
    return new RolledHistory(history, new InMemoryRollups());
  }

  private UsageViews usages() {
    return usage.views(world, world, new StoredCommits(states, states), NOW);
  }

  private WhatIfCycle whatIfs() {
    return new WhatIfCycle(world, history, states, usage.store, PollPorts.CATALOGUE, () -> NOW);
  }

  private List<Artefact> shown(TenantScope scope, String tenant, NotifyStore store) {
    StoredViews views = views(store);
    Pages pages = new Pages(views, TEMPLATES);
    WhatIfCycle whatIfs = whatIfs();
    List<Artefact> all = new ArrayList<>();
    all.add(new Artefact("/", pages.fleet(scope, Query.none("/"), SITE).text()));
    for (String state : List.of("open", "all")) {
      Query query = Query.of("/alerts", "state=" + state);
      all.add(new Artefact("/alerts " + state, pages.alerts(scope, query, SITE).text()));
    }
    all.add(new Artefact("/targets", pages.targets(scope, Query.none("/targets"), SITE).text()));
    all.add(new Artefact("/frame", pages.frame(scope, Query.none("/frame"), SITE).text()));
    all.add(api("/api/orgs", views.fleet(scope).orgs().stream().map(ApiJson::org).toList()));
    all.add(
        api(
            "/api/alerts",
            views.alerts(scope).stream()
                .map(alert -> ApiJson.alert(alert, views.untold(scope)))
                .toList()));
    for (AlertView alert : views.alerts(scope)) {
      String path = "/alerts/" + alert.key();
      all.add(new Artefact(path, pages.alert(scope, alert.key(), Query.none(path), SITE).text()));
      all.add(
          api(
              "/api" + path,
              AlertJson.of(
                  views.alert(scope, alert.key()).orElseThrow(),
                  t -> Titles.title(t, LimitName::value))));
    }
    all.add(api("/api/targets", views.targets(scope).stream().map(ApiJson::target).toList()));
    all.add(
        new Artefact(
            "the fleet index",
            states
                .glances(views.fleet(scope).orgs().stream().map(v -> v.org().id()).toList())
                .stream()
                .map(Object::toString)
                .sorted()
                .toList()
                .toString()));
    List<Watched> own = fleet.orgs().stream().filter(w -> w.org().tenant().equals(tenant)).toList();
    all.addAll(usage.shown(scope, own, usages(), pages, this::api));
    all.addAll(access.shown(scope, own, pages, this::api));
    ShownRunbooks runbooks = new ShownRunbooks(fleet, views, usages(), access.views(), pages, SITE);
    all.addAll(runbooks.shown(scope, own));
    all.addAll(runbooks.files(fleet.orgs().stream().map(Watched::org).toList(), tenant));
    all.addAll(overview.shown(scope, own, views, usages(), access.views(), pages, this::api));
    all.addAll(overview.readings(scope, own, rolled(), this::api));
    for (Org org : own.stream().map(Watched::org).toList()) {
      String id = org.id().value();
      String path = "/orgs/" + id;
      all.add(new Artefact(path, pages.org(scope, id, Query.none(path), SITE).text()));
      all.add(
          new Artefact(
              path + "/numbers",
              pages.numbers(scope, id, Query.none(path + "/numbers"), SITE).text()));
      all.add(
          api(
              "/api" + path,
              ApiJson.org(
                  views.org(scope, id).orElseThrow(),
                  views.limits(scope, org),
                  views.projections(scope, org),
                  views.notVisible(scope, org))));
      Query asked = Query.of(path + "/what-if", "limit=DailyApiRequests&calls=1000");
      all.add(
          new Artefact(
              path + "/what-if",
              pages
                  .whatIf(scope, id, asked, SITE, members -> whatIfs.run(scope, id, members))
                  .text()));
      Map<String, String> without = Map.of("limit", "DailyApiRequests", "without", "nobody");
      all.add(
          new Artefact(
              path + "/what-if without",
              whatIfs.run(scope, id, WhatIfQuestion.parse(without)).toString()));
    }
    return all;
  }

  /** What comes of asking for what is another's: the asker's own words are taken out. */
  private List<Artefact> errors(TenantScope scope, String tenant) {
    Pages pages = new Pages(views(world.store), TEMPLATES);
    WhatIfCycle whatIfs = whatIfs();
    BacktestCycle backtests =
        new BacktestCycle(
            world,
            world,
            history,
            states,
            PollPorts.CATALOGUE,
            text -> new Manifest.Invalid(List.of()),
            () -> NOW);
    List<Artefact> all = new ArrayList<>();
    List<String> others =
        new ArrayList<>(fleet.orgsOfOthers(tenant).stream().map(OrgId::value).toList());
    others.add("nobody");
    for (String id : others.subList(Math.max(0, others.size() - 3), others.size())) {
      PauseCycle pauses = new PauseCycle(world, world, states, SlotObservers.NONE, () -> NOW);
      all.add(asked(id, "pause", pauses.resume(scope, id, "someone").toString()));
      Map<String, String> question = Map.of("limit", "DailyApiRequests", "calls", "1000");
      all.add(
          asked(id, "what-if", whatIfs.run(scope, id, WhatIfQuestion.parse(question)).toString()));
      all.add(
          asked(
              id,
              "backtest",
              backtests
                  .run(scope, id, BacktestQuestion.parse(Map.of()), BacktestCycle.LONGEST)
                  .toString()));
      all.add(
          asked(
              id,
              "runbook",
              new ShownRunbooks(fleet, views(world.store), usages(), access.views(), pages, SITE)
                  .ofAnother(scope, id)
                  .toString()));
      all.add(asked(id, "usage", usage.ofAnother(scope, id, usages(), pages).toString()));
      all.add(asked(id, "access", access.ofAnother(scope, id, pages).toString()));
      all.add(asked(id, "readings and mutes", overview.ofAnother(scope, id, rolled()).toString()));
      Artefact refused = asked(id, "", overview.manifest(tenant, id));
      // An id is one thing in the whole fleet: that it is taken is seen, and nothing else.
      all.add(new Artefact("a manifest that names another's org", refused.text()));
      all.add(
          asked(id, "an org's page", pages.org(scope, id, Query.none("/orgs/" + id), SITE).text()));
    }
    List<String> keys = new ArrayList<>(List.of(AlertKey.notReporting(new OrgId("nobody")).hash()));
    fleet.orgs().stream()
        .filter(w -> !w.org().tenant().equals(tenant))
        .forEach(w -> keys.add(opened(w).key().hash()));
    for (String key : keys) {
      String path = "/alerts/" + key;
      all.add(
          asked(key, "an alert's page", pages.alert(scope, key, Query.none(path), SITE).text()));
    }
    List<String> targets = new ArrayList<>(List.of("nobody"));
    fleet.targets().stream()
        .filter(target -> !target.mayHearOf(tenant))
        .forEach(target -> targets.add(target.id().value()));
    for (String id : targets) {
      all.add(asked(id, "resume", world.resume(scope, id).toString()));
    }
    return all;
  }

  private static Artefact asked(String id, String what, String text) {
    return new Artefact(
        what + OF_ANOTHER,
        text.replaceAll("(?<![A-Za-z0-9-])" + id + "(?![A-Za-z0-9-])", "<asked>"));
  }

  private Artefact api(String path, Object body) {
    try {
      return new Artefact(path, JSON.writeValueAsString(body));
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }
}
