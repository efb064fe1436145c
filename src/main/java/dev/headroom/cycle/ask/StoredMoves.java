package dev.headroom.cycle.ask;

import dev.headroom.fleet.Fleet;
import dev.headroom.fleet.FleetStore;
import dev.headroom.fleet.SecretMove;
import java.util.List;
import java.util.stream.Stream;

/**
 * Which secrets of the stored fleet another fleet would send elsewhere.
 *
 * @param envPrefix precedes the names of {@code env:} references: with and without it they are the
 *     same secret
 */
public record StoredMoves(FleetStore store, String envPrefix) {
  /** Returns the moves from the stored fleet. */
  List<SecretMove> to(Fleet wanted) {
    return between(store.load(), wanted);
  }

  /** A removed target still has its secret, and may come back with another address. */
  List<SecretMove> between(Fleet stored, Fleet wanted) {
    Fleet everSent =
        stored.withTargets(
            Stream.concat(stored.targets().stream(), store.settings().targets().values().stream())
                .toList());
    return SecretMove.between(everSent, wanted, envPrefix);
  }
}
