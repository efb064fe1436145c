package dev.headroom.report.json;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import dev.headroom.alert.Note;
import dev.headroom.fleet.Change;
import dev.headroom.fleet.SecretMove;
import dev.headroom.fleet.Violation;
import dev.headroom.org.OrgId;
import dev.headroom.report.CheckReport;
import dev.headroom.report.EraseReport;
import dev.headroom.report.LockOutReport;
import dev.headroom.report.ManageReport;
import dev.headroom.report.NoteReport;
import dev.headroom.report.OrderReport;
import dev.headroom.report.PauseReport;
import dev.headroom.report.ResumeReport;
import dev.headroom.report.SamplesReport;
import dev.headroom.report.TargetView;
import dev.headroom.spend.Pause;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The answer of {@code manage}.
 *
 * @param warnings of a manifest, with the members of violations; absent from every other answer
 * @param changes of a manifest; absent from every other answer
 * @param secretMoves secrets of the stored fleet that a manifest sends to another host; absent if
 *     there are none
 * @param targets those that are parked or disabled; absent if there are none, and from every answer
 *     except about a manifest
 * @param resumed the target that was to be resumed, as it was before; absent unless one was
 * @param paused the pause now in force; absent unless an org was paused
 * @param ended the pause that was ended; absent unless one was
 * @param backtest absent unless one was asked for and nothing is wrong
 * @param whatIf likewise
 * @param lockOut likewise
 * @param check what a check of orgs found; absent unless one was asked for
 * @param samples what is stored of an org's limits; absent unless it was asked for
 * @param erased how many stored rows were dropped or changed; absent unless usage was erased
 * @param note the note that was stored; absent unless one was
 * @param version of Headroom
 * @param told the members that an order about notifying answers with; null for every other action
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
    @Nullable JsonNode lockOut,
    @Nullable CheckJson check,
    @Nullable SamplesJson samples,
    @Nullable Integer erased,
    @Nullable Noted note,
    String version,
    @JsonAnyGetter @Nullable Map<String, @Nullable Object> told) {

  /** An answer with the members that were set; the others are absent. */
  private static final class Draft {
    private @Nullable List<Wrong> warnings;
    private @Nullable List<Changed> changes;
    private @Nullable List<MovedSecret> secretMoves;
    private @Nullable List<HeldTarget> targets;
    private @Nullable HeldTarget resumed;
    private @Nullable PausedOrg paused;
    private @Nullable PausedOrg ended;
    private @Nullable BacktestAnswer backtest;
    private @Nullable WhatIfAnswer whatIf;
    private @Nullable JsonNode lockOut;
    private @Nullable CheckJson check;
    private @Nullable SamplesJson samples;
    private @Nullable Integer erased;
    private @Nullable Noted note;
    private @Nullable Map<String, @Nullable Object> told;

    ManageAnswer answer(List<Violation> violations, String version) {
      return new ManageAnswer(
          violations.stream().map(Wrong::of).toList(),
          warnings,
          changes,
          secretMoves,
          targets,
          resumed,
          paused,
          ended,
          backtest,
          whatIf,
          lockOut,
          check,
          samples,
          erased,
          note,
          version,
          told);
    }
  }

  /** Returns the answer to an order about notifying. */
  public static ManageAnswer of(OrderReport report, String version) {
    Draft draft = new Draft();
    draft.told = report.answer();
    return draft.answer(report.violations(), version);
  }

  /**
   * The external form of a violation.
   *
   * @param line of the manifest; absent for any other input
   */
  @RegisterForReflection
  public record Wrong(
      String path,
      @Nullable String value,
      String problem,
      String remedy,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Integer line) {
    /** Returns the external form of {@code violation}. */
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
   * The external form of a change.
   *
   * @param action add, change or remove
   * @param members those that differ, and for an addition those that say where something is sent;
   *     absent if there are none
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
   * The external form of a member that differs.
   *
   * @param from the host or reference that was there; absent together with {@code to} if it is
   *     neither
   * @param to likewise, the present value
   */
  @RegisterForReflection
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record ChangedMember(String name, @Nullable String from, @Nullable String to) {}

  /**
   * The external form of a secret that goes to another host.
   *
   * @param secret the reference
   * @param from the hosts where it goes now
   */
  @RegisterForReflection
  public record MovedSecret(String path, String secret, List<String> from, String to) {
    static MovedSecret of(SecretMove move) {
      return new MovedSecret(move.path(), move.secret().toString(), move.from(), move.to());
    }
  }

  /**
   * The external form of a target.
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

  /** The external form of a pause of an org. */
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

  /** Returns the answer to a pause request. */
  public static ManageAnswer paused(PauseReport report, String version) {
    Draft draft = new Draft();
    draft.paused = PausedOrg.of(report);
    return draft.answer(report.violations(), version);
  }

  /** Returns the answer to the end of a pause. */
  public static ManageAnswer ended(PauseReport report, String version) {
    Draft draft = new Draft();
    draft.ended = PausedOrg.of(report);
    return draft.answer(report.violations(), version);
  }

  /** Returns the answer about an org: with violations nothing else. */
  public static ManageAnswer of(
      List<Violation> violations,
      @Nullable BacktestAnswer backtest,
      @Nullable WhatIfAnswer whatIf,
      String version) {
    boolean fine = violations.isEmpty();
    Draft draft = new Draft();
    draft.backtest = fine ? backtest : null;
    draft.whatIf = fine ? whatIf : null;
    return draft.answer(violations, version);
  }

  /** The external form of a note; {@code alert} is absent if it is about the org. */
  @RegisterForReflection
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Noted(
      String id, String org, String at, String by, String text, @Nullable String alert) {
    /** Returns the external form of {@code note}. */
    public static Noted of(Note note) {
      return new Noted(
          note.id(),
          note.org().value(),
          note.at().toString(),
          note.by(),
          note.text(),
          note.alert());
    }
  }

  /** Returns the answer to a note. */
  public static ManageAnswer noted(NoteReport report, String version) {
    Note note = report.note();
    Draft draft = new Draft();
    draft.note = note == null ? null : Noted.of(note);
    return draft.answer(report.violations(), version);
  }

  /** What came of erasing usage. */
  public static ManageAnswer erased(EraseReport report, String version) {
    Draft draft = new Draft();
    draft.erased = report.violations().isEmpty() ? report.rows() : null;
    return draft.answer(report.violations(), version);
  }

  /** The answer to a lock-out question: with violations nothing else. */
  public static ManageAnswer of(LockOutReport report, String version) {
    Draft draft = new Draft();
    draft.lockOut = report.answer() == null ? null : AccessJson.of(report);
    return draft.answer(report.violations(), version);
  }

  /** Returns the answer to a check. */
  public static ManageAnswer of(CheckReport report, String version) {
    Draft draft = new Draft();
    draft.check = report.violations().isEmpty() ? CheckJson.of(report) : null;
    return draft.answer(report.violations(), version);
  }

  /** Returns the answer to a question about what is stored. */
  public static ManageAnswer of(SamplesReport report, String version) {
    Draft draft = new Draft();
    draft.samples = report.page() == null ? null : SamplesJson.of(report.page());
    return draft.answer(report.violations(), version);
  }

  /** Returns the answer about a manifest. */
  public static ManageAnswer of(ManageReport report, String version) {
    Draft draft = new Draft();
    draft.warnings = report.warnings().stream().map(Wrong::of).toList();
    draft.changes = report.changes().stream().map(Changed::of).toList();
    draft.secretMoves =
        report.secretMoves().isEmpty()
            ? null
            : report.secretMoves().stream().map(MovedSecret::of).toList();
    draft.targets =
        report.held().isEmpty() ? null : report.held().stream().map(HeldTarget::of).toList();
    return draft.answer(report.violations(), version);
  }

  /** Returns the answer to an order to resume a target. */
  public static ManageAnswer of(ResumeReport report, String version) {
    TargetView before = report.before();
    Draft draft = new Draft();
    draft.resumed = before == null ? null : HeldTarget.of(before);
    return draft.answer(report.violations(), version);
  }
}
