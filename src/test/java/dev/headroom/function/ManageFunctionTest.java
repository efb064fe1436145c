package dev.headroom.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.headroom.alert.InMemoryAlertStates;
import dev.headroom.alert.InMemoryNotes;
import dev.headroom.cycle.ask.BacktestCycle;
import dev.headroom.cycle.ask.EraseCycle;
import dev.headroom.cycle.ask.ManageCycle;
import dev.headroom.cycle.ask.NoteCycle;
import dev.headroom.cycle.ask.OrgChecks;
import dev.headroom.cycle.ask.OrgOrders;
import dev.headroom.cycle.ask.PauseCycle;
import dev.headroom.cycle.ask.WhatIfCycle;
import dev.headroom.cycle.poll.SlotObservers;
import dev.headroom.cycle.tell.SweepTrigger;
import dev.headroom.cycle.tell.TargetsCycle;
import dev.headroom.fleet.AuditEntry;
import dev.headroom.fleet.Fleet;
import dev.headroom.fleet.FleetStore;
import dev.headroom.fleet.Fleets;
import dev.headroom.fleet.ManifestReader;
import dev.headroom.fleet.Settings;
import dev.headroom.fleet.Violation;
import dev.headroom.fleet.manifest.YamlManifestReader;
import dev.headroom.history.InMemoryUsageHistory;
import dev.headroom.history.Sample;
import dev.headroom.history.UsageHistory;
import dev.headroom.http.EgressPolicy;
import dev.headroom.limits.LimitName;
import dev.headroom.limits.Reading;
import dev.headroom.limits.Snapshot;
import dev.headroom.limits.csv.CsvLimitCatalogue;
import dev.headroom.notify.InMemoryNotifyStore;
import dev.headroom.notify.Target;
import dev.headroom.notify.TargetId;
import dev.headroom.notify.Trouble;
import dev.headroom.org.Org;
import dev.headroom.org.OrgDirectory;
import dev.headroom.org.OrgId;
import dev.headroom.report.json.ManageAnswer;
import dev.headroom.usage.InMemoryUsageStore;
import dev.headroom.usage.NoUsage;
import dev.headroom.wiring.TargetTypes;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jboss.logging.MDC;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ManageFunctionTest {
  private final ObjectMapper json = new ObjectMapper();
  private static final InstantSource NOW =
      InstantSource.fixed(Instant.parse("2026-11-25T10:00:00Z"));
  private final ManifestReader reader =
      new YamlManifestReader(new EgressPolicy(false), TargetTypes.ALL);
  private static final Target CHAT =
      new Target(new TargetId("chat"), "slack", Map.of("url", "env:SLACK"));
  private static final Target GONE =
      new Target(new TargetId("gone"), "slack", Map.of("url", "env:SLACK"));
  private final InMemoryNotifyStore health = new InMemoryNotifyStore();
  private final UsageHistory history = new InMemoryUsageHistory(NOW, Duration.ofDays(30));
  private final Empty store = new Empty();
  private final InMemoryAlertStates states = new InMemoryAlertStates();
  private final InMemoryNotes notes = new InMemoryNotes();
  private final ManageFunction function =
      new ManageFunction(
          new ManageCycle(reader, store, targets(), NOW, ""),
          targets(),
          new OrgOrders(
              new PauseCycle(new OneOrg(), store, states, SlotObservers.NONE, NOW),
              new EraseCycle(new OneOrg(), store, new NoUsage()),
              new NoteCycle(new OneOrg(), store, states, notes, NOW)),
          new ManageFunction.Questions(
              new BacktestCycle(
                  new OneOrg(),
                  new Empty(),
                  history,
                  new InMemoryAlertStates(),
                  new CsvLimitCatalogue(),
                  reader,
                  NOW),
              new WhatIfCycle(
                  new OneOrg(),
                  history,
                  new InMemoryAlertStates(),
                  new InMemoryUsageStore(),
                  new CsvLimitCatalogue(),
                  NOW),
              ManageFunctions.lockOuts(),
              OrgChecks.unable("no org is asked", "Ask elsewhere."),
              ManageFunctions.samples()),
          FunctionCaller.PATIENT,
          "1.2.3");

  private TargetsCycle targets() {
    return new TargetsCycle(store, health, SweepTrigger.NONE, NOW);
  }

  /** A fleet of acme-prod alone. */
  private static final class OneOrg implements OrgDirectory {
    @Override
    public Optional<Org> find(OrgId id) {
      return all().stream().filter(org -> org.id().equals(id)).findFirst();
    }

    @Override
    public List<Org> all() {
      return List.of(Fleets.org("acme-prod"));
    }
  }

  /** A store that has two targets, one of them removed, and keeps nothing. */
  private static final class Empty implements FleetStore {
    private final List<AuditEntry> audited = new ArrayList<>();

    @Override
    public Settings settings() {
      return new Settings(
          0, List.of(), Map.of(CHAT.id(), CHAT, GONE.id(), GONE), Set.of(GONE.id()), List.of());
    }

    @Override
    public Fleet load() {
      return Fleet.EMPTY;
    }

    @Override
    public void apply(Fleet wanted, AuditEntry entry) {
      audited.add(entry);
    }

    @Override
    public void audit(AuditEntry entry) {
      audited.add(entry);
    }
  }

  @Test
  void aNoteIsKeptOnceHoweverOftenItComesAndRemovedByItsId() throws JsonProcessingException {
    String event =
        "{\"action\":\"note\",\"org\":\"acme-prod\",\"text\":\"ERP ran twice\",\"by\":\"Jane\"}";
    String answer =
        json.writeValueAsString(function.manage(json.readValue(event, ManageEvent.class)));
    String again =
        json.writeValueAsString(function.manage(json.readValue(event, ManageEvent.class)));
    OrgId org = new OrgId("acme-prod");

    assertThat(again).isEqualTo(answer);
    assertThat(notes.of(org)).hasSize(1);
    String id = notes.of(org).getFirst().id();
    assertThat(answer)
        .isEqualTo(
            "{\"violations\":[],\"note\":{\"id\":\"%s\",\"org\":\"acme-prod\",\"at\":\"2026-11-25T10:00:00Z\",\"by\":\"Jane\",\"text\":\"ERP"
                + " ran twice\"},\"version\":\"1.2.3\"}",
            id);

    ManageAnswer removed =
        function.manage(
            json.readValue(
                "{\"action\":\"note\",\"org\":\"acme-prod\",\"remove\":\"" + id + "\"}",
                ManageEvent.class));
    assertThat(removed.violations()).isEmpty();
    assertThat(notes.of(org)).isEmpty();
  }

  @Test
  void anOrgIsPausedWithAnEndAndAReasonAndResumed() throws JsonProcessingException {
    String paused =
        json.writeValueAsString(
            function.manage(
                json.readValue(
                    "{\"action\":\"pause\",\"org\":\"acme-prod\",\"until\":\"PT2H\",\"reason\":\"it"
                        + " is migrated\"}",
                    ManageEvent.class)));
    assertThat(paused)
        .startsWith(
            "{\"violations\":[],\"paused\":{\"org\":\"acme-prod\",\"since\":\"2026-11-25T10:00:00Z\",\"until\":\"2026-11-25T12:00:00Z\",\"by\":\"function"
                + " manage, ")
        .endsWith("\"reason\":\"it is migrated\"},\"version\":\"1.2.3\"}");
    OrgId org = new OrgId("acme-prod");
    assertThat(states.read(org).upkeep().restraint().isPausedAt(NOW.instant())).isTrue();
    assertThat(store.audited)
        .singleElement()
        .satisfies(
            entry ->
                assertThat(entry.changes().getFirst().id())
                    .isEqualTo("acme-prod until 2026-11-25T12:00:00Z: it is migrated"));

    String ended =
        json.writeValueAsString(
            function.manage(
                json.readValue(
                    "{\"action\":\"resume\",\"org\":\"acme-prod\"}", ManageEvent.class)));
    assertThat(ended).contains("\"ended\":{\"org\":\"acme-prod\"").contains("it is migrated");
    assertThat(states.read(org).upkeep().restraint().pause()).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{~action~:~pause~,~org~:~acme-prod~} | until, reason",
        "{~action~:~pause~,~org~:~other~,~until~:~PT1H~,~reason~:~x~} | org",
        "{~action~:~pause~,~org~:~acme-prod~,~until~:~P31D~,~reason~:~x~} | until",
        "{~action~:~pause~,~org~:~acme-prod~,~until~:~-PT1H~,~reason~:~x~} | until",
        "{~action~:~pause~,~org~:~acme-prod~,~until~:~2026-11-25T10:00:00Z~,~reason~:~x~} | until",
        "{~action~:~pause~,~org~:~acme-prod~,~until~:~soon~,~reason~:~ ~} | until, reason",
        "{~action~:~pause~,~org~:~acme-prod~,~until~:~P999999999999999999D~,~reason~:~x~} | until",
        "{~action~:~pause~,~org~:~acme-prod~,~for~:~PT1H~} | for",
        "{~action~:~note~,~org~:~acme-prod~} | text",
        "{~action~:~note~,~org~:~other~,~text~:~x~} | org",
        "{~action~:~note~,~org~:~acme-prod~,~text~:~x~,~alert~:~y~,~by~:~ ~} | by, alert",
        "{~action~:~note~,~org~:~acme-prod~,~remove~:~x~} | remove",
        "{~action~:~note~,~org~:~acme-prod~,~remove~:~x~,~text~:~y~} | text",
        "{~action~:~resume~,~org~:~other~} | org"
      })
  void aPauseThatCannotBeNamesWhatIsWrong(String event, String paths)
      throws JsonProcessingException {
    ManageAnswer answer =
        function.manage(json.readValue(event.replace('~', '"'), ManageEvent.class));
    assertThat(answer.violations().stream().map(ManageAnswer.Wrong::path))
        .containsExactlyElementsOf(List.of(paths.split(", ", -1)));
    assertThat(store.audited).isEmpty();
    assertThat(states.read(new OrgId("acme-prod")).version()).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "validate | {~violations~:[],~warnings~:[],~changes~:[],~version~:~1.2.3~}",
        "plan |"
            + " {~violations~:[],~warnings~:[],~changes~:[{~action~:~add~,~kind~:~tenant~,~id~:~a~}],~version~:~1.2.3~}",
        "apply |"
            + " {~violations~:[],~warnings~:[],~changes~:[{~action~:~add~,~kind~:~tenant~,~id~:~a~}],~version~:~1.2.3~}"
      })
  void answersInTheShapeThatOthersScriptAgainst(String action, String answer)
      throws JsonProcessingException {
    assertThat(
            json.writeValueAsString(
                call(action, "version: 1\\ntenants: [{id: a, name: A}]\\norgs: []\\n")))
        .isEqualTo(answer.replace('~', '"'));
  }

  @Test
  void aViolationHasItsFourMembersAndTheLine() throws JsonProcessingException {
    assertThat(json.writeValueAsString(call("apply", "version: 2\\ntenants: []\\norgs: []\\n")))
        .isEqualTo(
            """
            {"violations":[{"path":"version","value":"2",\
            "problem":"is not a version of the manifest",\
            "remedy":"Write 'version: 1', the only version there is.","line":1}],"warnings":[],"changes":[],"version":"1.2.3"}\
            """);
  }

  @Test
  void aWarningHasTheMembersOfAViolation() throws JsonProcessingException {
    assertThat(
            json.writeValueAsString(
                call(
                    "validate",
                    "version: 1\\ntenants: []\\norgs: []\\ntargets: [{id: x, type: slack, url:"
                        + " 'https://hooks.slack.com/services/s3cret'}]\\n")))
        .startsWith(
            """
            {"violations":[],"warnings":[{"path":"targets[0].url","value":"https://hooks.slack.com/...",\
            "problem":"is an address that gives access to whoever knows it",\
            "remedy":\"\
            """)
        .doesNotContain("s3cret");
  }

  @Test
  void aManifestMayBeThatOfATenant() throws JsonProcessingException {
    String event =
        "{'action':'%s','tenant':'a','manifest':'version: 1\\n"
            + "tenants: [{id: %s, name: A}]\\n"
            + "orgs: []'}";
    for (String action : List.of("validate", "plan", "apply")) {
      assertThat(ask(event.formatted(action, "a")).violations()).isEmpty();
      assertThat(ask(event.formatted(action, "b")).violations())
          .extracting(ManageAnswer.Wrong::path)
          .containsExactly("tenants[0]", "tenants");
    }
    assertThat(store.audited)
        .extracting(AuditEntry::actor)
        .singleElement()
        .asString()
        .endsWith(", for tenant a");
    for (String tenant : List.of("'A b'", "7", "['a']")) {
      assertThatThrownBy(
              () -> ask("{'action':'apply','manifest':'version: 1','tenant':" + tenant + "}"))
          .asInstanceOf(type(InvalidEventException.class))
          .extracting(e -> e.violations().getFirst().path())
          .isEqualTo("tenant");
    }
  }

  @Test
  void aManifestMayAllowSecretMovesAndNothingButYesOrNoSaysSo() throws JsonProcessingException {
    String event =
        "{'action':'apply','manifest':'version: 1\\ntenants: []\\norgs: []','allowSecretMoves':%s}";
    assertThat(ask(event.formatted("true")).violations()).isEmpty();
    assertThat(ask(event.formatted("false")).violations()).isEmpty();
    assertThatThrownBy(() -> ask(event.formatted("'yes'")))
        .asInstanceOf(type(InvalidEventException.class))
        .extracting(e -> e.violations().stream().map(Violation::path).toList())
        .isEqualTo(List.of("allowSecretMoves"));
    assertThat(ask("{'action':'resume','target':'chat','allowSecretMoves':true}").violations())
        .extracting(ManageAnswer.Wrong::path)
        .containsExactly("allowSecretMoves");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'action':'apply','manifest':'version: 1','allowSecretMove':true} | allowSecretMove",
        "{'action':'plan','manifest':'version: 1','org':'acme-prod'} | org",
        "{'action':'validate','manifest':'version: 1','Manifest2':'x'} | Manifest2",
      })
  void aMemberThatTheActionDoesNotHaveIsRefused(String event, String path) {
    assertThatThrownBy(() -> ask(event))
        .asInstanceOf(type(InvalidEventException.class))
        .extracting(e -> e.violations().stream().map(Violation::path).toList())
        .isEqualTo(List.of(path));
  }

  @Test
  void aManifestBelongsToNoQuestionAndAnOrgToNoTarget() throws JsonProcessingException {
    assertThat(
            ask("{'action':'resume','target':'chat','org':'a','manifest':'version: 1'}")
                .violations())
        .extracting(ManageAnswer.Wrong::path)
        .containsExactly("manifest", "org");
    assertThat(ask("{'action':'what-if','org':'a','calls':1,'manifest':'version: 1'}").violations())
        .extracting(ManageAnswer.Wrong::path)
        .contains("manifest");
  }

  @Test
  void theAuditRecordsTheRequestOrTheUserOfThisMachine() throws JsonProcessingException {
    String manifest = "version: 1\\ntenants: [{id: a, name: A}]\\norgs: []\\n";
    call("apply", manifest);
    MDC.put("AWSRequestId", "8476a536-e9f4-11e8-9739-2dfe598c3fcd");
    try {
      call("apply", manifest);
    } finally {
      MDC.remove("AWSRequestId");
    }
    System.setProperty(
        "com.amazonaws.xray.traceHeader",
        "Root=1-5bef4de7-ad49b0e87f6ef6c87fc2e700;Parent=1;Sampled=0");
    try {
      call("apply", manifest);
    } finally {
      System.clearProperty("com.amazonaws.xray.traceHeader");
    }

    assertThat(store.audited)
        .extracting(AuditEntry::actor)
        .containsExactly(
            "function manage, local user " + System.getProperty("user.name"),
            "function manage, request 8476a536-e9f4-11e8-9739-2dfe598c3fcd",
            "function manage, trace 1-5bef4de7-ad49b0e87f6ef6c87fc2e700");
    assertThat(store.audited.getFirst().manifestDigest())
        .isEqualTo(AuditEntry.digest(manifest.replace("\\n", "\n")));
    assertThat(store.audited.getFirst().at()).isEqualTo(NOW.instant());
  }

  @Test
  void everyMissingMemberIsReported() {
    assertThatThrownBy(() -> function.manage(json.readValue("{}", ManageEvent.class)))
        .asInstanceOf(type(InvalidEventException.class))
        .extracting(e -> e.violations().stream().map(Violation::path).toList())
        .isEqualTo(List.of("action", "manifest"));
    assertThatThrownBy(() -> function.manage(null)).isInstanceOf(InvalidEventException.class);
  }

  @Test
  void aHeldTargetIsResumedAndReportedAsItWas() throws JsonProcessingException {
    health.replaceIfUnchanged(
        null, Trouble.parked(CHAT, "Slack answered 404: no_service", NOW.instant()));
    assertThat(json.writeValueAsString(ask("{'action':'resume','target':'chat'}")))
        .isEqualTo(
            """
            {"violations":[],"resumed":{"target":"chat","type":"slack","status":"parked",\
            "since":"2026-11-25T10:00:00Z","why":"Slack answered 404: no_service"},"version":"1.2.3"}\
            """);
    assertThat(health.find(CHAT.id()).orElseThrow().resumed()).isTrue();
  }

  @Test
  void aTargetThatIsOkHasNothingToResume() throws JsonProcessingException {
    assertThat(json.writeValueAsString(ask("{'action':'resume','target':'chat'}")))
        .contains(
            "\"resumed\":{\"target\":\"chat\",\"type\":\"slack\",\"status\":\"ok\",\"since\":null,\"why\":null}");
    assertThat(health.all()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"nobody", "gone", "NO ID", ""})
  void anUnknownTargetIsAViolation(String id) throws JsonProcessingException {
    assertThat(json.writeValueAsString(ask("{'action':'resume','target':'%s'}".formatted(id))))
        .isEqualTo(
            """
            {"violations":[{"path":"target","value":"%s","problem":"is not a target of the manifest",\
            "remedy":"Write one of chat."}],"version":"1.2.3"}\
            """
                .formatted(id));
  }

  @Test
  void onlySomeOfVeryManyUnknownMembersAreReported() throws JsonProcessingException {
    String members =
        IntStream.range(0, 50_000).mapToObj(i -> "'m" + i + "':1").collect(Collectors.joining(","));

    assertThat(ask("{'action':'backtest','org':'acme-prod'," + members + "}").violations())
        .hasSize(ManageEvent.MAX_VIOLATIONS);
    assertThatThrownBy(() -> ask("{'action':'apply','manifest':''," + members + "}"))
        .asInstanceOf(type(InvalidEventException.class))
        .satisfies(e -> assertThat(e.violations()).hasSize(ManageEvent.MAX_VIOLATIONS));
  }

  @Test
  void aResumeHasNoOtherMemberAndNeedsItsTarget() throws JsonProcessingException {
    assertThat(ask("{'action':'resume','target':'chat','all':true}").violations())
        .extracting(ManageAnswer.Wrong::path)
        .containsExactly("all");
    assertThatThrownBy(() -> ask("{'action':'resume'}"))
        .asInstanceOf(type(InvalidEventException.class))
        .extracting(e -> e.violations().stream().map(Violation::path).toList())
        .isEqualTo(List.of("target"));
  }

  @Test
  void anAnswerAboutAManifestNamesTheTargetsThatAreHeld() throws JsonProcessingException {
    health.replaceIfUnchanged(null, Trouble.disabled(CHAT, "410", NOW.instant()));
    assertThat(
            json.writeValueAsString(
                call("plan", "version: 1\\ntenants: [{id: a, name: A}]\\norgs: []\\n")))
        .contains("\"targets\":[{\"target\":\"chat\",\"type\":\"slack\",\"status\":\"disabled\",");
  }

  @Test
  void anUnknownActionIsReported() {
    assertThatThrownBy(() -> call("destroy", ""))
        .isInstanceOf(InvalidEventException.class)
        .hasMessage(
            "action: is not an action (found: destroy). Write validate, plan, apply, check,"
                + " samples, resume, pause, erase, note, backtest, what-if or lock-out.");
  }

  @Test
  void aCheckIsOfOneOrgOrOfThoseOfAManifest() throws JsonProcessingException {
    String asked = "{\"action\":\"check\",\"org\":\"acme-prod\"%s}";
    ManageAnswer wrong =
        function.manage(json.readValue(asked.formatted(",\"limit\":\"x\""), ManageEvent.class));
    ManageAnswer answer = function.manage(json.readValue(asked.formatted(""), ManageEvent.class));

    assertThat(wrong.violations())
        .extracting(ManageAnswer.Wrong::problem)
        .containsExactly("is not a member of check");
    assertThat(answer.violations()).extracting(ManageAnswer.Wrong::path).containsExactly("check");
    assertThat(answer.check()).isNull();
    assertThatThrownBy(
            () -> function.manage(json.readValue("{\"action\":\"check\"}", ManageEvent.class)))
        .isInstanceOf(InvalidEventException.class)
        .hasMessageContaining("org: missing");
    assertThat(call("check", "version: 1").violations())
        .extracting(ManageAnswer.Wrong::problem)
        .containsExactly("no org is asked");
  }

  private ManageAnswer call(String action, String manifest) throws JsonProcessingException {
    return function.manage(
        json.readValue(
            "{\"action\":\"%s\",\"manifest\":\"%s\"}".formatted(action, manifest),
            ManageEvent.class));
  }

  @Test
  void aBacktestReportsTheAlertsThatWouldHaveBeenSent() throws JsonProcessingException {
    Instant start = Instant.parse("2026-11-23T00:00:00Z");
    for (int i = 0; i < 288; i++) {
      TreeMap<LimitName, Reading> readings = new TreeMap<>();
      readings.put(LimitName.DAILY_API_REQUESTS, Reading.ofUsed(i * 400L, 100_000));
      history.put(
          new OrgId("acme-prod"),
          new Sample(start.plus(Duration.ofMinutes(5L * i)), new Snapshot(readings, true)));
    }
    String answer =
        json.writeValueAsString(
            ask("{'action':'backtest','org':'acme-prod','attention':50,'projection':'off'}"));
    assertThat(json.readTree(answer).fieldNames())
        .toIterable()
        .containsExactly("violations", "backtest", "version");
    assertThat(json.readTree(answer).get("backtest").fieldNames())
        .toIterable()
        .containsExactly("org", "summary", "history", "methods", "events", "limits", "quietLimits");
    assertThat(answer)
        .contains(
            "\"history\":{\"from\":\"2026-10-28T10:00:00Z\",\"to\":\"2026-11-25T10:00:00Z\","
                + "\"first\":\"2026-11-23T00:00:00Z\",\"last\":\"2026-11-23T23:55:00Z\",\"days\":1.0,"
                + "\"slots\":288,\"readings\":288,\"gaps\":0,\"missingMinutes\":0,\"damagedDays\":0,\"tooShort\":\"There"
                + " are 23 hours of history",
            "\"events\":[{\"limit\":\"DailyApiRequests\",\"start\":\"2026-11-23T20:50:00Z\",\"end\":null,"
                + "\"warnings\":{\"headroom\":{\"since\":\"2026-11-23T10:25:00Z\",\"by\":\"threshold\","
                + "\"leadMinutes\":625,\"pageLeadMinutes\":250},",
            "\"limits\":[{\"limit\":\"DailyApiRequests\",\"window\":\"rolling-24h\",\"attention\":50.0,"
                + "\"escalation\":80.0,\"recoverBelow\":5.0,\"for\":\"PT0S\",\"projection\":null,"
                + "\"inForce\":{\"attention\":60.0,\"escalation\":80.0,\"recoverBelow\":5.0,"
                + "\"for\":\"PT0S\",\"projection\":{\"attention\":\"PT12H\","
                + "\"escalation\":\"PT4H\",\"pageFrom\":0.5}},\"methods\":{\"headroom\":"
                + "{\"events\":1,\"warned\":1,\"warnedHalfAnHour\":1,\"medianLeadMinutes\":625,\"alerts\":1,"
                + "\"messages\":3,\"pages\":1,\"realPages\":1,\"undecidedPages\":0,\"falseAlarms\":0,",
            "\"alerts\":[{\"openedAt\":\"2026-11-23T10:25:00Z\",\"by\":\"threshold\",\"worst\":\"exhausted\","
                + "\"pagedAt\":\"2026-11-23T16:40:00Z\",\"resolvedAt\":null,\"outcome\":\"real\"}]");
  }

  @Test
  void allProblemsOfABacktestAreReportedAtOnce() throws JsonProcessingException {
    ManageAnswer answer =
        ask(
            "{'action':'backtest','org':'nobody','from':'x','attention':'y','manifest':'version:"
                + " 2'}");
    assertThat(answer.backtest()).isNull();
    assertThat(answer.violations())
        .extracting(ManageAnswer.Wrong::path)
        .containsExactlyInAnyOrder("from", "attention", "version", "tenants", "orgs");
    assertThat(
            ask("{'action':'backtest','org':'acme-prod','from':'2026-01-01T00:00:00Z'}")
                .violations())
        .singleElement()
        .satisfies(
            v -> assertThat(v.problem()).startsWith("is more than 31 days before to (2026-11-25T"));
    assertThatThrownBy(() -> ask("{'action':'backtest'}"))
        .isInstanceOf(InvalidEventException.class)
        .hasMessageStartingWith("org: missing");
  }

  @Test
  void aWhatIfIsAnsweredWithWhatAChangeWouldComeTo() throws JsonProcessingException {
    Instant start = Instant.parse("2026-11-23T00:00:00Z");
    for (int i = 0; i < 696; i++) {
      TreeMap<LimitName, Reading> readings = new TreeMap<>();
      readings.put(LimitName.DAILY_API_REQUESTS, Reading.ofUsed(60_000, 100_000));
      history.put(
          new OrgId("acme-prod"),
          new Sample(start.plus(Duration.ofMinutes(5L * i)), new Snapshot(readings, true)));
    }
    String answer =
        json.writeValueAsString(
            ask("{'action':'what-if','org':'acme-prod','calls':50000,'days':2}"));
    assertThat(json.readTree(answer))
        .isEqualTo(
            json.readTree(
                """
                {"violations": [], "whatIf": {"limit": "DailyApiRequests",
                 "summary": "DailyApiRequests would peak at 110,000 of 100,000 (110.0 %) on Thu 26 Nov 10:00, \
                instead of 60,000 of 100,000 (60.0 %). With this change it could run out on 1 of the \
                next 2 days, first on Thu 26 Nov 05:15 (it would have on 2 of the last 2 days). Without it: never. \
                Based on 2 days of history, so weekdays are not distinguished.",
                 "unknown": null, "asOf": "2026-11-25T09:55:00Z", "history": 2, "hoursRead": 24, "weekly": false,
                 "before": {"max": 100000, "peakUsed": 60000.0, "peakPercent": 60.0,
                  "peakAt": "2026-11-25T10:00:00Z", "daysAtRisk": [], "firstExhaustion": null},
                 "after": {"max": 100000, "peakUsed": 110000.0, "peakPercent": 110.0,
                  "peakAt": "2026-11-26T10:00:00Z", "daysAtRisk": ["2026-11-26"],
                  "firstExhaustion": "2026-11-26T05:15:00Z"},
                 "days": [{"date": "2026-11-25", "compared": 2, "peakBefore": 60000.0, "peakAfter": 89340.3,
                   "outBefore": 0, "outAfter": 0},
                  {"date": "2026-11-26", "compared": 2, "peakBefore": 60000.0, "peakAfter": 110000.0,
                   "outBefore": 0, "outAfter": 2}], "assumed": []}, "version": "1.2.3"}\
                """));
  }

  @Test
  void allProblemsOfAWhatIfAreReportedAtOnce() throws JsonProcessingException {
    ManageAnswer answer =
        ask("{'action':'what-if','org':'nobody','calls':[1],'attention':60,'days':0}");
    assertThat(answer.whatIf()).isNull();
    assertThat(answer.violations())
        .extracting(ManageAnswer.Wrong::path)
        .containsExactlyInAnyOrder("calls", "attention", "org", "days");
    assertThatThrownBy(() -> ask("{'action':'what-if'}"))
        .isInstanceOf(InvalidEventException.class)
        .hasMessageStartingWith("org: missing");
  }

  private ManageAnswer ask(String event) throws JsonProcessingException {
    return function.manage(json.readValue(event.replace('\'', '"'), ManageEvent.class));
  }
}
