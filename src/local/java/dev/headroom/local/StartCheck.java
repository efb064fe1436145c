package dev.headroom.local;

import dev.headroom.fleet.manifest.YamlManifestReader;
import dev.headroom.http.EgressPolicy;
import dev.headroom.local.dynamodb.DataFolderException;
import dev.headroom.local.dynamodb.EmbeddedDynamoDb;
import dev.headroom.local.file.FileProblem;
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
 * Looks, before anything is opened, for all that would stop a start: it is told at once, a line
 * each, within a second.
 */
final class StartCheck {
  private static final int DEFAULT_HTTP_PORT = 8080;
  private static final int DEFAULT_SIMULATOR_PORT = 8089;

  private final Config config;

  /**
   * A check of what the keys name.
   *
   * @param config its keys were found right by {@link LocalKeys}
   */
  StartCheck(Config config) {
    this.config = config;
  }

  /**
   * Returns why a start would fail, one line for each reason, that of the data folder last; empty
   * when nothing is in its way.
   *
   * @param out gets the violations of the manifest, as {@code manage validate} prints them
   */
  List<String> problems(PrintStream out) {
    Optional<Path> fleet = config.getOptionalValue("headroom.fleet", Path.class);
    List<String> problems = new ArrayList<>();
    temporaryProblem().ifPresent(problems::add);
    portProblem(LocalKeys.HTTP_HOST, httpHost(), LocalKeys.HTTP_PORT, DEFAULT_HTTP_PORT)
        .ifPresent(problems::add);
    if (fleet.isEmpty()) {
      portProblem(
              LocalKeys.SIMULATOR_PORT,
              InetAddress.getLoopbackAddress().getHostAddress(),
              LocalKeys.SIMULATOR_PORT,
              DEFAULT_SIMULATOR_PORT)
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

  private Optional<String> portProblem(String hostKey, String host, String key, int otherwise) {
    int port = config.getOptionalValue(key, Integer.class).orElse(otherwise);
    return Port.problem(hostKey, host, key, port);
  }

  private String httpHost() {
    return config.getOptionalValue(LocalKeys.HTTP_HOST, String.class).orElse("localhost");
  }

  private Optional<String> manifestProblem(Path file, PrintStream out) {
    boolean loopback =
        config.getOptionalValue("headroom.egress.allow-loopback", Boolean.class).orElse(false);
    YamlManifestReader reader = new YamlManifestReader(new EgressPolicy(loopback), TargetTypes.ALL);
    return FleetFile.problem(file, reader, out).map(problem -> "headroom.fleet: " + problem);
  }

  /**
   * What is wrong with the data folder.
   *
   * @param simulated whether the folder is to keep the simulated fleet's beginning
   * @param make whether it is made where it is missing: not for a start that fails anyway
   */
  private Optional<String> dataProblem(boolean simulated, boolean make) {
    Optional<Path> folder = config.getOptionalValue("headroom.local.data", Path.class);
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
