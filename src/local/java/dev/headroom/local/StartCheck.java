package dev.headroom.local;

import dev.headroom.fleet.manifest.YamlManifestReader;
import dev.headroom.http.EgressPolicy;
import dev.headroom.local.config.ConsoleConfig;
import dev.headroom.local.config.LocalConfig;
import dev.headroom.local.dynamodb.DataFolderException;
import dev.headroom.local.dynamodb.EmbeddedDynamoDb;
import dev.headroom.local.file.FileProblem;
import dev.headroom.local.guard.RequestGuard;
import dev.headroom.wiring.EgressConfig;
import dev.headroom.wiring.Keys;
import dev.headroom.wiring.TargetTypes;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;

/**
 * Finds, before anything is opened, everything that would stop a start, and reports it at once, one
 * line each, within a second.
 */
final class StartCheck {
  private static final int DEFAULT_HTTP_PORT = 8080;

  private final Config config;
  private final LocalConfig keys;

  /**
   * Checks what the keys name.
   *
   * @param config whose keys {@link LocalKeys} found correct
   */
  StartCheck(Config config) {
    this.config = config;
    this.keys = LocalConfig.of(config);
  }

  /**
   * Returns why a start would fail, one line per reason, the data folder last; empty if nothing
   * would stop it.
   *
   * @param out receives the violations of the manifest, as {@code manage validate} prints them
   */
  List<String> problems(PrintStream out) {
    Optional<Path> fleet = keys.fleet();
    boolean console = Keys.mapped(config, ConsoleConfig.class).tables().isPresent();
    List<String> problems = new ArrayList<>();
    temporaryProblem().ifPresent(problems::add);
    Port.problem(LocalKeys.HTTP_HOST, httpHost(), LocalKeys.HTTP_PORT, httpPort())
        .ifPresent(problems::add);
    if (console) {
      consoleProblem().ifPresent(problems::add);
      return problems;
    }
    if (fleet.isEmpty()) {
      Port.problem(
              LocalKeys.SIMULATOR_PORT,
              InetAddress.getLoopbackAddress().getHostAddress(),
              LocalKeys.SIMULATOR_PORT,
              keys.simulatorPort())
          .ifPresent(problems::add);
    }
    fleet.flatMap(file -> manifestProblem(file, out)).ifPresent(problems::add);
    dataProblem(fleet.isEmpty(), problems.isEmpty()).ifPresent(problems::add);
    return problems;
  }

  /** The database's library and the web server are unpacked there. */
  private static Optional<String> temporaryProblem() {
    Path folder = Path.of(System.getProperty("java.io.tmpdir"));
    try {
      Files.createDirectories(folder);
      Files.delete(Files.createTempFile(folder, "headroom", null));
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of(
          "the folder for temporary files, %s, cannot be used (%s): set java.io.tmpdir to a folder"
                  .formatted(folder, FileProblem.of(e))
              + " that can be written");
    }
  }

  /** Its pages show what the caller's AWS identity may read, so only this machine may ask. */
  private Optional<String> consoleProblem() {
    String host = httpHost();
    return RequestGuard.isOnThisMachine(host)
        ? Optional.empty()
        : Optional.of(
            "%s: the console can be reached from this machine only, not through %s: remove the key"
                .formatted(LocalKeys.HTTP_HOST, host));
  }

  private int httpPort() {
    return config.getOptionalValue(LocalKeys.HTTP_PORT, Integer.class).orElse(DEFAULT_HTTP_PORT);
  }

  private String httpHost() {
    return config.getOptionalValue(LocalKeys.HTTP_HOST, String.class).orElse("localhost");
  }

  private Optional<String> manifestProblem(Path file, PrintStream out) {
    YamlManifestReader reader =
        new YamlManifestReader(
            new EgressPolicy(Keys.mapped(config, EgressConfig.class).allowLoopback()),
            TargetTypes.ALL);
    return FleetFile.problem(file, reader, out).map(problem -> "headroom.fleet: " + problem);
  }

  /**
   * What is wrong with the data folder.
   *
   * @param simulated whether the folder is to keep the start of the simulated fleet
   * @param make whether to create a missing folder: not for a start that fails anyway
   */
  private Optional<String> dataProblem(boolean simulated, boolean make) {
    Optional<Path> folder = keys.data();
    if (folder.isEmpty() || (!make && !Files.exists(folder.get()))) {
      return Optional.empty();
    }
    try {
      EmbeddedDynamoDb.check(folder.get());
      if (simulated) {
        DemoStart.read(folder.get());
      }
      return Optional.empty();
    } catch (DataFolderException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }
}
