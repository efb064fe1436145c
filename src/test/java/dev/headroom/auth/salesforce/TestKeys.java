package dev.headroom.auth.salesforce;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Arrays;
import java.util.Base64;

/** An RSA key made for this run. */
public final class TestKeys {
  /** The pair. */
  public static final KeyPair RSA = generate(2048);

  private static final KeyPair SHORT = generate(1024);

  private static final int PKCS8_HEADER_BYTES = 26;

  private TestKeys() {}

  /** The private key as {@code BEGIN PRIVATE KEY}. */
  public static String pkcs8Pem() {
    return pem("PRIVATE KEY", RSA.getPrivate().getEncoded());
  }

  /** The private key as {@code BEGIN RSA PRIVATE KEY}. */
  public static String pkcs1Pem() {
    byte[] pkcs8 = RSA.getPrivate().getEncoded();
    return pem("RSA PRIVATE KEY", Arrays.copyOfRange(pkcs8, PKCS8_HEADER_BYTES, pkcs8.length));
  }

  /** A private key that is too short for RS256. */
  public static String shortPem() {
    return pem("PRIVATE KEY", SHORT.getPrivate().getEncoded());
  }

  private static String pem(String kind, byte[] der) {
    String base64 =
        Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII)).encodeToString(der);
    return "-----BEGIN " + kind + "-----\n" + base64 + "\n-----END " + kind + "-----\n";
  }

  private static KeyPair generate(int bits) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(bits);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
