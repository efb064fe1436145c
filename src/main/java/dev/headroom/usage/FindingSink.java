package dev.headroom.usage;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Collects findings of one integration and day, and keeps those that matter. */
final class FindingSink {
  /** The calls per day that a finding must save. */
  static final int FLOOR = 100;

  private final int integration;
  private final List<Finding> findings = new ArrayList<>();

  FindingSink(int integration) {
    this.integration = integration;
  }

  /** Keeps a finding that saves at least {@link #FLOOR} calls. */
  void add(Pattern pattern, String resource, Tally tally, double confidence, String evidence) {
    if (tally.saving() >= FLOOR) {
      keep(pattern, resource, tally, confidence, evidence);
    }
  }

  /** Keeps a finding, whatever it saves. */
  void keep(Pattern pattern, String resource, Tally tally, double confidence, String evidence) {
    findings.add(
        new Finding(
            pattern,
            integration,
            resource,
            Instant.ofEpochMilli(tally.first()),
            Instant.ofEpochMilli(tally.last()),
            tally.calls(),
            tally.needed(),
            confidence,
            evidence));
  }

  List<Finding> findings() {
    return findings;
  }
}
