package dev.headroom.report.json;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.headroom.fleet.Change;
import dev.headroom.fleet.SecretMove;
import dev.headroom.fleet.Violation;
import dev.headroom.org.OrgId;
import dev.headroom.report.ManageReport;
import dev.headroom.report.PauseReport;
import dev.headroom.report.ResumeReport;
import dev.headroom.report.TargetView;
import dev.headroom.spend.Pause;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What {@code manage} answers.
 *
 * @param warnings of a manifest, with the members of violations; left out of every other answer
 * @param changes of a manifest; left out of every other answer
 * @param secretMoves secrets of the stored fleet that a manifest sends to another host; left out
 *     when there are none
 * @param targets those that are parked or disabled; left out when there are none, and of every
 *     answer but that about a manifest
 * @param resumed the target that was to be resumed, as it was before; left out unless one was
 * @param paused the pause that holds now; left out unless an org was paused
 * @param ended the pause that was ended; left out unless one was
 * @param backtest left out unless one was asked for and nothing is wrong
 * @param whatIf likewise
 * @param version of Headroom
 */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ManageAnswer(
    List<Wrong> violations,
    @Nullable List<Wrong> warnings,
    @Nullable List<Changed> changes,
    @Nullable List<MovedSecret> secretMoves,
    @Nullable List<HeldTarget> targets,
    @Nullable HeldTarget resumed,
    @Nullable PausedOrg paused,
    @Nullable PausedOrg ended,
    @Nullable BacktestAnswer backtest,
    @Nullable WhatIfAnswer whatIf,
    String version) {

  /**
   * A violation as the outside sees it.
   *
   * @param line of the manifest; left out of every other input's
   */
  @RegisterForReflection
  public record Wrong(
      String path,
      @Nullable String value,
      String problem,
      String remedy,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Integer line) {
    /** The outside's view of {@code violation}. */
    public static Wrong of(Violation violation) {
      return new Wrong(
          violation.path(),
          violation.value(),
          violation.problem(),
          violation.remedy(),
          violation.line());
    }
  }

  /**
   * A change as the outside sees it.
   *
   * @param action add, change or remove
   * @param members those that differ, and of what is added those that say where something is sent;
   *     left out when there are none
   */
  @RegisterForReflection
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Changed(
      String action, String kind, String id, @Nullable List<ChangedMember> members) {
    static Changed of(Change change) {
      return new Changed(
          change.action().name().toLowerCase(Locale.ROOT),
          change.kind(),
          change.id(),
          change.members().isEmpty()
              ? null
              : change.members().stream()
                  .map(m -> new ChangedMember(m.name(), m.from(), m.to()))
                  .toList());
    }
  }

  /**
   * A member that differs, as the outside sees it.
   *
   * @param from the host or reference that was there; left out with {@code to} where it is neither
   * @param to likewise, what is there now
   */
  @RegisterForReflection
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record ChangedMember(String name, @Nullable String from, @Nullable String to) {}

  /**
   * A secret that goes to another host, as the outside sees it.
   *
   * @param secret the reference
   * @param from the hosts where it goes so far
   */
  @RegisterForReflection
  public record MovedSecret(String path, String secret, List<String> from, String to) {
    static MovedSecret of(SecretMove move) {
      return new MovedSecret(move.path(), move.secret().toString(), move.from(), move.to());
    }
  }

  /**
   * A target as the outside sees it.
   *
   * @param status ok, parked or disabled
   * @param since null while it is ok
   * @param why null while it is ok
   */
  @RegisterForReflection
  @JsonInclude(JsonInclude.Include.ALWAYS)
  public record HeldTarget(
      String target, String type, String status, @Nullable String since, @Nullable String why) {
    static HeldTarget of(TargetView view) {
      Instant since = view.since();
      return new HeldTarget(
          view.target().value(),
          view.type(),
          view.status().word(),
          since == null ? null : since.toString(),
          view.why());
    }
  }

  /** A pause of an org as the outside sees it. */
  @RegisterForReflection
  public record PausedOrg(String org, String since, String until, String by, String reason) {
    static @Nullable PausedOrg of(PauseReport report) {
      Pause pause = report.pause();
      OrgId org = report.org();
      return pause == null || org == null
          ? null
          : new PausedOrg(
              org.value(),
              pause.from().toString(),
              pause.until().toString(),
              pause.by(),
              pause.reason());
    }
  }

  /** What came of a pause. */
  public static ManageAnswer paused(PauseReport report, String version) {
    return new ManageAnswer(
        wrong(report.violations()),
        null,
        null,
        null,
        null,
        null,
        PausedOrg.of(report),
        null,
        null,
        null,
        version);
  }

  /** What came of the end of a pause. */
  public static ManageAnswer ended(PauseReport report, String version) {
    return new ManageAnswer(
        wrong(report.violations()),
        null,
        null,
        null,
        null,
        null,
        null,
        PausedOrg.of(report),
        null,
        null,
        version);
  }

  /** What is answered about an org: with violations nothing else. */
  public static ManageAnswer of(
      List<Violation> violations,
      @Nullable BacktestAnswer backtest,
      @Nullable WhatIfAnswer whatIf,
      String version) {
    boolean fine = violations.isEmpty();
    return new ManageAnswer(
        wrong(violations),
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        fine ? backtest : null,
        fine ? whatIf : null,
        version);
  }

  private static List<Wrong> wrong(List<Violation> violations) {
    return violations.stream().map(Wrong::of).toList();
  }

  public static ManageAnswer of(ManageReport report, String version) {
    return new ManageAnswer(
        wrong(report.violations()),
        wrong(report.warnings()),
        report.changes().stream().map(Changed::of).toList(),
        report.secretMoves().isEmpty()
            ? null
            : report.secretMoves().stream().map(MovedSecret::of).toList(),
        report.held().isEmpty() ? null : report.held().stream().map(HeldTarget::of).toList(),
        null,
        null,
        null,
        null,
        null,
        version);
  }

  public static ManageAnswer of(ResumeReport report, String version) {
    TargetView before = report.before();
    return new ManageAnswer(
        wrong(report.violations()),
        null,
        null,
        null,
        null,
        before == null ? null : HeldTarget.of(before),
        null,
        null,
        null,
        null,
        version);
  }
}
