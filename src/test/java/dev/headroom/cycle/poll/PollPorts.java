package dev.headroom.cycle.poll;

import dev.headroom.alert.InMemoryAlertStates;
import dev.headroom.alert.Policy;
import dev.headroom.fleet.AuditEntry;
import dev.headroom.fleet.Fleet;
import dev.headroom.fleet.FleetStore;
import dev.headroom.fleet.Settings;
import dev.headroom.limits.LimitCatalogue;
import dev.headroom.limits.csv.CsvLimitCatalogue;
import dev.headroom.org.Credentials;
import dev.headroom.org.Org;
import dev.headroom.org.OrgDirectory;
import dev.headroom.org.OrgId;
import dev.headroom.org.OrgProfile;
import dev.headroom.org.OrgProfileSource;
import dev.headroom.org.SecretRef;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A fleet that stands still, for polls whose store is under test. */
public final class PollPorts {
  /** The catalogue that is shipped. */
  public static final LimitCatalogue CATALOGUE = new CsvLimitCatalogue();

  /** Judges for whom no alert was ever resolved. */
  public static final Judges JUDGES = new Judges(new InMemoryAlertStates(), Duration.ofHours(24));

  /** What every org says of itself. */
  static final OrgProfile PROFILE =
      new OrgProfile("00D000000000001EAA", "USA402", "Enterprise Edition", false);

  /** Orgs that say what they are. */
  public static final OrgProfileSource PROFILES = org -> new OrgProfileSource.Answer.Found(PROFILE);

  private PollPorts() {}

  public static Org org(String id) {
    return org(id, Duration.ofMinutes(5));
  }

  /** An org with an interval of its own. */
  static Org org(String id, Duration interval) {
    return new Org(
        new OrgId(id),
        "acme",
        URI.create("https://acme.my.salesforce.com"),
        new Credentials.ClientCredentials(
            "client", new SecretRef(SecretRef.Scheme.ENV, "ACME_SECRET")),
        interval,
        null,
        Map.of());
  }

  public static OrgDirectory directory(List<Org> orgs) {
    return new OrgDirectory() {
      @Override
      public Optional<Org> find(OrgId id) {
        return orgs.stream().filter(o -> o.id().equals(id)).findFirst();
      }

      @Override
      public List<Org> all() {
        return orgs;
      }
    };
  }

  /** Settings with these policies and nobody to tell. */
  public static FleetStore fleet(List<Policy> policies) {
    return fleetWith(new Settings(1, policies, Map.of(), List.of()));
  }

  /** A store of these settings. */
  public static FleetStore fleetWith(Settings settings) {
    return fleetWith(settings, Fleet.EMPTY);
  }

  /** A store of this fleet, without settings. */
  public static FleetStore stored(Fleet fleet) {
    return fleetWith(new Settings(1, List.of(), Map.of(), List.of()), fleet);
  }

  private static FleetStore fleetWith(Settings settings, Fleet fleet) {
    return new FleetStore() {
      @Override
      public Settings settings() {
        return settings;
      }

      @Override
      public Fleet load() {
        return fleet;
      }

      @Override
      public void apply(Fleet wanted, AuditEntry entry) {
        throw new UnsupportedOperationException("this fleet stands still");
      }

      @Override
      public void audit(AuditEntry entry) {
        throw new UnsupportedOperationException("this fleet stands still");
      }
    };
  }
}
