package dev.headroom.local;

import dev.headroom.local.dynamodb.DataFolderException;
import dev.headroom.local.dynamodb.LocalDynamoDb;
import dev.headroom.local.simulator.DemoFleet;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;

/** The simulated fleet of this run; there is none when a manifest is given. */
@Singleton
public class Demo {
  private static final String START_FILE = "demo-start";

  private final Instant start;
  private final Optional<DemoFleet> fleet;

  /** The database comes first: only it may say that the folder is ours to write to. */
  Demo(LocalConfig config, LocalDynamoDb database, InstantSource real) {
    Instant now = Instant.ofEpochSecond(Math.floorDiv(real.instant().getEpochSecond(), 300) * 300);
    boolean simulated = config.fleet().isEmpty();
    this.start = simulated ? database.folder().map(d -> kept(d, now)).orElse(now) : now;
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
      // Whole or not at all: a start that is cut off here must not spoil the folder.
      Path draft = Files.writeString(folder.resolve(START_FILE + ".new"), now + "\n");
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
      return now;
    } catch (IOException | DateTimeParseException e) {
      throw new DataFolderException(
          ("the data folder %s has an unusable %s (%s): set headroom.local.data to a new or empty"
                  + " folder")
              .formatted(folder, START_FILE, e.getClass().getSimpleName()),
          e);
    }
  }
}
