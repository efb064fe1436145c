package dev.headroom.access;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Collects findings while a look is judged. */
final class FindingList {
  private final List<Finding> all = new ArrayList<>();

  /** Adds a finding with the kind's own severity, and returns its id. */
  String add(FindingKind kind, SubjectRef subject, Map<String, @Nullable Object> evidence) {
    return add(kind, kind.severity(), subject, evidence);
  }

  String add(
      FindingKind kind,
      Severity severity,
      SubjectRef subject,
      Map<String, @Nullable Object> evidence) {
    Finding finding = new Finding(kind, severity, subject, evidence, null);
    all.add(finding);
    return finding.id();
  }

  List<Finding> all() {
    return all;
  }

  /** Returns evidence with one member, whose value may be null. */
  static Map<String, @Nullable Object> evidence(String name, @Nullable Object value) {
    Map<String, @Nullable Object> evidence = new LinkedHashMap<>();
    evidence.put(name, value);
    return evidence;
  }
}
