package dev.headroom.usage;

import dev.headroom.org.OrgId;
import java.util.Set;

/** Drops what is kept of the API usage of an org or of one of its users. */
public interface UsageErasure {
  /**
   * Drops everything that is kept of an org's usage: days, who called, names, what integrations are
   * recognized by, single calls, and which files were read. A run that is under way finds its base
   * gone and keeps nothing.
   *
   * @return how many rows were dropped; 0 if nothing was kept
   */
  int erase(OrgId org);

  /**
   * Drops what is kept of a user of an org: name, id and address in what the files tell apart, the
   * name of an integration that is made of the user's, what integrations are recognized by, and the
   * single calls of open days. Totals stay, and so do the ids of integrations, which name nobody.
   *
   * @param user a user name, or an id of 15 or 18 characters
   * @return how many rows were dropped or changed; 0 if nothing of the user is kept
   */
  int erase(OrgId org, String user);

  /**
   * Returns the ids of the integrations that a user of an org calls as, as far as that is known;
   * nothing of it is known once the user is erased.
   *
   * @param user a user name, or an id of 15 or 18 characters
   */
  Set<String> integrationsOf(OrgId org, String user);
}
