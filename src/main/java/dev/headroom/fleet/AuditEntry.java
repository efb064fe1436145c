package dev.headroom.fleet;

import dev.headroom.notify.TargetId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The record of one apply, or of a resumed target: who, what and when.
 *
 * @param actor who asked for it, and through which interface
 * @param at when, by the real clock
 * @param manifestDigest SHA-256 of the manifest's text in UTF-8, 64 hex digits; null without a
 *     manifest
 * @param changes what it changed
 * @param secretMoves the secrets that it sent to another host
 * @param resumed the targets that are retried at once because of it
 */
public record AuditEntry(
    String actor,
    Instant at,
    @Nullable String manifestDigest,
    List<Change> changes,
    List<SecretMove> secretMoves,
    List<TargetId> resumed) {
  public AuditEntry {
    changes = List.copyOf(changes);
    secretMoves = List.copyOf(secretMoves);
    resumed = List.copyOf(resumed);
  }

  /** Creates an entry for an apply that retries no target. */
  public AuditEntry(
      String actor,
      Instant at,
      String manifestDigest,
      List<Change> changes,
      List<SecretMove> secretMoves) {
    this(actor, at, manifestDigest, changes, secretMoves, List.of());
  }

  /** Creates an entry for a target that a person resumed. */
  public static AuditEntry resumed(String actor, Instant at, TargetId target) {
    return new AuditEntry(actor, at, null, List.of(), List.of(), List.of(target));
  }

  /** Returns the digest of a manifest, as {@code sha256sum} prints it for the file. */
  public static String digest(String manifest) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256")
                  .digest(manifest.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }
}
