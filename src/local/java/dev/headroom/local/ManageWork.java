package dev.headroom.local;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.headroom.cycle.ask.BacktestCycle;
import dev.headroom.cycle.ask.EraseCycle;
import dev.headroom.cycle.ask.ManageCycle;
import dev.headroom.cycle.ask.ManageCycle.Action;
import dev.headroom.cycle.ask.NoteCycle;
import dev.headroom.cycle.ask.OrgChecks;
import dev.headroom.cycle.ask.OrgOrders;
import dev.headroom.cycle.ask.PauseCycle;
import dev.headroom.cycle.ask.SamplesCycle;
import dev.headroom.cycle.ask.TellForms;
import dev.headroom.cycle.ask.TellOrder;
import dev.headroom.cycle.ask.TellOrders;
import dev.headroom.cycle.ask.WhatIfCycle;
import dev.headroom.cycle.audit.LockOutCycle;
import dev.headroom.cycle.tell.TargetsCycle;
import dev.headroom.fleet.Violation;
import dev.headroom.function.ManageFunction;
import dev.headroom.local.running.Order;
import dev.headroom.local.running.Orders;
import dev.headroom.local.running.Outcome;
import dev.headroom.org.OrgId;
import dev.headroom.org.TenantId;
import dev.headroom.org.TenantScope;
import dev.headroom.report.ManageReport;
import dev.headroom.report.OrderReport;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;

/**
 * Performs what commands ask of the data folder, in the command's own process or in the one that
 * runs on the folder, so that the answer is exactly the same.
 */
@Singleton
public final class ManageWork implements Orders {
  static final String MANIFEST = "manifest";
  static final String ALLOW_SECRET_MOVES = "allowSecretMoves";
  static final String TENANT = "tenant";
  static final String TARGET = TargetsCycle.TARGET;
  static final String ORG = "org";

  private static final Map<String, List<String>> MEMBERS =
      Map.ofEntries(
          Map.entry(Action.PLAN.word(), List.of(MANIFEST, TENANT)),
          Map.entry(Action.APPLY.word(), List.of(MANIFEST, ALLOW_SECRET_MOVES, TENANT)),
          Map.entry(TargetActions.RESUME, List.of(TARGET)),
          Map.entry(PauseAction.WORD, with(ORG, PauseCycle.MEMBERS)),
          Map.entry(EraseAction.WORD, with(ORG, EraseCycle.MEMBERS)),
          Map.entry(NoteAction.WORD, with(ORG, NoteCycle.MEMBERS)),
          Map.entry(BacktestAction.WORD, with(ORG, BacktestAction.MEMBERS)),
          Map.entry(WhatIfAction.WORD, with(ORG, WhatIfAction.MEMBERS)),
          Map.entry(LockOutAction.WORD, with(ORG, LockOutAction.MEMBERS)),
          Map.entry(CheckAction.WORD, with(ORG, CheckAction.MEMBERS)),
          Map.entry(SamplesAction.WORD, with(ORG, SamplesAction.MEMBERS)));

  private final ManageCycle manifests;
  private final TargetsCycle targets;
  private final PauseCycle pauses;
  private final EraseCycle erasures;
  private final NoteCycle notes;
  private final BacktestCycle backtests;
  private final WhatIfCycle whatIfs;
  private final LockOutCycle lockOuts;
  private final OrgChecks checks;
  private static final String TEXT = "text";
  private static final String JSON = "json";
  private static final ObjectMapper WRITER = new ObjectMapper();

  private final SamplesCycle samples;
  private final TellOrders telling;

  /** Uses these cycles, with their clocks. */
  @Inject
  public ManageWork(
      ManageCycle manifests,
      TargetsCycle targets,
      OrgOrders orders,
      ManageFunction.Questions questions) {
    this.manifests = manifests;
    this.targets = targets;
    this.pauses = orders.pauses();
    this.erasures = orders.erasures();
    this.notes = orders.notes();
    this.backtests = questions.backtests();
    this.whatIfs = questions.whatIfs();
    this.lockOuts = questions.lockOuts();
    this.checks = questions.checks();
    this.samples = questions.samples();
    this.telling = orders.telling();
  }

  private static List<String> with(String first, List<String> others) {
    List<String> all = new ArrayList<>(List.of(first));
    all.addAll(others);
    return List.copyOf(all);
  }

