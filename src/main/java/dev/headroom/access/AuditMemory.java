package dev.headroom.access;

import dev.headroom.access.AccessPolicy.Alerting;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What an audit has to know from earlier ones, so that it does not report the same things again.
 *
 * @param version counts the stored versions; 0 if none was stored
 * @param at when the last audit was; null if there was none
 * @param rule the policy behind its findings, see {@link AccessPolicy#fingerprint}
 * @param seen the parts that any audit under that policy could read
 * @param known how loudly each finding of the last audits is reported, by its id; {@link
 *     Loudness#NOT} if it is only listed
 * @param alerts the open ones
 */
public record AuditMemory(
    long version,
    @Nullable Instant at,
    String rule,
    Set<Part> seen,
    Map<String, Loudness> known,
    List<OpenAlert> alerts) {
  /** For an org that was never audited. */
  public static final AuditMemory NONE =
      new AuditMemory(0, null, "", Set.of(), Map.of(), List.of());

  public AuditMemory {
    seen = Set.copyOf(seen);
    known = Collections.unmodifiableMap(new TreeMap<>(known));
    alerts = List.copyOf(alerts);
  }

  /** How loudly a finding is reported, quietest first. */
  public enum Loudness {
    NOT,
    ATTENTION,
    ESCALATION;

    /** Returns its stored name. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** Returns the one called {@code word}, or {@link #NOT} if there is none. */
    public static Loudness of(String word) {
      return Arrays.stream(values()).filter(l -> l.word().equals(word)).findFirst().orElse(NOT);
    }

    static Loudness of(@Nullable Alerting alerting) {
      return switch (alerting) {
        case null -> NOT;
        case ATTENTION -> ATTENTION;
        case ESCALATION -> ESCALATION;
      };
    }
  }

  /**
   * An open alert, with the findings that it reported.
   *
   * @param subject the id of the finding that names the alert
   * @param cause what gave them access, {@code profile:Standard User}; null if they have nothing in
   *     common
   * @param told how many findings it reported
   * @param findings the ids of those that still hold
   */
  public record OpenAlert(
      String subject, FindingKind kind, @Nullable String cause, int told, List<String> findings) {
    public OpenAlert {
      findings = List.copyOf(findings);
    }
  }
}
