package dev.headroom.local.simulator;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * The fleet that is watched when no manifest is given: twelve orgs of three tenants, their
 * manifest, and the secrets that it refers to, which are generated anew for every fleet.
 */
public final class DemoFleet {

  private static final Set<String> JWT_ORGS =
      Set.of("acme-erp", "globex-prod", "globex-archive", "initech-prod", "initech-secure");
  private static final String KEY_NAME = "DEMO_MONITOR_KEY";

  private final List<SimulatedOrg> orgs;
  private final Map<String, String> secrets;

  private DemoFleet(List<SimulatedOrg> orgs, Map<String, String> secrets) {
    this.orgs = orgs;
    this.secrets = secrets;
  }

  /**
   * Returns the fleet whose stories begin at {@code start} and whose traffic begins five days
   * earlier.
   *
   * @param start when the demo starts, in fleet time
   */
  public static DemoFleet startingAt(Instant start) {
    SecureRandom random = new SecureRandom();
    KeyPair keys = keys();
    Map<String, String> secrets = new HashMap<>();
    secrets.put(KEY_NAME, pem(keys));
    secrets.put(
        "DEMO_WEBHOOK_SECRET", "whsec_" + Base64.getEncoder().encodeToString(bytes(random)));
    secrets.put("DEMO_PAGERDUTY_KEY", HexFormat.of().formatHex(bytes(random), 0, 16));
    DemoStories stories =
        new DemoStories(
            Math.floorDiv(start.getEpochSecond(), 60),
            id -> {
              String clientId = "3MVG9.demo." + id;
              if (JWT_ORGS.contains(id)) {
                return new OrgLogin.JwtBearer(
                    clientId, "monitor@" + id + ".example", (RSAPublicKey) keys.getPublic());
              }
              String secret = HexFormat.of().formatHex(bytes(random));
              secrets.put(secretName(id), secret);
              return new OrgLogin.ClientCredentials(clientId, secret);
            });
    return new DemoFleet(stories.all(), Map.copyOf(secrets));
  }

  /** Returns the orgs, for {@link Simulator}. */
  public List<SimulatedOrg> orgs() {
    return orgs;
  }

  /**
   * Returns the manifest of this fleet, as YAML.
   *
   * @param simulatorPort where {@link Simulator} listens
   * @param httpPort where the local inbox listens
   */
  public String manifest(int simulatorPort, int httpPort) {
    try (InputStream in =
        Objects.requireNonNull(DemoFleet.class.getResourceAsStream("demo-fleet.yaml"))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .replace("SIMULATOR_PORT", Integer.toString(simulatorPort))
          .replace("HTTP_PORT", Integer.toString(httpPort));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the secrets by the names in the manifest's {@code env:} references. */
  public Map<String, String> secrets() {
    return secrets;
  }

  private static String secretName(String org) {
    return "DEMO_" + org.toUpperCase(Locale.ROOT).replace('-', '_') + "_SECRET";
  }

  private static byte[] bytes(SecureRandom random) {
    byte[] bytes = new byte[32];
    random.nextBytes(bytes);
    return bytes;
  }

  private static KeyPair keys() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      return generator.generateKeyPair();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has RSA", e);
    }
  }

  private static String pem(KeyPair keys) {
    String body =
        Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(keys.getPrivate().getEncoded());
    return "-----BEGIN PRIVATE KEY-----\n" + body + "\n-----END PRIVATE KEY-----\n";
  }
}
