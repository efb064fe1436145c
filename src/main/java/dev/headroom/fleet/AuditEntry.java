package dev.headroom.fleet;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;

/**
 * What is kept of one apply: who, what and when.
 *
 * @param actor who asked for it and by which way
 * @param at when, by the real clock
 * @param manifestDigest SHA-256 of the manifest's text in UTF-8, 64 hex digits
 * @param changes what it changed
 * @param secretMoves the secrets that it sent to another host
 */
public record AuditEntry(
    String actor,
    Instant at,
    String manifestDigest,
    List<Change> changes,
    List<SecretMove> secretMoves) {
  public AuditEntry {
    changes = List.copyOf(changes);
    secretMoves = List.copyOf(secretMoves);
  }

  /** The digest of a manifest, as {@code sha256sum} prints it of the file. */
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
