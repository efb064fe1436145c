package dev.headroom.usage;

import dev.headroom.org.OrgId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An integration of the manifest: what belongs to it, whatever is guessed otherwise, and who is
 * responsible for it.
 *
 * @param id ours, stable
 * @param name what people call it
 * @param match which calls belong to it
 * @param owner who runs it
 * @param contact whom to contact
 * @param budget calls per day that it may make
 */
public record IntegrationRule(
    String id,
    String name,
    Match match,
    @Nullable String owner,
    @Nullable String contact,
    @Nullable Budget budget) {

  /**
   * Which calls: every list that is not empty must match, by one of its values. In apps, clients
   * and users {@code *} stands for any run of characters and {@code ?} for one.
   *
   * @param orgs ids of orgs; empty for all
   * @param apps names or ids of connected apps
   * @param clients names of clients
   * @param users user names, or ids of 15 or 18 characters
   * @param addresses addresses, ranges such as {@code 203.0.113.0/24}, or {@link Caller#INSIDE}
   */
  public record Match(
      List<String> orgs,
      List<String> apps,
      List<String> clients,
      List<String> users,
      List<String> addresses) {
    public Match {
      orgs = List.copyOf(orgs);
      apps = List.copyOf(apps);
      clients = List.copyOf(clients);
      users = List.copyOf(users);
      addresses = List.copyOf(addresses);
    }

    /** Returns whether nothing but orgs is restricted: then it matches every call. */
    public boolean isEverything() {
      return apps.isEmpty() && clients.isEmpty() && users.isEmpty() && addresses.isEmpty();
    }
  }

  /**
   * Counted calls per day.
   *
   * @param amount a number of calls, or a percentage of the org's allocation
   * @param percent which of the two
   */
  public record Budget(int amount, boolean percent) {
    /** Returns the budget in calls, given an allocation. */
    public long calls(long allocation) {
      return percent ? allocation * amount / 100 : amount;
    }

    /** Returns whether it allows more calls than the allocation: then it is never used up. */
    public boolean exceeds(long allocation) {
      return !percent && amount > allocation;
    }
  }

  /** Returns whether it is about calls of that org. */
  public boolean isFor(OrgId org) {
    return match.orgs.isEmpty() || match.orgs.contains(org.value());
  }

  /** Returns the rule for the callers of one org; matches none if it does not apply to that org. */
  public NamedIntegration in(OrgId org) {
    boolean here = isFor(org);
    return new NamedIntegration(id, name, caller -> here && matches(caller));
  }

  private boolean matches(Caller c) {
    return !match.isEverything()
        && any(match.apps, c.appName(), c.appId())
        && any(match.clients, c.client())
        && users(c)
        && addresses(c);
  }

  private boolean users(Caller c) {
    return match.users.isEmpty()
        || match.users.stream()
            .anyMatch(
                u ->
                    Wildcard.matches(u, c.userName())
                        || Wildcard.matches(u, c.user())
                        || (u.length() == 18 && u.startsWith(c.user()) && c.user().length() == 15));
  }

  private boolean addresses(Caller c) {
    return match.addresses.isEmpty()
        || match.addresses.stream()
            .anyMatch(
                a ->
                    a.equals(c.address())
                        || AddressRange.parse(a).filter(r -> r.holds(c.address())).isPresent());
  }

  /** Whether one of the patterns matches one of the given texts, or there is no pattern. */
  private static boolean any(List<String> patterns, String... texts) {
    if (patterns.isEmpty()) {
      return true;
    }
    for (String text : texts) {
      if (!text.isEmpty() && patterns.stream().anyMatch(p -> Wildcard.matches(p, text))) {
        return true;
      }
    }
    return false;
  }
}
