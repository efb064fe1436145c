package dev.headroom.access;

import dev.headroom.org.OrgId;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * Stores the access postures of orgs: one posture a day, GMT, and what changed since the previous
 * one. User names are kept for a shorter time than the rest; after that the user's id stands in
 * their place, so that any two days can be compared.
 */
public interface PostureStore {
  /** How many days postures are kept. */
  int KEPT_DAYS = 400;

  /** Returns the newest posture of {@code day} or earlier. */
  Optional<Posture> newest(OrgId org, LocalDate day);

  /** Returns the days of a range, both ends inclusive, in order. */
  List<AccessDay> days(OrgId org, LocalDate from, LocalDate to);

  /**
   * Returns the newest day up to {@code day}, without the names of users: their ids stand in their
   * place.
   */
  Optional<AccessDay> newestDay(OrgId org, LocalDate day);

  /**
   * Stores a posture as that of its day, replacing an earlier one.
   *
   * @param day what is shown about it without reading it
   * @return false if a later posture of the day is stored; that one stays
   */
  boolean save(OrgId org, Posture posture, AccessDay day);

  /** Returns what audits have to know from earlier ones, read consistently. */
  AuditMemory memory(OrgId org);

  /**
   * Stores what the next audit has to know.
   *
   * @param next the new memory, with the version that was read
   * @return false if another audit has written in the meantime; then nothing is stored
   */
  boolean remember(OrgId org, AuditMemory next);

  /** Erases everything stored for the org. Returns how many rows there were. */
  int erase(OrgId org);

  /**
   * Erases a user from all stored days of the org, with its findings and changes.
   *
   * @param user the user's id, of 15 or 18 characters, or its user name while that is kept
   * @return how many rows were changed
   */
  int erase(OrgId org, String user);
}
