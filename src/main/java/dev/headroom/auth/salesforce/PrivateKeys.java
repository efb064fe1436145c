package dev.headroom.auth.salesforce;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.RSAPrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads an RSA private key in PEM format; line breaks may be real ones or written {@code \n}. */
final class PrivateKeys {
  private static final Pattern PEM =
      Pattern.compile("-----BEGIN ([A-Z ]*PRIVATE KEY)-----([^-]*)-----END \\1-----");

  /** Version 0 and the algorithm rsaEncryption, which PKCS#8 (RFC 5208) puts before a key. */
  private static final byte[] PKCS8_PREFIX = {
    2, 1, 0, 0x30, 13, 6, 9, 0x2a, (byte) 0x86, 0x48, (byte) 0x86, (byte) 0xf7, 0xd, 1, 1, 1, 5, 0
  };

  private PrivateKeys() {}

  /**
   * Returns the key in {@code pem}.
   *
   * @throws IllegalArgumentException if it is not an RSA private key; the message contains none of
   *     it
   */
  static RSAPrivateKey parse(String pem) {
    Matcher m = PEM.matcher(pem.replace("\\r", "").replace("\\n", "\n"));
    if (!m.find()) {
      throw new IllegalArgumentException("it is not a private key in PEM form");
    }
    byte[] der;
    try {
      der = Base64.getDecoder().decode(m.group(2).replaceAll("\\s", ""));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("its PEM text is damaged (no base64)");
    }
    return switch (m.group(1)) {
      case "PRIVATE KEY" -> pkcs8(der);
      case "RSA PRIVATE KEY" -> pkcs8(sequence(0x30, concat(PKCS8_PREFIX, sequence(4, der))));
      case "ENCRYPTED PRIVATE KEY" ->
          throw new IllegalArgumentException("it is protected by a password");
      default -> throw new IllegalArgumentException("it is not an RSA key");
    };
  }

  private static RSAPrivateKey pkcs8(byte[] der) {
    try {
      return (RSAPrivateKey)
          KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(der));
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("it is not a readable RSA private key");
    }
  }

  private static byte[] sequence(int tag, byte[] content) {
    int n = content.length;
    byte[] head = {(byte) tag, (byte) 0x82, (byte) (n >> 8), (byte) n};
    return concat(head, content);
  }

  private static byte[] concat(byte[] a, byte[] b) {
    byte[] all = java.util.Arrays.copyOf(a, a.length + b.length);
    System.arraycopy(b, 0, all, a.length, b.length);
    return all;
  }
}
