package dev.headroom.alert;

import dev.headroom.org.OrgId;
import java.time.Instant;
import java.util.Set;

/**
 * The names of users in what was told: about API access, and of integrations that are called by a
 * user's name, as culprits and in advice. They are part of the messages, which are kept while their
 * alert is open and for 30 days after; the names are kept for less.
 */
public interface ToldNames {
  /**
   * Replaces the names in what was told longer ago than names are kept by ids. What still waits to
   * be handed over keeps them.
   *
   * @param now the fleet's time
   * @return how many rows were changed
   */
  int forget(OrgId org, Instant now);

  /**
   * Erases a user from everything that was told: the name, and the findings about it that a message
   * lists beside others. An alert that a finding about the user names keeps the user's id.
   *
   * @param user a user name, or an id of 15 or 18 characters
   * @param integrations ids of integrations that have their names from the user, as far as they are
   *     known; those whose name has the user name in it are found without
   * @return how many rows were changed
   */
  int erase(OrgId org, String user, Set<String> integrations);
}
