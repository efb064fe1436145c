package dev.headroom.local;

import dev.headroom.fleet.Violation;
import dev.headroom.fleet.manifest.YamlManifestReader;
import dev.headroom.http.EgressPolicy;
import dev.headroom.wiring.TargetTypes;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import io.quarkus.runtime.configuration.ConfigurationException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;

/** The program of local mode: {@code manage} commands, or everything at once. */
@QuarkusMain
public final class Headroom {
  private static final int BADLY_CONFIGURED = 1;
  private static final int FAILED = 2;

  Headroom() {}

  /** Runs the command that {@code args} name; without any, starts local mode. */
  public static void main(String... args) {
    Config config = CommandConfig.read();
    if (args.length > 0 && args[0].equals("manage")) {
      System.exit(
          new ManageCommand(config)
              .run(Arrays.asList(args).subList(1, args.length), System.out, System.err));
    }
    if (args.length > 0) {
      System.err.println("unknown command '" + args[0] + "': use manage, or no command to start");
      System.exit(FAILED);
    }
    List<Violation> wrong = LocalKeys.check(config);
    if (!wrong.isEmpty()) {
      FleetFile.print(wrong, System.err);
      System.exit(BADLY_CONFIGURED);
    }
    if (!mayStart(config)) {
      System.exit(FAILED);
    }
    Quarkus.run(
        null,
        (exitCode, failure) -> {
          if (failure != null && !isToldAlready(failure)) {
            System.err.println("Headroom did not start: " + rootOf(failure));
          }
          System.exit(exitCode);
        });
  }

  /** Finds what would stop the start, and says it in a line each before anything is opened. */
  private static boolean mayStart(Config config) {
    Optional<Path> fleet = config.getOptionalValue("headroom.fleet", Path.class);
    boolean loopback =
        config.getOptionalValue("headroom.egress.allow-loopback", Boolean.class).orElse(false);
    if (fleet.isPresent()
        && !FleetFile.check(
            fleet.get(),
            new YamlManifestReader(new EgressPolicy(loopback), TargetTypes.ALL),
            System.out,
            System.err)) {
      return false;
    }
    boolean free = isFree(LocalKeys.HTTP_PORT, port(config, LocalKeys.HTTP_PORT, 8080));
    if (fleet.isEmpty()) {
      free &= isFree(LocalKeys.SIMULATOR_PORT, port(config, LocalKeys.SIMULATOR_PORT, 8089));
    }
    return free;
  }

  private static int port(Config config, String key, int otherwise) {
    return config.getOptionalValue(key, Integer.class).orElse(otherwise);
  }

  private static boolean isFree(String key, int port) {
    try (ServerSocket probe = new ServerSocket()) {
      probe.setReuseAddress(true);
      probe.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return true;
    } catch (IOException e) {
      System.err.printf(
          "port %d is taken: stop what listens there, or set %s to another one%n", port, key);
      return false;
    }
  }

  /** Quarkus prints the message of these itself, without a trace. */
  private static boolean isToldAlready(Throwable failure) {
    return rootOf(failure) instanceof ConfigurationException;
  }

  private static Throwable rootOf(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root;
  }
}
