package dev.headroom.local;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.headroom.local.simulator.DemoFleet;
import dev.headroom.local.simulator.Simulator;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import software.amazon.dynamodb.services.local.main.ServerRunner;
import software.amazon.dynamodb.services.local.server.DynamoDBProxyServer;

/**
 * What an emulated deployment needs beside the emulator, as one process: DynamoDB Local over HTTP
 * and the simulated Salesforce, whose stories stand still. Ports are free ones.
 *
 * <p>Prints one line of JSON, {@code {dynamodb, simulator, secrets}}: two ports, and the secrets of
 * the simulated orgs by name. Ends when its standard input does.
 */
public final class StandIns {
  private StandIns() {}

  /** Runs until standard input ends. */
  public static void main(String... args) throws Exception {
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
        new Simulator(fleet.orgs(), InstantSource.fixed(now), InstantSource.system(), 0)) {
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

  private static int freePort() throws IOException {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return free.getLocalPort();
    }
  }
}
