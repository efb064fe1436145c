package dev.headroom.local.upgrade;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.headroom.auth.Secret;
import dev.headroom.auth.SecretUnavailableException;
import dev.headroom.auth.Secrets;
import dev.headroom.local.simulator.Simulator;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.junit.QuarkusTestProfile;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The whole of local mode, started over a copy of the data folder that the first release left: with
 * its fleet around it, whose limits are as they were, and targets that take everything. It is
 * twenty minutes later.
 */
public class UpgradedProfile implements QuarkusTestProfile {
  static final String SIMULATOR = "upgrade.simulator";
  static final String RECEIVER = "upgrade.receiver";
  private static final Duration LATER = Duration.ofMinutes(20);

  @Override
  public Set<Class<?>> getEnabledAlternatives() {
    return Set.of(Parts.class);
  }

  @Override
  public List<TestResourceEntry> testResources() {
    return List.of(new TestResourceEntry(World.class));
  }

  /** When the first release was stopped: the slot that it read last. */
  public static Instant stoppedAt() {
    try (InputStream in = resource("stopped-at")) {
      return Instant.parse(new String(in.readAllBytes(), UTF_8).strip());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static InputStream resource(String name) {
    return Objects.requireNonNull(
        UpgradedProfile.class.getResourceAsStream("/first-release/" + name), name);
  }

  /** The time that goes on from {@code start} when it is made. */
  private static InstantSource from(Instant start) {
    InstantSource system = InstantSource.system();
    Duration ago = Duration.between(start, system.instant());
    return () -> system.instant().minus(ago);
  }

  /** The clock and the secrets of the upgraded program. */
  @Alternative
  @ApplicationScoped
  public static class Parts {
    @Produces
    @Singleton
    InstantSource realTime() {
      return from(stoppedAt().plus(LATER));
    }

    @Produces
    @Singleton
    Secrets secrets(@ConfigProperty(name = RECEIVER) int port) {
      Map<String, String> secrets = UpgradeFleet.secrets(port);
      return ref -> {
        String secret = secrets.get(ref.name());
        if (secret == null) {
          throw new SecretUnavailableException("there is no " + ref);
        }
        return Secret.of(secret);
      };
    }
  }

  /** What is outside of the program: its folder, its fleet's Salesforce, its targets. */
  public static class World implements QuarkusTestResourceLifecycleManager {
    private Simulator simulator;
    private Receiver receiver;
    private Path folder;

    @Override
    public Map<String, String> start() {
      try {
        receiver = new Receiver();
        simulator = UpgradeFleet.simulator(from(stoppedAt().plus(LATER)));
        UpgradeFleet.show(simulator.url(), 0);
        folder = Files.createTempDirectory("headroom-upgraded");
        unpack(folder.resolve("data"));
        Path fleet =
            Files.writeString(
                folder.resolve("fleet.yaml"), UpgradeFleet.manifest(simulator.port()));
        return Map.of(
            "headroom.local.data",
            folder.resolve("data").toString(),
            "headroom.fleet",
            fleet.toString(),
            "headroom.local.autostart",
            "true",
            "headroom.egress.allow-loopback",
            "true",
            SIMULATOR,
            simulator.url(),
            RECEIVER,
            String.valueOf(receiver.port()));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    /** Writes the data folder that the first release left. */
    public static void unpack(Path data) throws IOException {
      Files.createDirectory(data);
      try (ZipInputStream zip = new ZipInputStream(resource("data.zip"))) {
        for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
          Path file = data.resolve(entry.getName()).normalize();
          if (!data.equals(file.getParent())) {
            throw new IOException(entry.getName() + " is no file of a data folder");
          }
          Files.copy(zip, file, StandardCopyOption.REPLACE_EXISTING);
        }
      }
    }

    @Override
    public void stop() {
      simulator.close();
      receiver.close();
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
