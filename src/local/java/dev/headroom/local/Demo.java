package dev.headroom.local;

import dev.headroom.local.simulator.DemoFleet;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/** The simulated fleet of this run; there is none when a manifest is given. */
@Singleton
public class Demo {
  private static final String START_FILE = "demo-start";

  private final Instant start;
  private final Optional<DemoFleet> fleet;

  Demo(LocalConfig config, InstantSource real) {
    Instant now = Instant.ofEpochSecond(Math.floorDiv(real.instant().getEpochSecond(), 300) * 300);
    boolean simulated = config.fleet().isEmpty();
    this.start = simulated ? config.data().map(d -> kept(d, now)).orElse(now) : now;
    this.fleet = simulated ? Optional.of(DemoFleet.startingAt(start)) : Optional.empty();
  }

  /** The fleet and its stories; empty when real orgs are watched. */
  public Optional<DemoFleet> fleet() {
    return fleet;
  }

  /** When the stories begin, in fleet time: the first start with this data folder. */
  Instant start() {
    return start;
  }

  /** The secrets that the simulated fleet's manifest refers to. */
  Map<String, String> secrets() {
    return fleet.map(DemoFleet::secrets).orElse(Map.of());
  }

  /** The stories of a kept fleet go on where they were. */
  private static Instant kept(Path folder, Instant now) {
    Path file = folder.resolve(START_FILE);
    try {
      if (Files.exists(file)) {
        return Instant.parse(Files.readString(file).strip());
      }
      Files.createDirectories(folder);
      Files.writeString(file, now + "\n");
      return now;
    } catch (IOException e) {
      throw new UncheckedIOException("the data folder " + folder + " cannot be used", e);
    }
  }
}
