package dev.headroom.function;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.headroom.access.Question;
import dev.headroom.access.Remark;
import dev.headroom.access.json.QuestionReader;
import dev.headroom.backtest.Backtest;
import dev.headroom.backtest.BacktestQuestion;
import dev.headroom.cycle.ask.BacktestCycle;
import dev.headroom.cycle.ask.EraseCycle;
import dev.headroom.cycle.ask.ManageCycle;
import dev.headroom.cycle.ask.ManageCycle.Action;
import dev.headroom.cycle.ask.NoteCycle;
import dev.headroom.cycle.ask.OrgChecks;
import dev.headroom.cycle.ask.OrgOrders;
import dev.headroom.cycle.ask.PauseCycle;
import dev.headroom.cycle.ask.SamplesCycle;
import dev.headroom.cycle.ask.TellOrder;
import dev.headroom.cycle.ask.WhatIfCycle;
import dev.headroom.cycle.audit.LockOutCycle;
import dev.headroom.cycle.tell.TargetsCycle;
import dev.headroom.fleet.Violation;
import dev.headroom.org.TenantId;
import dev.headroom.org.TenantScope;
import dev.headroom.report.BacktestReport;
import dev.headroom.report.CheckReport;
import dev.headroom.report.EraseReport;
import dev.headroom.report.LockOutReport;
import dev.headroom.report.NoteReport;
import dev.headroom.report.OrderReport;
import dev.headroom.report.PauseReport;
import dev.headroom.report.ResumeReport;
import dev.headroom.report.SamplesReport;
import dev.headroom.report.WhatIfReport;
import dev.headroom.report.json.BacktestAnswer;
import dev.headroom.report.json.ManageAnswer;
import dev.headroom.report.json.WhatIfAnswer;
import dev.headroom.whatif.Answer;
import dev.headroom.whatif.WhatIfQuestion;
import io.quarkus.funqy.Funq;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.MDC;
import org.jspecify.annotations.Nullable;

/**
 * The function {@code manage}: checks, compares or stores an operator's manifest, resumes a target,
 * pauses or resumes an org, and answers questions about an org.
 */
@ApplicationScoped
public class ManageFunction {
  private static final String ACTOR = "function manage, ";

  /**
   * The key under which Quarkus keeps the id of Lambda's current request, in a native executable.
   */
  private static final String REQUEST_ID = "AWSRequestId";

  /**
   * The property in which Lambda's runtime for Java 2.9.0 keeps the trace of the request; it gives
   * nothing else to code that does not receive its context.
   */
  private static final String TRACE = "com.amazonaws.xray.traceHeader";

  private static final Pattern ROOT = Pattern.compile("Root=([0-9a-f-]{1,64})(;.*)?");

  private static final String BACKTEST = "backtest";
  private static final String WHAT_IF = "what-if";
  private static final String LOCK_OUT = "lock-out";
  private static final String CHECK = "check";
  private static final String SAMPLES = "samples";
  private static final String RESUME = "resume";
  private static final String PAUSE = "pause";
  private static final String ERASE = "erase";
  private static final String NOTE = "note";
  private static final String MANIFEST = ManifestOrder.MANIFEST;
  private static final String ORG = "org";

  private static final ObjectMapper JSON = new ObjectMapper();

  private final ManageCycle cycle;
  private final TargetsCycle targets;
  private final OrgOrders orders;
  private final Questions questions;
  private final FunctionCaller caller;
  private final String version;

  /** What answers questions about an org. */
  public record Questions(
      BacktestCycle backtests,
      WhatIfCycle whatIfs,
      LockOutCycle lockOuts,
      OrgChecks checks,
      SamplesCycle samples) {}

  ManageFunction(
      ManageCycle cycle,
      TargetsCycle targets,
      OrgOrders orders,
      Questions questions,
      FunctionCaller caller,
      @ConfigProperty(name = "quarkus.application.version") String version) {
    this.cycle = cycle;
    this.targets = targets;
    this.orders = orders;
    this.questions = questions;
    this.caller = caller;
    this.version = version;
  }

