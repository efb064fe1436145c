package dev.headroom.access;

import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Something wrong with an org's access posture.
 *
 * @param evidence what it is based on: texts, numbers, booleans, lists of texts, or null
 * @param accepted who accepted it, and why; null if nobody did
 */
public record Finding(
    FindingKind kind,
    Severity severity,
    SubjectRef subject,
    Map<String, @Nullable Object> evidence,
    @Nullable Acceptance accepted) {
  /** What to mend first: unaccepted before accepted, then by severity, kind and name. */
  public static final Comparator<Finding> WORST_FIRST =
      Comparator.comparing((Finding f) -> f.accepted() != null)
          .thenComparing(Finding::severity)
          .thenComparing(Finding::kind)
          .thenComparing(f -> f.subject().name());

  public Finding {
    evidence = Collections.unmodifiableMap(new LinkedHashMap<>(evidence));
  }

  /** Returns the id that identifies the finding from look to look. */
  public String id() {
    return idOf(kind, subject.id());
  }

  static String idOf(FindingKind kind, String subject) {
    return kind.word() + ":" + subject;
  }

  /** Returns the same, accepted. */
  public Finding acceptedBy(Acceptance acceptance) {
    return new Finding(kind, severity, subject, evidence, acceptance);
  }
}
