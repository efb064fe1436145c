package dev.headroom.local.running;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Proof that whoever answers knows the token of the file in the data folder, without revealing it.
 *
 * @param proof of the challenge that was sent
 * @param version of the answering Headroom
 */
public record Proof(String proof, String version) {
  /** The form of a challenge. */
  public static final Pattern CHALLENGE = Pattern.compile("[0-9a-f]{32}");

  private static final String ALGORITHM = "HmacSHA256";
  private static final int CHALLENGE_BYTES = 16;

  /** Distinguishes it from any other use of the token. */
  private static final String PURPOSE = "headroom runs on this data folder ";

  /** Returns a challenge that nobody has seen before. */
  static String newChallenge() {
    byte[] bytes = new byte[CHALLENGE_BYTES];
    new SecureRandom().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  /** Returns the proof of {@code challenge} by the holder of {@code token}. */
  public static Proof of(String token, String challenge, String version) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(token.getBytes(StandardCharsets.UTF_8), ALGORITHM));
      byte[] proof = mac.doFinal((PURPOSE + challenge).getBytes(StandardCharsets.UTF_8));
      return new Proof(HexFormat.of().formatHex(proof), version);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + ALGORITHM, e);
    }
  }

  /** Returns whether this proves knowledge of {@code token}. */
  boolean shows(String token, String challenge) {
    return MessageDigest.isEqual(
        of(token, challenge, version).proof().getBytes(StandardCharsets.UTF_8),
        proof.getBytes(StandardCharsets.UTF_8));
  }
}
