package dev.headroom.usage;

import java.util.HexFormat;
import java.util.Set;

/** Ids and names of integrations that nobody named. */
final class Naming {
  /** In place of a name that is no longer kept. */
  static final String NAMELESS = "a caller whose name is not kept any more";

  private static final String ONE = "caller-";
  private static final String INSIDE = "inside-";

  private Naming() {}

  /**
   * Returns whether the name of the integration {@code id} consists of a user's name or an address.
   */
  static boolean isPersonal(String id) {
    return id.startsWith(ONE) || id.startsWith(INSIDE);
  }

  /**
   * Returns the integration of a habit. Its id is derived from its oldest caller, so later days
   * keep it.
   */
  static Integration of(Habit habit, Set<String> taken) {
    Caller c = habit.eldest();
    String id;
    String name;
    String by;
    if (!c.appId().isEmpty() || !c.appName().isEmpty()) {
      id = "app-" + (c.appId().isEmpty() ? c.appName() : c.appId());
      name = c.appName().isEmpty() ? "app " + c.appId() : c.appName();
      by = "connected app";
    } else if (ClientName.distinctive(c.client())) {
      id = "client-" + ClientName.folded(c.client());
      name = ClientName.folded(c.client()).replaceAll("[-/ #]+$", "");
      by = "client name";
    } else if (c.inside()) {
      id = INSIDE + hash(c.user());
      name = "Salesforce, as " + user(c);
      by = "Salesforce's own machines";
    } else if (habit.users().size() >= Crowds.USERS) {
      id = "crowd-" + c.version() + "-" + hash(c.user());
      name = "program of " + habit.users().size() + " users";
      by = "what its users do";
    } else {
      id = ONE + HexFormat.of().toHexDigits(c.key());
      name = user(c) + " from " + c.address();
      by = habit.addresses().size() > 1 ? "user, addresses and what it does" : "user and address";
    }
    String unique = id;
    for (int n = 2; !taken.add(unique); n++) {
      unique = id + "-" + n;
    }
    return new Integration(unique, name, by, habit.callers(), false);
  }

  /** In an id nobody is named: ids are kept longer than users. */
  private static String hash(String user) {
    return HexFormat.of().toHexDigits(new TextKey().add(user).hash());
  }

  private static String user(Caller c) {
    return c.userName().isEmpty() ? c.user() : c.userName();
  }
}
