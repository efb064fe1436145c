package dev.headroom.alert;

import dev.headroom.limits.LimitName;
import dev.headroom.org.OrgId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * What a problem is, whatever its severity and whenever it happens: an escalation, a recovery and a
 * return meet the same incident.
 */
public record AlertKey(OrgId org, LimitName limit, Rule rule) {

  /**
   * The key as targets know it: 64 hex digits, the SHA-256 of org, rule and limit, each on a line.
   * Fits every target's dedup key (Datadog's is the shortest, 100 characters).
   */
  public String hash() {
    // The limit's name comes last because it alone may hold a line break.
    String text = org.value() + "\n" + rule.word() + "\n" + limit.value();
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(sha256.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }
}
