package dev.headroom.cycle.audit;

import dev.headroom.access.AlertPlan.Told;
import dev.headroom.access.Finding;
import dev.headroom.report.words.FindingWords;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a message says about findings, as the member {@code finding} of its data. */
final class FindingFacts {
  private FindingFacts() {}

  /**
   * Returns the finding that names the alert, with all reported ones in {@code findings}. If the
   * alert is over, or nothing was seen this time, it holds what is known.
   */
  static Map<String, Object> of(Told told) {
    Map<String, Object> facts = new LinkedHashMap<>();
    Finding first =
        told.findings().stream()
            .filter(f -> f.id().equals(told.alert().subject()))
            .findFirst()
            .orElse(told.findings().isEmpty() ? null : told.findings().getFirst());
    if (first == null) {
      facts.put("id", told.alert().subject());
      facts.put("kind", told.alert().kind().word());
      facts.put("advice", told.alert().kind().advice());
    } else {
      facts.putAll(one(first));
      facts.put("advice", first.kind().advice());
    }
    if (told.alert().cause() != null) {
      facts.put("cause", told.alert().cause());
    }
    facts.put("count", told.alert().told());
    facts.put("open", told.alert().findings().size());
    List<Map<String, Object>> listed = new ArrayList<>();
    told.findings().stream().limit(FindingWords.MAX_LISTED).forEach(f -> listed.add(one(f)));
    facts.put("findings", listed);
    facts.put("more", Math.max(0, told.findings().size() - FindingWords.MAX_LISTED));
    return facts;
  }

  private static Map<String, Object> one(Finding finding) {
    Map<String, Object> subject = new LinkedHashMap<>();
    subject.put("type", finding.subject().type());
    subject.put("id", finding.subject().id());
    subject.put("name", finding.subject().name());
    Map<String, Object> evidence = new LinkedHashMap<>();
    finding
        .evidence()
        .forEach(
            (name, value) -> {
              if (value != null) {
                evidence.put(name, value);
              }
            });
    Map<String, Object> one = new LinkedHashMap<>();
    one.put("id", finding.id());
    one.put("kind", finding.kind().word());
    one.put("severity", finding.severity().word());
    one.put("subject", subject);
    one.put("evidence", evidence);
    return one;
  }
}
