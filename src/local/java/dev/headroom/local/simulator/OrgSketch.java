package dev.headroom.local.simulator;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** An org in the making: who it is, then what its story changes of its edition's usual limits. */
final class OrgSketch {

  /**
   * Where and when an org is.
   *
   * @param origin the minute from whose day on there is traffic
   * @param utcOffset hours that its people are ahead of GMT
   */
  record Place(long origin, int utcOffset) {
    /** The instance that orgs there share; sandboxes live on others, as at Salesforce. */
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
   * @param number its ids and its everyday noise come from it
   */
  OrgSketch(int number, String id, String name, Edition edition, Place place) {
    this.number = number;
    this.id = id;
    this.name = name;
    this.edition = edition;
    this.place = place;
  }

  /** How busy it is besides its story; 1 is usual. */
  OrgSketch busy(double times) {
    this.scale = times;
    return this;
  }

  /** When it does not answer. */
  OrgSketch out(Outages when) {
    this.outages = when;
    return this;
  }

  /** What its user may not see. */
  OrgSketch hiding(String... limits) {
    this.hidden = Set.of(limits);
    return this;
  }

  /** In place of the edition's limit of that name, or besides. */
  OrgSketch with(SimulatedLimit limit) {
    story.add(limit);
    return this;
  }

  /** API requests, refused as the edition has it. */
  OrgSketch api(long max, Rate rate) {
    Traffic accepted =
        new ScriptedArrivals(rate, number * 100L, place.origin(), edition.hardCap(max));
    // The same once more: whoever reads the files of a month does not disturb who reads the day.
    logged = new ScriptedArrivals(rate, number * 100L, place.origin(), edition.hardCap(max));
    return with(
        SimulatedLimit.of(
                SimulatedOrg.API_REQUESTS, max, new Usage.Flow(accepted, FlowWindow.ROLLING_DAY))
            .with(SimulatedLimit.Overrun.HIDDEN));
  }

  /** Who shares its API requests, in the proportion of their rates. */
  OrgSketch calledBy(Program program, Rate rate) {
    programs.add(new Callers.Busy(program, rate));
    return this;
  }

  /** Who makes calls of his own, which the API requests hold besides. */
  OrgSketch calledApart(Program program, Traffic calls) {
    apart.add(new Callers.Part(calls, List.of(new Callers.Busy(program, m -> 1)), number));
    return this;
  }

  /** API requests besides those that are made apart. */
  OrgSketch sharing(Traffic calls) {
    logged = calls;
    return this;
  }

  /** With Event Monitoring. */
  OrgSketch loggedByHour() {
    loggedByHour = true;
    return this;
  }

  /** The number of the {@code i}th of its programs. */
  int program(int i) {
    return number * 10 + i;
  }

  private Callers callers() {
    List<Callers.Part> parts = new ArrayList<>();
    parts.add(new Callers.Part(logged, programs, number));
    parts.addAll(apart);
    return new Callers(parts, loggedByHour);
  }

  /** Arrivals in a window. */
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
