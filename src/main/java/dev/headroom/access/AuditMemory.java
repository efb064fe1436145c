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
 * What an audit has to know of those before it: what is no news any more.
 *
 * @param version counts what was kept; 0 when nothing was
 * @param at the time of the last audit; null when there was none
 * @param rule what its findings were told by, see {@link AccessPolicy#fingerprint}
 * @param seen the parts that any audit by that rule could read
 * @param known how loudly each finding of the last audits is told, by its id; {@link Loudness#NOT}
 *     when it is only listed
 * @param alerts the open ones
 */
public record AuditMemory(
    long version,
    @Nullable Instant at,
    String rule,
    Set<Part> seen,
    Map<String, Loudness> known,
    List<OpenAlert> alerts) {
  /** Of an org that was never audited. */
  public static final AuditMemory NONE =
      new AuditMemory(0, null, "", Set.of(), Map.of(), List.of());

  public AuditMemory {
    seen = Set.copyOf(seen);
    known = Collections.unmodifiableMap(new TreeMap<>(known));
    alerts = List.copyOf(alerts);
  }

  /** How loudly a finding is told, the quietest first. */
  public enum Loudness {
    NOT,
    ATTENTION,
    ESCALATION;

    /** Its name where it is kept. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** The one called {@code word}; {@link #NOT} where that is none. */
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
   * An alert that is open, with the findings that it told of.
   *
   * @param subject the id of the finding that names the alert
   * @param cause what they came through, {@code profile:Standard User}; null when they have nothing
   *     in common
   * @param told how many findings it told of
   * @param findings the ids of those that hold still
   */
  public record OpenAlert(
      String subject, FindingKind kind, @Nullable String cause, int told, List<String> findings) {
    public OpenAlert {
      findings = List.copyOf(findings);
    }
  }
}
