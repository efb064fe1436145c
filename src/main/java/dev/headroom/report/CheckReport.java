package dev.headroom.report;

import dev.headroom.fleet.Violation;
import dev.headroom.org.OrgId;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * What a check of orgs found.
 *
 * @param violations what is wrong with the question; if there are any, nothing was checked
 */
public record CheckReport(List<Violation> violations, List<OrgCheck> orgs) {
  public CheckReport {
    violations = List.copyOf(violations);
    orgs = List.copyOf(orgs);
  }

  /** Returns a report of a question that cannot be answered. */
  public static CheckReport wrong(List<Violation> violations) {
    return new CheckReport(violations, List.of());
  }

  /** Returns whether every step of every org passed, or needed no call. */
  public boolean isPassed() {
    return violations.isEmpty() && orgs.stream().allMatch(OrgCheck::isPassed);
  }

  /** The steps of one org, in the order in which they were taken. */
  public record OrgCheck(OrgId org, List<Step> steps) {
    public OrgCheck {
      steps = List.copyOf(steps);
    }

    /** Returns whether no step failed. */
    public boolean isPassed() {
      return steps.stream().noneMatch(step -> step.verdict() == Verdict.FAILED);
    }

    /** Returns the result in words: {@code ready}, or how many steps failed. */
    public String verdict() {
      long failed = steps.stream().filter(s -> s.verdict() == Verdict.FAILED).count();
      if (steps.stream().allMatch(s -> s.verdict() == Verdict.SKIPPED)) {
        return "not checked";
      }
      return failed == 0 ? "ready" : failed == 1 ? "1 step failed" : failed + " steps failed";
    }
  }

  /**
   * One step.
   *
   * @param detail what was tried and what came back, one sentence or less; contains no secret
   * @param remedy what to do, naming the setting and where it is; empty unless the step failed
   */
  public record Step(Name name, Verdict verdict, String detail, String remedy) {
    /** Returns a step that passed. */
    public static Step passed(Name name, String detail) {
      return new Step(name, Verdict.PASSED, detail, "");
    }

    /** Returns a step that failed. */
    public static Step failed(Name name, String detail, String remedy) {
      return new Step(name, Verdict.FAILED, detail, remedy);
    }

    /** Returns a step that was not taken. */
    public static Step skipped(Name name, String why) {
      return new Step(name, Verdict.SKIPPED, why, "");
    }
  }

  /** How a step ended. */
  public enum Verdict {
    /** It works. */
    PASSED,
    /** It does not. */
    FAILED,
    /** It was not tried; the detail says why. */
    SKIPPED;

    /** Returns the word for it in answers. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** What is checked, in the order in which a reading needs it. */
  public enum Name {
    /** The name of the login host has addresses. */
    DNS("dns"),
    /** The login host can be connected to, with a certificate that is trusted. */
    TLS("tls"),
    /** The org grants a session. */
    TOKEN("token"),
    /** The org offers an API version that Headroom can use. */
    VERSION("version"),
    /** The org is the one that was read before. */
    IDENTITY("identity"),
    /** The monitoring user has the permissions that each job needs. */
    PERMISSIONS("permissions"),
    /** The org's limits can be read. */
    LIMITS("limits"),
    /** No limit is hidden from the monitoring user. */
    VISIBLE("visible limits"),
    /** Event log files can be listed. */
    EVENT_LOG("event log"),
    /** The last look at API access had no gaps. */
    AUDIT("audit"),
    /** Headroom has calls left for the day. */
    SPEND("spend");

    private final String word;

    Name(String word) {
      this.word = word;
    }

    /** Returns the name in answers. */
    public String word() {
      return word;
    }
  }

  /** Returns the report as text: a line per step, and what to do below those that failed. */
  public String text() {
    return orgs.isEmpty()
        ? "there is no org to check"
        : orgs.stream().map(CheckReport::text).collect(Collectors.joining("\n\n"));
  }

  private static String text(OrgCheck check) {
    StringBuilder text = new StringBuilder(check.org().value() + ": " + check.verdict());
    for (Step step : check.steps()) {
      text.append(
          "\n  %-7s  %-14s  %s"
              .formatted(step.verdict().word(), step.name().word(), step.detail()));
      if (!step.remedy().isEmpty()) {
        text.append("\n  %-7s  %-14s  -> %s".formatted("", "", step.remedy()));
      }
    }
    return text.toString();
  }
}
