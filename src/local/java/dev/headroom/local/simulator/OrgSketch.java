package dev.headroom.local.simulator;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Builds an org: who it is, then how its story differs from its edition's usual limits. */
final class OrgSketch {

  /**
   * Where and when an org is.
   *
   * @param origin the minute on whose day traffic begins
   * @param utcOffset hours that its people are ahead of GMT
   */
  record Place(long origin, int utcOffset) {
    /** Returns the instance shared by the orgs there; sandboxes are on others, as at Salesforce. */
    private String instance(boolean sandbox) {
      String region = utcOffset < -2 ? "USA402" : utcOffset < 5 ? "FRA22" : "SGP18";
      return sandbox ? region + "S" : region;
    }
  }

  private final int number;
  private final String id;
  private final String name;
  private final Edition edition;
  private final Place place;
  private final List<SimulatedLimit> story = new ArrayList<>();
  private double scale = 1;
  private Set<String> hidden = Set.of();
  private Outages outages = Outages.never();
  private Traffic logged = Traffic.NONE;
  private final List<Callers.Busy> programs = new ArrayList<>();
  private final List<Callers.Part> apart = new ArrayList<>();
  private boolean loggedByHour;

  /**
   * An ordinary org of that edition.
   *
   * @param number source of its ids and its everyday noise
   */
  OrgSketch(int number, String id, String name, Edition edition, Place place) {
    this.number = number;
    this.id = id;
    this.name = name;
    this.edition = edition;
    this.place = place;
  }

  /** Sets how busy it is apart from its story; 1 is usual. */
  OrgSketch busy(double times) {
    this.scale = times;
    return this;
  }

  /** Sets when it does not answer. */
  OrgSketch out(Outages when) {
    this.outages = when;
    return this;
  }

  /** Sets the limits that its user cannot see. */
  OrgSketch hiding(String... limits) {
    this.hidden = Set.of(limits);
    return this;
  }

  /** Replaces the edition's limit of that name, or adds one. */
  OrgSketch with(SimulatedLimit limit) {
    story.add(limit);
    return this;
  }

  /** Sets the API requests, which are refused according to the edition. */
  OrgSketch api(long max, Rate rate) {
    Traffic accepted =
        new ScriptedArrivals(rate, number * 100L, place.origin(), edition.hardCap(max));
    // A second copy, so that reading a month's files does not disturb reading the day.
    logged = new ScriptedArrivals(rate, number * 100L, place.origin(), edition.hardCap(max));
    return with(
        SimulatedLimit.of(
                SimulatedOrg.API_REQUESTS, max, new Usage.Flow(accepted, FlowWindow.ROLLING_DAY))
            .with(SimulatedLimit.Overrun.HIDDEN));
  }

  /** Adds a program that shares its API requests, in proportion to the rates. */
  OrgSketch calledBy(Program program, Rate rate) {
    programs.add(new Callers.Busy(program, rate));
    return this;
  }

  /** Adds a program with separate traffic, which is part of the API requests as well. */
  OrgSketch calledApart(Program program, Traffic calls) {
    apart.add(new Callers.Part(calls, List.of(new Callers.Busy(program, m -> 1)), number));
    return this;
  }

  /** Sets the API requests other than those of the separate programs. */
  OrgSketch sharing(Traffic calls) {
    logged = calls;
    return this;
  }

  /** Gives the org Event Monitoring. */
  OrgSketch loggedByHour() {
    loggedByHour = true;
    return this;
  }

  /** Returns the number of its {@code i}th program. */
  int program(int i) {
    return number * 10 + i;
  }

  private Callers callers() {
    List<Callers.Part> parts = new ArrayList<>();
    parts.add(new Callers.Part(logged, programs, number));
    parts.addAll(apart);
    return new Callers(parts, loggedByHour);
  }

  /** Adds a limit on arrivals in a window. */
  OrgSketch flow(String limit, long max, FlowWindow window, Rate rate) {
    Traffic arrivals =
        new ScriptedArrivals(
            rate, number * 100L + story.size(), place.origin(), ScriptedArrivals.UNCAPPED);
    return with(SimulatedLimit.of(limit, max, new Usage.Flow(arrivals, window)));
  }

  SimulatedOrg drawn(OrgLogin login) {
    List<SimulatedLimit> limits =
        EditionLimits.of(
            edition, number, place.utcOffset(), scale, place.origin(), List.copyOf(story));
    return new SimulatedOrg(
        id,
        name,
        SalesforceId.of("00D", "Hr0", number),
        SalesforceId.of("005", "Hr0", number),
        edition,
        place.instance(edition.isSandbox()),
        login,
        limits.stream().filter(limit -> !hidden.contains(limit.name())).toList(),
        outages,
        callers());
  }

  String id() {
    return id;
  }
}