  /**
   * Performs {@code event}.
   *
   * @throws InvalidEventException if a member is missing or the action is unknown
   */
  @Funq("manage")
  public ManageAnswer manage(@Nullable ManageEvent event) {
    if (event != null && BACKTEST.equals(event.action())) {
      return backtest(event);
    }
    if (event != null && WHAT_IF.equals(event.action())) {
      return whatIf(event);
    }
    if (event != null && LOCK_OUT.equals(event.action())) {
      return lockOut(event);
    }
    if (event != null && CHECK.equals(event.action())) {
      return check(event);
    }
    if (event != null && SAMPLES.equals(event.action())) {
      return samples(event);
    }
    if (event != null && RESUME.equals(event.action())) {
      return resume(event);
    }
    if (event != null && PAUSE.equals(event.action())) {
      return pause(event);
    }
    if (event != null && ERASE.equals(event.action())) {
      return erase(event);
    }
    if (event != null && NOTE.equals(event.action())) {
      return note(event);
    }
    TellOrder telling =
        event == null || event.action() == null
            ? null
            : orders.telling().find(event.action()).orElse(null);
    if (event != null && telling != null) {
      return order(event, telling);
    }
    List<Violation> violations = new ArrayList<>();
    String word = event == null ? null : event.action();
    String manifest = event == null ? null : event.manifest();
    Action action = word == null ? null : Action.of(word).orElse(null);
    if (action == null) {
      violations.add(
          new Violation(
              "action",
              word == null || word.length() > 32 ? null : word,
              word == null ? "is missing" : "is not an action",
              "Write " + actions() + "."));
    }
    if (manifest == null) {
      violations.add(new Violation(MANIFEST, null, "is missing", "Give the manifest's YAML text."));
    }
    ManifestOrder order =
        event == null ? new ManifestOrder(false, null) : ManifestOrder.of(event, violations);
    if (event != null && event.org() != null) {
      violations.add(event.unknown(ORG, ManifestOrder.MEMBERS));
    }
    if (action == null || manifest == null || !violations.isEmpty()) {
      throw new InvalidEventException(violations);
    }
    boolean moves = order.allowSecretMoves();
    TenantId tenant = order.tenant();
    return ManageAnswer.of(
        tenant == null
            ? cycle.run(action, manifest, actor(), moves)
            : cycle.run(action, tenant, manifest, actor(), moves),
        version);
  }

  /**
   * The caller's identity is not part of a Lambda event. CloudTrail knows it by the request id; the
   * line that Lambda writes at the end of a request has both the id and the trace.
   */
  private static String actor() {
    Object request = MDC.get(REQUEST_ID);
    if (request != null) {
      return ACTOR + "request " + request;
    }
    Matcher trace = ROOT.matcher(System.getProperty(TRACE, ""));
    return trace.matches()
        ? ACTOR + "trace " + trace.group(1)
        : ACTOR + "local user " + System.getProperty("user.name", "unknown");
  }

  private ManageAnswer backtest(ManageEvent event) {
    List<Violation> violations = new ArrayList<>();
    Map<String, String> asked = event.asked(BacktestQuestion.MEMBERS, violations);
    if (event.manifest() != null) {
      asked.put(BacktestQuestion.MANIFEST, event.manifest());
    }
    BacktestReport report =
        questions
            .backtests()
            .run(
                TenantScope.all(),
                org(event),
                BacktestQuestion.parse(asked),
                BacktestCycle.LONGEST,
                caller.waits());
    violations.addAll(report.violations());
    Backtest backtest = report.backtest();
    return ManageAnswer.of(
        violations, backtest == null ? null : BacktestAnswer.of(backtest), null, version);
  }

  private ManageAnswer whatIf(ManageEvent event) {
    List<Violation> violations = new ArrayList<>();
    if (event.manifest() != null) {
      violations.add(event.unknown(MANIFEST, WhatIfQuestion.MEMBERS));
    }
    WhatIfReport report =
        questions
            .whatIfs()
            .run(
                TenantScope.all(),
                org(event),
                WhatIfQuestion.parse(event.asked(WhatIfQuestion.MEMBERS, violations)));
    violations.addAll(report.violations());
    Answer answer = report.answer();
    return ManageAnswer.of(
        violations,
        null,
        answer == null ? null : WhatIfAnswer.of(answer, report.assumed()),
        version);
  }

  private ManageAnswer lockOut(ManageEvent event) {
    List<Violation> violations = new ArrayList<>();
    if (event.manifest() != null) {
      violations.add(event.unknown(MANIFEST, QuestionReader.MEMBERS));
    }
    List<Remark> wrong = new ArrayList<>();
    Question question =
        QuestionReader.read(
            JSON.valueToTree(event.members() == null ? Map.of() : event.members()), wrong);
    wrong.stream().limit(ManageEvent.MAX_VIOLATIONS).forEach(r -> violations.add(violation(r)));
    String org = org(event);
    return ManageAnswer.of(
        violations.isEmpty()
            ? questions.lockOuts().ask(TenantScope.all(), org, question)
            : LockOutReport.wrong(violations),
        version);
  }

  private ManageAnswer check(ManageEvent event) {
    List<Violation> violations = new ArrayList<>();
    boolean moves = ManifestOrder.ofWhole(event, violations).allowSecretMoves();
    String manifest = event.manifest();
    String org = manifest != null && event.org() == null ? OrgChecks.ALL : org(event);
    return ManageAnswer.of(
        violations.isEmpty()
            ? questions
                .checks()
                .check(TenantScope.all(), new OrgChecks.Question(org, manifest, moves))
            : CheckReport.wrong(violations),
        version);
  }

