package dev.headroom.report;

import dev.headroom.access.AccessDay;
import dev.headroom.access.Posture;
import dev.headroom.access.PostureStore;
import dev.headroom.org.Org;
import dev.headroom.org.TenantScope;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/** {@link AccessViews} out of the postures that are kept. */
public final class StoredAccess implements AccessViews {
  private final PostureStore postures;

  public StoredAccess(PostureStore postures) {
    this.postures = postures;
  }

  @Override
  public Optional<AccessView> access(TenantScope scope, Org org, LocalDate day) {
    return scope.sees(org)
        ? postures.newest(org.id(), day).map(posture -> view(org, posture))
        : Optional.empty();
  }

  private AccessView view(Org org, Posture posture) {
    LocalDate day = posture.takenAt().atZone(ZoneOffset.UTC).toLocalDate();
    AccessDay kept =
        postures.days(org.id(), day, day).stream()
            .filter(d -> d.takenAt().equals(posture.takenAt()))
            .findFirst()
            .orElseGet(() -> AccessDay.of(posture, null));
    return new AccessView(org.id(), posture, kept);
  }

  @Override
  public List<AccessDay> days(TenantScope scope, Org org, LocalDate from, LocalDate to) {
    return scope.sees(org) ? postures.days(org.id(), from, to) : List.of();
  }
}