  @Override
  public Outcome run(Order order, BooleanSupplier wanted) {
    Optional<TellOrder> asked = telling.find(order.action());
    List<String> known = asked.map(TellOrder::names).orElse(MEMBERS.get(order.action()));
    if (known == null) {
      return Outcome.unknown(List.of(order.action()));
    }
    Map<String, String> members = order.members();
    List<String> unknown =
        new TreeSet<>(members.keySet()).stream().filter(name -> !known.contains(name)).toList();
    if (!unknown.isEmpty()) {
      return Outcome.unknown(unknown.stream().map(Options::of).toList());
    }
    String actor = LocalUser.by("command line", order.user());
    if (asked.isPresent()) {
      return tell(asked.get(), members, order.user(), actor);
    }
    return switch (order.action()) {
      case TargetActions.RESUME -> resume(members.getOrDefault(TARGET, ""), actor);
      case PauseAction.WORD -> PauseAction.run(pauses, org(members), members, actor);
      case EraseAction.WORD -> EraseAction.run(erasures, org(members), members, actor);
      case NoteAction.WORD -> NoteAction.run(notes, org(members), members, actor);
      case BacktestAction.WORD -> BacktestAction.run(backtests, org(members), members, wanted);
      case WhatIfAction.WORD -> WhatIfAction.run(whatIfs, org(members), members);
      case CheckAction.WORD -> CheckAction.run(checks, org(members), members);
      case SamplesAction.WORD -> SamplesAction.run(samples, org(members), members);
      case LockOutAction.WORD -> LockOutAction.run(lockOuts, org(members), members);
      default -> manifest(Action.of(order.action()).orElseThrow(), members, actor);
    };
  }

  /** Who gives no name is known by that of their user on this machine. */
  private static Outcome tell(
      TellOrder order, Map<String, String> members, String user, String actor) {
    Map<String, String> named = new HashMap<>(members);
    if (order.names().contains(TellOrder.BY)) {
      named.putIfAbsent(TellOrder.BY, user);
    }
    String format = named.getOrDefault(TellForms.FORMAT, TEXT);
    if (!format.equals(TEXT) && !format.equals(JSON)) {
      return Outcome.wrong(
          List.of(
              new Violation(
                  TellForms.FORMAT, null, "is neither text nor json", "Write one of them.")));
    }
    OrderReport report = order.action().run(TenantScope.all(), named, actor);
    if (!report.violations().isEmpty()) {
      return Outcome.wrong(report.violations());
    }
    return Outcome.of(format.equals(JSON) ? json(report) : report.text());
  }

  private static String json(OrderReport report) {
    try {
      return WRITER.writeValueAsString(report.answer());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("an answer consists of texts, numbers, lists and maps", e);
    }
  }

  /** An id may be a target's, an org's, or both: then both are resumed. */
  private Outcome resume(String id, String actor) {
    boolean isTarget = targets.all().stream().anyMatch(view -> view.target().value().equals(id));
    if (!pauses.hasOrg(TenantScope.all(), id)) {
      return TargetActions.run(targets, id, actor);
    }
    Outcome org = PauseAction.resume(pauses, id, actor);
    return isTarget
        ? Outcome.of(TargetActions.run(targets, id, actor).text() + "\n" + org.text())
        : org;
  }

  private static String org(Map<String, String> members) {
    return members.getOrDefault(ORG, "");
  }

  private Outcome manifest(Action action, Map<String, String> members, String actor) {
    String text = members.getOrDefault(MANIFEST, "");
    String tenant = members.get(TENANT);
    boolean moves = members.containsKey(ALLOW_SECRET_MOVES);
    if (tenant != null && !OrgId.FORM.matcher(tenant).matches()) {
      return Outcome.wrong(List.of(ManifestActions.noTenant(tenant)));
    }
    ManageReport report =
        tenant == null
            ? manifests.run(action, text, actor, moves)
            : manifests.run(action, new TenantId(tenant), text, actor, moves);
    if (!report.violations().isEmpty()) {
      return Outcome.wrong(report.violations());
    }
    List<String> lines = new ArrayList<>(ManifestActions.lines(report.changes()));
    report.secretMoves().forEach(move -> lines.add(move.toString()));
    report.held().forEach(target -> lines.add(TargetActions.line(target)));
    return Outcome.of(String.join("\n", lines));
  }
}