  private ManageAnswer samples(ManageEvent event) {
    List<Violation> violations = new ArrayList<>();
    if (event.manifest() != null) {
      violations.add(event.unknown(MANIFEST, SamplesCycle.MEMBERS));
    }
    Map<String, String> asked = event.asked(SamplesCycle.MEMBERS, violations);
    String org = org(event);
    return ManageAnswer.of(
        violations.isEmpty()
            ? questions.samples().samples(TenantScope.all(), org, asked)
            : SamplesReport.wrong(violations),
        version);
  }

  private static Violation violation(Remark remark) {
    return new Violation(remark.path(), remark.value(), remark.problem(), remark.remedy());
  }

  private ManageAnswer resume(ManageEvent event) {
    List<Violation> violations = new ArrayList<>();
    if (event.manifest() != null) {
      violations.add(event.unknown(MANIFEST, List.of(TargetsCycle.TARGET)));
    }
    String org = event.org();
    boolean ofTarget = event.members() != null && event.members().containsKey(TargetsCycle.TARGET);
    if (org != null && ofTarget) {
      violations.add(event.unknown(ORG, List.of(TargetsCycle.TARGET)));
    } else if (org != null) {
      event.asked(List.of(ORG), violations);
      return ManageAnswer.ended(
          violations.isEmpty()
              ? orders.pauses().resume(TenantScope.all(), org, actor())
              : PauseReport.wrong(violations),
          version);
    }
    String target = event.asked(List.of(TargetsCycle.TARGET), violations).get(TargetsCycle.TARGET);
    if (target == null && violations.isEmpty()) {
      throw Events.missing(
          TargetsCycle.TARGET,
          "Give the id of a target of the manifest, or org with that of an org.");
    }
    return ManageAnswer.of(
        target == null || !violations.isEmpty()
            ? new ResumeReport(violations, null)
            : targets.resume(TenantScope.all(), target, actor()),
        version);
  }

  private ManageAnswer pause(ManageEvent event) {
    List<Violation> violations = new ArrayList<>();
    if (event.manifest() != null) {
      violations.add(event.unknown(MANIFEST, PauseCycle.MEMBERS));
    }
    Map<String, String> asked = event.asked(PauseCycle.MEMBERS, violations);
    return ManageAnswer.paused(
        violations.isEmpty()
            ? orders.pauses().pause(TenantScope.all(), org(event), asked, actor())
            : PauseReport.wrong(violations),
        version);
  }

  private ManageAnswer erase(ManageEvent event) {
    List<Violation> violations = new ArrayList<>();
    if (event.manifest() != null) {
      violations.add(event.unknown(MANIFEST, EraseCycle.MEMBERS));
    }
    Map<String, String> asked = event.asked(EraseCycle.MEMBERS, violations);
    return ManageAnswer.erased(
        violations.isEmpty()
            ? orders.erasures().erase(TenantScope.all(), org(event), asked, actor())
            : new EraseReport(violations, 0),
        version);
  }

  private ManageAnswer note(ManageEvent event) {
    List<Violation> violations = new ArrayList<>();
    if (event.manifest() != null) {
      violations.add(event.unknown(MANIFEST, NoteCycle.MEMBERS));
    }
    Map<String, String> asked = event.asked(NoteCycle.MEMBERS, violations);
    return ManageAnswer.noted(
        violations.isEmpty()
            ? orders.notes().note(TenantScope.all(), org(event), asked, actor())
            : NoteReport.wrong(violations),
        version);
  }

  private ManageAnswer order(ManageEvent event, TellOrder order) {
    List<Violation> violations = new ArrayList<>();
    if (event.manifest() != null) {
      violations.add(event.unknown(MANIFEST, order.names()));
    }
    Map<String, String> asked = event.asked(order.names(), violations);
    String org = event.org();
    if (org != null && order.names().contains(ORG)) {
      asked.put(ORG, org);
    } else if (org != null) {
      violations.add(event.unknown(ORG, order.names()));
    }
    return ManageAnswer.of(
        violations.isEmpty()
            ? order.action().run(TenantScope.all(), asked, actor())
            : OrderReport.wrong(violations),
        version);
  }

  /** The actions in one sentence: {@code validate, plan or apply}. */
  private String actions() {
    List<String> words =
        Stream.concat(
                Stream.of(
                    "validate",
                    "plan",
                    "apply",
                    "check",
                    SAMPLES,
                    RESUME,
                    PAUSE,
                    ERASE,
                    "note",
                    BACKTEST,
                    WHAT_IF,
                    LOCK_OUT),
                orders.telling().all().stream().map(TellOrder::word))
            .toList();
    return String.join(", ", words.subList(0, words.size() - 1)) + " or " + words.getLast();
  }

  private static String org(ManageEvent event) {
    String org = event.org();
    if (org == null) {
      throw Events.missing(ORG, "Give the id of an org of the fleet.");
    }
    return org;
  }
}
