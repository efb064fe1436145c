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
    return with(
        SimulatedLimit.of(
                SimulatedOrg.API_REQUESTS, max, new Usage.Flow(accepted, FlowWindow.ROLLING_DAY))
            .with(SimulatedLimit.Overrun.HIDDEN));
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
        outages);
  }

  String id() {
    return id;
  }
}
