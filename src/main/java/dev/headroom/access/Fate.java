package dev.headroom.access;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What would have become of a login from outside the ranges.
 *
 * <p>Source: Salesforce help, Connected App IP Relaxation and Continuous IP Enforcement. JWT bearer
 * and SAML bearer logins are checked against the profile's ranges whatever the app's relaxation
 * says.
 */
sealed interface Fate {
  /** It would have failed. */
  record LockedOut() implements Fate {}

  /** The app's relaxation would have let it through. */
  record Bypassed(IpRelaxation by) implements Fate {}

  /** It is unknown. */
  record Untold(LockOut.Reason why) implements Fate {}

  /** The flow of a call, which no log records. */
  String REQUEST = "request";

  /**
   * Returns the fate of an OAuth login from {@code address}, which no range contains.
   *
   * @param flow the login's subtype; null if none is recorded, as for JWT bearer
   * @param apps those with the login's application name
   * @param unread what could not be read
   * @param to a relaxation to use in place of the app's; null for the app's own
   */
  static Fate ofOauth(
      Address address,
      @Nullable String flow,
      List<App> apps,
      Set<Part> unread,
      @Nullable IpRelaxation to) {
    if (flow == null) {
      return new LockedOut();
    }
    if (apps.isEmpty()) {
      return unread.contains(Part.APPS) || unread.contains(Part.EXTERNAL_CLIENT_APPS)
          ? new Untold(LockOut.Reason.POLICY_UNREADABLE)
          : new LockedOut();
    }
    Set<Fate> fates = new HashSet<>();
    for (App app : apps) {
      fates.add(of(address, flow, app, unread, to == null ? app.relaxation() : to));
    }
    return fates.size() == 1 ? fates.iterator().next() : new Untold(LockOut.Reason.APP_AMBIGUOUS);
  }

  private static Fate of(
      Address address, String flow, App app, Set<Part> unread, @Nullable IpRelaxation relaxation) {
    if (relaxation == null) {
      return new Untold(LockOut.Reason.POLICY_UNREADABLE);
    }
    return switch (relaxation) {
      case ENFORCE -> new LockedOut();
      case BYPASS -> new Bypassed(relaxation);
      case ENFORCE_RELAX_REFRESH ->
          Login.REFRESH_TOKEN.contains(flow) ? new Bypassed(relaxation) : new LockedOut();
      case BYPASS_TWO_FACTOR -> twoFactor(address, flow, app, unread);
    };
  }

  /** Inside the app's own ranges the web-server flow needs no second factor. */
  private static Fate twoFactor(Address address, String flow, App app, Set<Part> unread) {
    if (!Login.REFRESHING.contains(flow)) {
      return new LockedOut();
    }
    if (flow.equals(Login.WEB_SERVER)) {
      List<AddressSpan> own = app.ranges();
      if (own == null || unread.contains(Part.APP_METADATA)) {
        return new Untold(LockOut.Reason.POLICY_UNREADABLE);
      }
      if (!own.isEmpty()) {
        return AddressSpan.anyHolds(own, address)
            ? new Bypassed(IpRelaxation.BYPASS_TWO_FACTOR)
            : new LockedOut();
      }
    }
    return new Untold(LockOut.Reason.SECOND_FACTOR);
  }
}
