package dev.headroom.local;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.headroom.local.simulator.DemoFleet;
import dev.headroom.local.simulator.OrgLogin;
import dev.headroom.local.simulator.SimulatedOrg;
import dev.headroom.local.simulator.Simulator;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.dynamodb.services.local.main.ServerRunner;
import software.amazon.dynamodb.services.local.server.DynamoDBProxyServer;

/**
 * What an emulated deployment needs besides the emulator, in one process: DynamoDB Local over HTTP
 * and the simulated Salesforce, whose stories stand still. Ports are free ones.
 *
 * <p>Arguments are {@code <org>=<base64>}: the public key, in DER, that signs for an org that logs
 * in by JWT. Prints one line of JSON, {@code {dynamodb, simulator, secrets}}: two ports, and the
 * secrets of the simulated orgs by name. Ends when its standard input does.
 */
public final class StandIns {
  private StandIns() {}

  /** Runs until standard input ends. */
  public static void main(String... args) throws Exception {
    Map<String, RSAPublicKey> keys = new HashMap<>();
    for (String arg : args) {
      int equals = arg.indexOf('=');
      keys.put(arg.substring(0, equals), publicKey(arg.substring(equals + 1)));
    }
    int port = freePort();
    DynamoDBProxyServer database =
        ServerRunner.createServerFromCommandLineArgs(
            new String[] {
              "-inMemory", "-sharedDb", "-disableTelemetry", "-port", String.valueOf(port)
            });
    database.start();
    Instant now = InstantSource.system().instant();
    DemoFleet fleet = DemoFleet.startingAt(now);
    try (Simulator simulator =
        new Simulator(
            fleet.orgs().stream().map(org -> withKey(org, keys.get(org.id()))).toList(),
            InstantSource.fixed(now),
            InstantSource.system(),
            0)) {
      simulator.start();
      System.out.println(
          new ObjectMapper()
              .writeValueAsString(
                  Map.of(
                      "dynamodb",
                      port,
                      "simulator",
                      simulator.port(),
                      "secrets",
                      fleet.secrets())));
      System.out.flush();
      while (System.in.read() >= 0) {
        // Whoever started it is still there.
      }
    } finally {
      database.stop();
    }
    System.exit(0);
  }

  private static SimulatedOrg withKey(SimulatedOrg org, @Nullable RSAPublicKey key) {
    return key != null && org.login() instanceof OrgLogin.JwtBearer login
        ? new SimulatedOrg(
            org.id(),
            org.name(),
            org.organizationId(),
            org.userId(),
            org.edition(),
            org.instanceName(),
            new OrgLogin.JwtBearer(login.clientId(), login.username(), key),
            org.limits(),
            org.outages())
        : org;
  }

  private static RSAPublicKey publicKey(String base64) throws GeneralSecurityException {
    return (RSAPublicKey)
        KeyFactory.getInstance("RSA")
            .generatePublic(new X509EncodedKeySpec(Base64.getDecoder().decode(base64)));
  }

  private static int freePort() throws IOException {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return free.getLocalPort();
    }
  }
}
