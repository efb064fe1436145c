package dev.headroom.access;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A user with at least one relevant permission.
 *
 * @param profile the name of the profile
 * @param lastLogin null if the user never logged in
 */
public record Holder(
    String id,
    String username,
    String profileId,
    String profile,
    boolean active,
    @Nullable Instant lastLogin,
    List<Grant> grants) {
  public Holder {
    grants = List.copyOf(grants);
  }

  /** Returns whether the user may use the API at {@code now}. */
  public boolean mayUseApi(Instant now, Set<String> frozen) {
    return active
        && !frozen.contains(SalesforceId.key(id))
        && grants.stream().anyMatch(g -> g.api() && g.isInForce(now));
  }

  /**
   * What the user holds through one profile, permission set or group.
   *
   * @param name the profile's name, the set's API name ({@code ns__Name} in a package) or the
   *     group's DeveloperName
   * @param api API Enabled; for a group: as last calculated
   * @param apiOnly API Only User
   * @param modifyAllData Modify All Data
   * @param stale whether it is a group whose sets have changed since it was calculated
   * @param apiAfter whether the group will grant API Enabled once it is recalculated
   * @param needsActivation whether it applies only in sessions that activate it
   * @param expires when the assignment ends; null if it does not
   */
  public record Grant(
      PathKind kind,
      String name,
      boolean api,
      boolean apiOnly,
      boolean modifyAllData,
      boolean stale,
      boolean apiAfter,
      boolean needsActivation,
      @Nullable Instant expires) {
    boolean isExpired(Instant now) {
      return expires != null && !expires.isAfter(now);
    }

    /** Returns whether it applies in every session. */
    boolean isInForce(Instant now) {
      return !isExpired(now) && !needsActivation;
    }
  }
}
