package dev.headroom.local.simulator;

import java.util.List;

/**
 * An org of the simulated fleet and its story.
 *
 * @param id our name for it, as in the manifest and under {@code /_sim/orgs/}
 * @param name the value of {@code Organization.Name}
 * @param organizationId 18 characters, starts with 00D
 * @param userId the user who is logged in, 18 characters, starts with 005
 * @param instanceName the value of {@code Organization.InstanceName}
 * @param limits the entries of the {@code /limits} reply; DailyApiRequests is always among them
 * @param callers who makes its calls; together they add up to DailyApiRequests
 */
public record SimulatedOrg(
    String id,
    String name,
    String organizationId,
    String userId,
    Edition edition,
    String instanceName,
    OrgLogin login,
    List<SimulatedLimit> limits,
    Outages outages,
    Callers callers) {

  /** The limit that every counted call uses. */
  public static final String API_REQUESTS = "DailyApiRequests";

  /** The nested quota that the watcher's own calls use, in orgs with quotas by app. */
  public static final String WATCHER_APP = "Headroom";

  public SimulatedOrg {
    limits = List.copyOf(limits);
    if (limits.stream().noneMatch(l -> l.name().equals(API_REQUESTS))) {
      throw new IllegalArgumentException(id + ": no " + API_REQUESTS);
    }
    if (organizationId.length() != 18 || userId.length() != 18) {
      throw new IllegalArgumentException(id + ": ids have 18 characters");
    }
  }

  /** An org in which one program makes all calls. */
  public SimulatedOrg(
      String id,
      String name,
      String organizationId,
      String userId,
      Edition edition,
      String instanceName,
      OrgLogin login,
      List<SimulatedLimit> limits,
      Outages outages) {
    this(
        id,
        name,
        organizationId,
        userId,
        edition,
        instanceName,
        login,
        limits,
        outages,
        Callers.one(Program.app("Integration", id, 1, Work.ARRIVALS), arrivals(limits)));
  }

  private static Traffic arrivals(List<SimulatedLimit> limits) {
    return limits.stream()
        .filter(l -> l.name().equals(API_REQUESTS))
        .map(SimulatedLimit::usage)
        .map(usage -> usage instanceof Usage.Flow flow ? flow.arrivals() : Traffic.NONE)
        .findFirst()
        .orElse(Traffic.NONE);
  }

  /** Returns the username of the user who is logged in. */
  public String username() {
    return switch (login) {
      case OrgLogin.JwtBearer jwt -> jwt.username();
      case OrgLogin.ClientCredentials c -> "integration@" + id + ".example";
    };
  }
}
