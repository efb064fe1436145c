package dev.headroom.usage;

import java.util.List;
import java.util.Set;

/**
 * A user of whom nothing is to be kept.
 *
 * @param user a user name, or an id of 15 or 18 characters
 */
public record ErasedUser(String user) {
  private static final int SHORT_ID = 15;
  private static final int LONG_ID = 18;

  /** Returns true if {@code caller} calls as this user. */
  public boolean is(Caller caller) {
    return !user.isEmpty() && (user.equalsIgnoreCase(caller.userName()) || isId(caller.user()));
  }

  /** The same caller without the user and the address, if it calls as this user. */
  public Caller without(Caller caller) {
    return is(caller)
        ? new Caller(
            caller.appId(),
            caller.appName(),
            caller.client(),
            "",
            "",
            caller.version(),
            "",
            caller.category())
        : caller;
  }

  /**
   * The same integrations without the user. Where it was the only user, or the first, addresses and
   * a name that is made of them go as well.
   *
   * @param ids ids of the user, of 15 characters, as far as they are known otherwise
   */
  public IntegrationRegistry without(IntegrationRegistry registry, Set<String> ids) {
    return new IntegrationRegistry(
        registry.integrations().stream().map(known -> without(known, ids)).toList(),
        registry.merged());
  }

  private KnownIntegration without(KnownIntegration known, Set<String> ids) {
    KnownIntegration.Traits traits = known.traits();
    List<String> others =
        traits.users().stream().filter(id -> !isId(id) && !ids.contains(id)).toList();
    boolean first = is(known.eldest());
    if (!first && others.size() == traits.users().size()) {
      return known;
    }
    boolean personal = first || others.isEmpty();
    return new KnownIntegration(
        known.id(),
        first && Naming.isPersonal(known.id()) ? Naming.NAMELESS : known.name(),
        known.identifiedBy(),
        without(known.eldest()),
        known.first(),
        known.last(),
        known.calls(),
        known.callers(),
        new KnownIntegration.Traits(
            others,
            personal ? List.of() : traits.addresses(),
            personal ? List.of() : traits.networks(),
            traits.clients(),
            traits.versions(),
            traits.apps(),
            traits.appNames()),
        known.endpoints(),
        known.days());
  }

  private boolean isId(String id) {
    boolean cut = user.length() == LONG_ID && id.length() == SHORT_ID && user.startsWith(id);
    return !id.isEmpty() && (user.equals(id) || cut);
  }
}
