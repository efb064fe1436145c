package dev.headroom.local.simulator;

import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.List;

/** Orgs for tests, with a story of a line each. */
final class Orgs {

  static final Instant NOON = Instant.parse("2026-11-25T12:00:00Z");
  static final KeyPair KEYS = keys();

  private Orgs() {}

  static long minute(Instant instant) {
    return Math.floorDiv(instant.getEpochSecond(), 60);
  }

  static SimulatedLimit api(long max, Traffic arrivals) {
    return SimulatedLimit.of(
            "DailyApiRequests", max, new Usage.Flow(arrivals, FlowWindow.ROLLING_DAY))
        .with(SimulatedLimit.Overrun.HIDDEN);
  }

  static SimulatedOrg withSecret(int number, Edition edition, List<SimulatedLimit> limits) {
    return org(
        number, edition, new OrgLogin.ClientCredentials("client-" + number, "s3cret/+=&"), limits);
  }

  static SimulatedOrg withKey(int number, Edition edition, List<SimulatedLimit> limits) {
    return org(
        number,
        edition,
        new OrgLogin.JwtBearer(
            "client-" + number, "monitor@example.com", (RSAPublicKey) KEYS.getPublic()),
        limits);
  }

  private static SimulatedOrg org(
      int number, Edition edition, OrgLogin login, List<SimulatedLimit> limits) {
    return new SimulatedOrg(
        "org-" + number,
        "Org " + number,
        SalesforceId.of("00D", "T", number),
        SalesforceId.of("005", "T", number),
        edition,
        "NA1",
        login,
        limits,
        Outages.never());
  }

  static KeyPair keys() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      return generator.generateKeyPair();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
