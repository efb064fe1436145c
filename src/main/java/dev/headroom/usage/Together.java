package dev.headroom.usage;

import java.util.TreeMap;

/**
 * Findings of one pattern on several resources: those that are too small alone form one finding
 * together.
 */
final class Together {
  private record Part(Tally tally, double confidence, String evidence) {}

  private final Pattern pattern;
  private final TreeMap<String, Part> parts = new TreeMap<>();

  Together(Pattern pattern) {
    this.pattern = pattern;
  }

  void add(String resource, Tally tally, double confidence, String evidence) {
    parts.put(resource, new Part(tally, confidence, evidence));
  }

  void finish(FindingSink to) {
    TreeMap<String, Part> small = new TreeMap<>();
    Tally sum = new Tally();
    double confidence = 1;
    for (var part : parts.entrySet()) {
      Part p = part.getValue();
      if (p.tally.saving() >= FindingSink.FLOOR) {
        to.add(pattern, part.getKey(), p.tally, p.confidence, p.evidence);
      } else if (p.tally.saving() > 0) {
        small.put(part.getKey(), p);
        sum.add(p.tally);
        confidence = Math.min(confidence, p.confidence);
      }
    }
    if (small.size() > 1) {
      to.add(
          pattern,
          String.join(" + ", small.keySet()),
          sum,
          confidence,
          "%,d calls to %d resources".formatted(sum.calls(), small.size()));
    }
  }
}
