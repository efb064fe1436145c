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
 * That whoever answers knows the token of the file in the data folder, told without telling it.
 *
 * @param proof of the challenge that was sent
 * @param version of the Headroom that answers
 */
public record Proof(String proof, String version) {
  /** What a challenge looks like. */
  public static final Pattern CHALLENGE = Pattern.compile("[0-9a-f]{32}");

  private static final String ALGORITHM = "HmacSHA256";
  private static final int CHALLENGE_BYTES = 16;

  /** Sets it apart from whatever else the token may be used for. */
  private static final String PURPOSE = "headroom runs on this data folder ";

  /** A challenge that nobody has seen before. */
  static String newChallenge() {
    byte[] bytes = new byte[CHALLENGE_BYTES];
    new SecureRandom().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  /** The proof of {@code challenge} by one who has {@code token}. */
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

  /** Whether this proves that {@code token} is known. */
  boolean shows(String token, String challenge) {
    return MessageDigest.isEqual(
        of(token, challenge, version).proof().getBytes(StandardCharsets.UTF_8),
        proof.getBytes(StandardCharsets.UTF_8));
  }
}
