package dev.headroom.cycle.audit;

import dev.headroom.access.AlertPlan.End;
import dev.headroom.access.AlertPlan.Told;
import dev.headroom.access.AuditMemory.Loudness;
import dev.headroom.access.AuditMemory.OpenAlert;
import dev.headroom.access.Finding;
import dev.headroom.access.FindingKind;
import dev.headroom.access.SubjectRef;
import dev.headroom.alert.Evidence;
import dev.headroom.report.words.FindingWords;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What an audit tells, for tests of those who are told. */
public final class ToldFindings {
  private ToldFindings() {}

  /** A profile gave so many users API access who had none. */
  public static Evidence.Finding widened(Instant at, int users, boolean over) {
    List<Finding> findings = new ArrayList<>();
    for (int n = 1; n <= users; n++) {
      findings.add(
          new Finding(
              FindingKind.API_USER_NOT_ALLOWED,
              FindingKind.API_USER_NOT_ALLOWED.severity(),
              new SubjectRef(
                  "user", "005%012dAAA".formatted(n), "user%d@acme.example".formatted(n)),
              Map.of("via", List.of("Standard User")),
              null));
    }
    return evidence(at, findings, "profile:Standard User", over ? End.GONE : null);
  }

  /** An app has tokens of users who may not log in. */
  public static Evidence.Finding tokens(Instant at) {
    return evidence(
        at,
        List.of(
            new Finding(
                FindingKind.TOKEN_OF_INACTIVE_USER,
                FindingKind.TOKEN_OF_INACTIVE_USER.severity(),
                new SubjectRef("app", "0H4000000000001AAA", "ERP Connector"),
                Map.of("users", List.of("left@acme.example")),
                null)),
        null,
        null);
  }

  private static Evidence.Finding evidence(
      Instant at, List<Finding> findings, @Nullable String cause, @Nullable End end) {
    Finding first = findings.getFirst();
    OpenAlert alert =
        new OpenAlert(
            first.id(),
            first.kind(),
            cause,
            findings.size(),
            end == null ? findings.stream().map(Finding::id).toList() : List.of());
    Told told =
        new Told(
            alert,
            end == null ? Loudness.ATTENTION : Loudness.NOT,
            end == null ? findings : List.of(),
            end);
    return new Evidence.Finding(at, FindingWords.title(told), FindingFacts.of(told));
  }
}
