package dev.headroom.access;

import dev.headroom.org.OrgId;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * What is kept of the access postures of orgs: one posture a day, GMT, and what changed since the
 * one before. Names of users are kept for a shorter time than the rest; where they are gone, the
 * user's id stands in their place, so that any two days can be compared.
 */
public interface PostureStore {
  /** Postures are kept so many days. */
  int KEPT_DAYS = 400;

  /** The newest posture of {@code day} or of a day before it. */
  Optional<Posture> newest(OrgId org, LocalDate day);

  /** What the days from one to another saw, both inclusive, in order. */
  List<AccessDay> days(OrgId org, LocalDate from, LocalDate to);

  /**
   * Keeps a posture as that of its day, in place of an earlier one.
   *
   * @param day what is told of it without reading it
   * @return false when a later posture of the day is kept; then it stays
   */
  boolean save(OrgId org, Posture posture, AccessDay day);

  /** What audits have to know of those before, read consistently. */
  AuditMemory memory(OrgId org);

  /**
   * Keeps what the next audit has to know.
   *
   * @param next what is to be known now, with the version that was read
   * @return false when another audit wrote meanwhile; then nothing is kept
   */
  boolean remember(OrgId org, AuditMemory next);

  /** Erases all that is kept of the org. Returns how many rows there were. */
  int erase(OrgId org);

  /**
   * Erases a user from all days that are kept of the org, with its findings and changes.
   *
   * @param user the user's id, of 15 or 18 characters, or its user name while that is kept
   * @return how many rows were changed
   */
  int erase(OrgId org, String user);
}
