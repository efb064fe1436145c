package dev.headroom.access;

import java.util.List;

/**
 * The successful logins in a number of days before a look.
 *
 * @param total how many there were in the whole org
 * @param rows all of them; in a large org, only those that use the API and those that were asked
 *     for
 */
public record Logins(int days, int total, List<Login> rows) {
  /** How far back findings look. */
  public static final int WINDOW_DAYS = 90;

  public Logins {
    rows = List.copyOf(rows);
  }
}
