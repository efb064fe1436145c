package dev.headroom.local.simulator;

import java.time.InstantSource;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** The orgs of one simulator, found by the ways in which clients name them. */
final class SimulatedFleet {

  private final Map<String, LiveOrg> byId = new LinkedHashMap<>();
  private final Map<String, LiveOrg> byClientId = new LinkedHashMap<>();
  private final Map<String, LiveOrg> byOrganizationId = new ConcurrentHashMap<>();
  private final AtomicInteger refreshed = new AtomicInteger();

  SimulatedFleet(List<SimulatedOrg> orgs, InstantSource fleetClock) {
    for (SimulatedOrg org : orgs) {
      LiveOrg live = new LiveOrg(org, fleetClock);
      if (byId.put(org.id(), live) != null
          || byClientId.put(org.login().clientId(), live) != null
          || byOrganizationId.put(org.organizationId().substring(0, 15), live) != null) {
        throw new IllegalArgumentException(
            org.id() + ": id, client id and organization id must be unique in a fleet");
      }
    }
  }

  Collection<LiveOrg> all() {
    return byId.values();
  }

  Optional<LiveOrg> byId(String id) {
    return Optional.ofNullable(byId.get(id));
  }

  Optional<LiveOrg> byClientId(String clientId) {
    return Optional.ofNullable(byClientId.get(clientId));
  }

  /** Refreshes a sandbox: same address, another org. */
  void refresh(LiveOrg org) {
    String id =
        SalesforceId.of("00D", "R%02d".formatted(refreshed.incrementAndGet() % 100), number(org));
    byOrganizationId.put(id.substring(0, 15), org);
    org.refresh(id);
  }

  private int number(LiveOrg org) {
    return List.copyOf(byId.values()).indexOf(org);
  }

  /** Returns the org that a token names, whether or not the token is still valid. */
  Optional<LiveOrg> byToken(String token) {
    return token.length() > 15
        ? Optional.ofNullable(byOrganizationId.get(token.substring(0, 15)))
        : Optional.empty();
  }
}
