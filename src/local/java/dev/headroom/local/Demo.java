package dev.headroom.local;

import dev.headroom.local.config.LocalConfig;
import dev.headroom.local.dynamodb.LocalDynamoDb;
import dev.headroom.local.simulator.DemoFleet;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/** The simulated fleet of this run; there is none if a manifest is given. */
@Singleton
public class Demo {
  private final boolean elsewhere;
  private final Instant start;
  private final Optional<DemoFleet> fleet;

  /** Opens the database first: only it can say that the folder may be written to. */
  Demo(LocalConfig config, LocalDynamoDb database, InstantSource real) {
    Instant now = Instant.ofEpochSecond(Math.floorDiv(real.instant().getEpochSecond(), 300) * 300);
    this.elsewhere = database.isRemote();
    boolean simulated = config.fleet().isEmpty() && !elsewhere;
    this.start = simulated ? database.folder().map(d -> DemoStart.kept(d, now)).orElse(now) : now;
    this.fleet = simulated ? Optional.of(DemoFleet.startingAt(start)) : Optional.empty();
  }

  /** Returns the fleet and its stories; empty if real orgs are watched. */
  public Optional<DemoFleet> fleet() {
    return fleet;
  }

  /** Returns whether the fleet is that of deployed stacks. */
  boolean isElsewhere() {
    return elsewhere;
  }

  /** Returns when the stories begin, in fleet time: the first start with this data folder. */
  Instant start() {
    return start;
  }

  /** Returns the secrets that the simulated fleet's manifest refers to. */
  Map<String, String> secrets() {
    return fleet.map(DemoFleet::secrets).orElse(Map.of());
  }
}
