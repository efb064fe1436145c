package dev.headroom.report;

import dev.headroom.access.AccessDay;
import dev.headroom.access.Posture;
import dev.headroom.access.PostureStore;
import dev.headroom.org.Org;
import dev.headroom.org.OrgDirectory;
import dev.headroom.org.OrgId;
import dev.headroom.org.TenantScope;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** {@link AccessViews} out of the postures that are kept. */
public final class StoredAccess implements AccessViews {
  /** An org is audited once a day; how much is wrong with it is read again after this time. */
  private static final Duration MAX_AGE = Duration.ofMinutes(1);

  private final OrgDirectory directory;
  private final PostureStore postures;
  private final InstantSource clock;
  private final Map<OrgId, Known> known = new ConcurrentHashMap<>();

  private record Known(Org org, Instant at, AccessFleetView.OfOrg last) {
    boolean isOf(Org other, Instant now) {
      return org.equals(other) && at.plus(MAX_AGE).isAfter(now) && !at.isAfter(now);
    }
  }

  /**
   * Views over these ports.
   *
   * @param clock the fleet's
   */
  public StoredAccess(OrgDirectory directory, PostureStore postures, InstantSource clock) {
    this.directory = directory;
    this.postures = postures;
    this.clock = clock;
  }

  @Override
  public Optional<AccessView> access(TenantScope scope, Org org, LocalDate day) {
    return scope.sees(org)
        ? postures.newest(org.id(), day).map(posture -> view(scope, org, posture))
        : Optional.empty();
  }

  private AccessView view(TenantScope scope, Org org, Posture posture) {
    LocalDate day = posture.takenAt().atZone(ZoneOffset.UTC).toLocalDate();
    AccessDay kept =
        postures.days(org.id(), day, day).stream()
            .filter(d -> d.takenAt().equals(posture.takenAt()))
            .findFirst()
            .orElseGet(() -> AccessDay.of(posture, null));
    AccessView view = new AccessView(org.id(), posture, kept);
    return directory.hidesNames(scope) ? HiddenNames.in(view) : view;
  }

  @Override
  public List<AccessDay> days(TenantScope scope, Org org, LocalDate from, LocalDate to) {
    List<AccessDay> days = scope.sees(org) ? postures.days(org.id(), from, to) : List.of();
    return directory.hidesNames(scope) ? days.stream().map(HiddenNames::in).toList() : days;
  }

  @Override
  public AccessFleetView fleet(TenantScope scope) {
    Instant now = clock.instant();
    return new AccessFleetView(
        directory.all().stream().filter(scope::sees).map(org -> last(org, now)).toList());
  }

  private AccessFleetView.OfOrg last(Org org, Instant now) {
    Known before = known.get(org.id());
    if (before != null && before.isOf(org, now)) {
      return before.last();
    }
    LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
    AccessFleetView.OfOrg last =
        new AccessFleetView.OfOrg(org, postures.newestDay(org.id(), today).orElse(null));
    known.put(org.id(), new Known(org, now, last));
    return last;
  }
}
