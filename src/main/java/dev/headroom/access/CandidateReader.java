package dev.headroom.access;

import dev.headroom.access.Candidate.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads lock-out questions, and reports everything that is wrong with one at once. */
public final class CandidateReader {
  private static final String KINDS = "Write profile, user, app, relaxation or orgTrusted.";
  private static final int MAX_RANGES = 10_000;

  private final AddressNotation notation;

  public CandidateReader(AddressNotation notation) {
    this.notation = notation;
  }

  /** Returns what {@code question} means. */
  public CandidateReading read(Question question) {
    List<Remark> violations = new ArrayList<>();
    List<Remark> warnings = new ArrayList<>();
    Kind kind = kind(question, violations);
    String name = question.name() == null ? "" : question.name();
    if (kind != null && kind != Kind.ORG_TRUSTED && name.isBlank()) {
      violations.add(
          new Remark("name", null, "is missing", "Name the " + subject(kind) + " it is for."));
    }
    List<AddressSpan> ranges = ranges(question, kind, violations, warnings);
    boolean adds = adds(question, violations);
    IpRelaxation to = to(question, kind, violations);
    int days = question.days() == null ? Logins.WINDOW_DAYS : question.days();
    if (days < 1 || days > Candidate.MAX_DAYS) {
      violations.add(
          new Remark(
              "days",
              String.valueOf(days),
              "is not from 1 to " + Candidate.MAX_DAYS,
              "Salesforce keeps logins for six months; write 90, say."));
    }
    if (kind == null || !violations.isEmpty()) {
      return new CandidateReading.Refused(violations);
    }
    String id = question.id() == null ? "" : question.id();
    return new CandidateReading.Asked(
        new Candidate(id, kind, name, ranges, adds, days, to), warnings);
  }

  private static String subject(Kind kind) {
    return kind == Kind.RELAXATION ? "app" : kind.word();
  }

  private static @Nullable Kind kind(Question question, List<Remark> violations) {
    Optional<Kind> kind = Optional.ofNullable(question.kind()).flatMap(Kind::of);
    if (kind.isEmpty()) {
      violations.add(
          new Remark(
              "kind",
              question.kind(),
              question.kind() == null ? "is missing" : "is not one of the allowed values",
              KINDS));
    }
    return kind.orElse(null);
  }

  private List<AddressSpan> ranges(
      Question question, @Nullable Kind kind, List<Remark> violations, List<Remark> warnings) {
    List<Question.Range> written = question.ranges() == null ? List.of() : question.ranges();
    if (kind == Kind.RELAXATION) {
      if (!written.isEmpty()) {
        violations.add(
            new Remark(
                "ranges",
                null,
                "have no meaning for a relaxation, which leaves the ranges as they are",
                "Leave them out."));
      }
      return List.of();
    }
    if (written.isEmpty()) {
      warnings.add(
          new Remark(
              "ranges", null, "is empty: no ranges are no restriction", "Write at least one."));
    }
    if (written.size() > MAX_RANGES) {
      violations.add(
          new Remark(
              "ranges",
              String.valueOf(written.size()),
              "are more than " + MAX_RANGES,
              "Join ranges that touch."));
      return List.of();
    }
    return new RangeReader(notation, violations, warnings).read(written);
  }

  private static boolean adds(Question question, List<Remark> violations) {
    String mode = question.mode();
    if (mode != null && !mode.equals("replace") && !mode.equals("add")) {
      violations.add(
          new Remark("mode", mode, "is not one of the allowed values", "Write replace or add."));
    }
    return "add".equals(mode);
  }

  private static @Nullable IpRelaxation to(
      Question question, @Nullable Kind kind, List<Remark> violations) {
    Optional<IpRelaxation> to = Optional.ofNullable(question.to()).flatMap(IpRelaxation::of);
    if (kind == Kind.RELAXATION ? to.isEmpty() : question.to() != null) {
      violations.add(
          new Remark(
              "to",
              question.to(),
              kind == Kind.RELAXATION ? "is no relaxation" : "is for a relaxation only",
              kind == Kind.RELAXATION
                  ? "Write enforce, bypass, bypassTwoFactor or enforceRelaxRefresh."
                  : "Leave it out."));
    }
    return to.orElse(null);
  }
}
