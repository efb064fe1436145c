package dev.headroom.alert;

import dev.headroom.limits.LimitName;
import dev.headroom.org.OrgId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Identifies a problem, whatever its severity and whenever it occurs: an escalation, a recovery and
 * a recurrence refer to the same incident.
 *
 * @param org {@link OrgId#FLEET} for what belongs to no org
 */
public record AlertKey(OrgId org, Subject subject, Rule rule) {

  /** Returns the key of the alert about a limit's levels. */
  public static AlertKey usage(OrgId org, LimitName limit) {
    return new AlertKey(org, new Subject.Limit(limit), Rule.USAGE);
  }

  /** Returns the key of the alert about an org that gives no readings. */
  public static AlertKey notReporting(OrgId org) {
    return new AlertKey(org, Subject.WHOLE_ORG, Rule.NOT_REPORTING);
  }

  /**
   * Returns the key of the alert about a target, by its id in the manifest, that accepts no
   * messages.
   */
  public static AlertKey target(String id) {
    return new AlertKey(OrgId.FLEET, new Subject.Target(id), Rule.TARGET);
  }

  /** Returns the key of the test of a target, by its id in the manifest. */
  public static AlertKey test(String target) {
    return new AlertKey(OrgId.FLEET, new Subject.Target(target), Rule.TEST);
  }

  /** Returns the limit that it is about; empty if the subject is not a limit. */
  public Optional<LimitName> limit() {
    return subject instanceof Subject.Limit limit ? Optional.of(limit.name()) : Optional.empty();
  }

  /**
   * Returns the id of the subject as the API and messages write it; {@code fleet} for all orgs at
   * once.
   */
  public String subjectId() {
    if (subject instanceof Subject.WholeOrg) {
      return org.isFleet() ? "fleet" : org.value();
    }
    return subject.id();
  }

  /**
   * Returns the key as targets know it: 64 hex digits, the SHA-256 of org, rule and subject, each
   * on a line. The subject is the name of a limit, or the kind and id of anything else. Fits every
   * target's dedup key (Datadog's is the shortest, 100 characters).
   */
  public String hash() {
    // The name comes last because a limit's name may contain a line break.
    String about =
        subject instanceof Subject.Limit limit
            ? limit.name().value()
            : subject.kind() + "\n" + subject.id();
    String text = org.value() + "\n" + rule.word() + "\n" + about;
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(sha256.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }
}
