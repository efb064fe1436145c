package dev.headroom.cycle.audit;

import dev.headroom.access.AccessSource;
import dev.headroom.access.AddressNotation;
import dev.headroom.access.Candidate;
import dev.headroom.access.CandidateReader;
import dev.headroom.access.CandidateReading;
import dev.headroom.access.LockOutReplay;
import dev.headroom.access.Look;
import dev.headroom.access.LookOutcome;
import dev.headroom.access.LookRequest;
import dev.headroom.access.Question;
import dev.headroom.access.Remark;
import dev.headroom.auth.LoginBudget;
import dev.headroom.fleet.Violation;
import dev.headroom.org.Org;
import dev.headroom.org.OrgDirectory;
import dev.headroom.org.OrgId;
import dev.headroom.org.TenantScope;
import dev.headroom.report.HiddenNames;
import dev.headroom.report.LockOutReport;
import dev.headroom.spend.OwnCalls;
import dev.headroom.spend.Purpose;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Answers whom a change of IP ranges would lock out. What an org showed is remembered for an hour,
 * in this process: another form of a question about the same profile, user or app asks the org
 * nothing.
 */
public final class LockOutCycle {
  private static final Duration REMEMBERED = Duration.ofHours(1);

  /** Looks that are remembered; each may take some megabytes. */
  private static final int MAX_REMEMBERED = 4;

  private static final int MAX_SHOWN = 100;

  private final OrgDirectory directory;
  private final AccessSource source;
  private final AuditCycle.Spending spending;
  private final AddressNotation notation;
  private final InstantSource clock;
  private final ReentrantLock looking = new ReentrantLock();
  private final Map<Subject, Look> looks =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Subject, Look> eldest) {
          return size() > MAX_REMEMBERED;
        }
      };

  /** What a look is for; every question about it can be answered out of that look. */
  private record Subject(OrgId org, Candidate.Kind kind, String name, int days) {}

  /**
   * A cycle over these ports.
   *
   * @param clock the fleet's, by which days are counted back
   */
  public LockOutCycle(
      OrgDirectory directory,
      AccessSource source,
      AuditCycle.Spending spending,
      AddressNotation notation,
      InstantSource clock) {
    this.directory = directory;
    this.source = source;
    this.spending = spending;
    this.notation = notation;
    this.clock = clock;
  }

  /**
   * Returns a cycle for a process that asks no org: it finds what is wrong with a question, and
   * answers every other one with {@code why} and {@code remedy}.
   */
  public static LockOutCycle unable(
      OrgDirectory directory,
      AddressNotation notation,
      InstantSource clock,
      String why,
      String remedy) {
    OwnCalls none =
        new OwnCalls() {
          @Override
          public Answer take(Org org, Purpose purpose, int wanted, Instant at) {
            return new Answer.Granted(wanted);
          }

          @Override
          public void giveBack(Org org, Purpose purpose, int calls, Instant at) {
            // None is made.
          }
        };
    return new LockOutCycle(
        directory,
        (org, request, logins, spent) -> new LookOutcome.Unseen(why, remedy, 0),
        new AuditCycle.Spending(none, (org, at) -> LoginBudget.NONE),
        notation,
        clock);
  }

  /**
   * Answers {@code question} about the org with that id, if {@code scope} sees it.
   *
   * @param org as it was written; the fleet may not have it
   */
  public LockOutReport ask(TenantScope scope, String org, Question question) {
    Optional<Org> found =
        OrgId.FORM.matcher(org).matches()
            ? directory.find(new OrgId(org)).filter(scope::sees)
            : Optional.empty();
    if (found.isEmpty()) {
      return LockOutReport.wrong(
          List.of(
              new Violation(
                  "org",
                  org.length() > MAX_SHOWN ? null : org,
                  "the fleet has no org of that id",
                  "Write the id of an org of the fleet.")));
    }
    return switch (new CandidateReader(notation).read(question)) {
      case CandidateReading.Refused refused ->
          LockOutReport.wrong(violations(refused.violations()));
      case CandidateReading.Asked asked -> {
        LockOutReport answer = answer(found.get(), asked);
        yield directory.hidesNames(scope) ? HiddenNames.in(answer) : answer;
      }
    };
  }

  /** Returns {@code remarks} as violations. */
  public static List<Violation> violations(List<Remark> remarks) {
    return remarks.stream()
        .map(r -> new Violation(r.path(), r.value(), r.problem(), r.remedy()))
        .toList();
  }

  private LockOutReport answer(Org org, CandidateReading.Asked asked) {
    Candidate candidate = asked.candidate();
    Subject subject = new Subject(org.id(), candidate.kind(), candidate.name(), candidate.days());
    looking.lock();
    try {
      Instant now = clock.instant();
      Look look = remembered(subject, now);
      if (look == null) {
        OwnTurn own = new OwnTurn(spending.calls(), Purpose.DOCTOR, org, now);
        LookOutcome outcome = look(org, candidate, now, own);
        if (outcome instanceof LookOutcome.Unseen unseen) {
          return LockOutReport.wrong(
              List.of(new Violation("org", org.id().value(), unseen.detail(), unseen.remedy())));
        }
        look = ((LookOutcome.Seen) outcome).look();
        if (own.refused() == null) {
          looks.put(subject, look);
        }
      }
      return new LockOutReport(
          List.of(), asked.warnings(), new LockOutReplay(look, notation).replay(candidate));
    } finally {
      looking.unlock();
    }
  }

  private @Nullable Look remembered(Subject subject, Instant now) {
    Look look = looks.get(subject);
    return look != null && Duration.between(look.at(), now).abs().compareTo(REMEMBERED) < 0
        ? look
        : null;
  }

  private LookOutcome look(Org org, Candidate candidate, Instant now, OwnTurn own) {
    try {
      if (!own.begin()) {
        return new LookOutcome.Unseen(
            "the org is not asked now: " + own.refused() + ".",
            "Ask again tomorrow, or raise the cap in the manifest's spend.",
            0);
      }
      return source.look(
          org,
          new LookRequest(now, List.of(widest(candidate))),
          spending.logins().of(org.id(), now),
          own);
    } finally {
      own.end();
    }
  }

  /** The same with the present ranges, which another form of the question may need. */
  private static Candidate widest(Candidate candidate) {
    return new Candidate(
        candidate.id(),
        candidate.kind(),
        candidate.name(),
        candidate.ranges(),
        true,
        candidate.days(),
        candidate.to());
  }
}
