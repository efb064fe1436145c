package dev.headroom.notify.webhook;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs according to Standard Webhooks 1.0: {@code v1}, HMAC-SHA256 over id, timestamp and body.
 */
final class Signatures {
  private static final String PREFIX = "whsec_";
  private static final String ALGORITHM = "HmacSHA256";

  /** Standard Webhooks 1.0, "Signature scheme": a secret has 24 to 64 bytes. */
  static final int LEAST_BYTES = 24;

  private final List<byte[]> keys;

  private Signatures(List<byte[]> keys) {
    this.keys = keys;
  }

  /**
   * Returns signatures with every secret in {@code secrets}, separated by spaces; empty if one is
   * not {@code whsec_} followed by base64.
   */
  static Optional<Signatures> of(String secrets) {
    List<byte[]> keys = new ArrayList<>();
    for (String secret : secrets.strip().split("\\s+", -1)) {
      if (!secret.startsWith(PREFIX) || secret.length() == PREFIX.length()) {
        return Optional.empty();
      }
      try {
        keys.add(Base64.getDecoder().decode(secret.substring(PREFIX.length())));
      } catch (IllegalArgumentException e) {
        return Optional.empty();
      }
    }
    return Optional.of(new Signatures(keys));
  }

  /** Returns whether each secret has the bytes that the specification requires. */
  boolean areStrong() {
    return keys.stream().allMatch(key -> key.length >= LEAST_BYTES);
  }

  /** Returns the header's value: one signature per secret, so that a receiver may have either. */
  String header(String id, long timestampSeconds, byte[] body) {
    List<String> signatures = new ArrayList<>();
    for (byte[] key : keys) {
      signatures.add(
          "v1," + Base64.getEncoder().encodeToString(sign(key, id, timestampSeconds, body)));
    }
    return String.join(" ", signatures);
  }

  private static byte[] sign(byte[] key, String id, long timestampSeconds, byte[] body) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(key, ALGORITHM));
      mac.update((id + "." + timestampSeconds + ".").getBytes(StandardCharsets.UTF_8));
      return mac.doFinal(body);
    } catch (NoSuchAlgorithmException | InvalidKeyException e) {
      throw new IllegalStateException("every Java runtime has HmacSHA256", e);
    }
  }
}
