package dev.headroom.alert;

import dev.headroom.org.OrgId;
import java.util.List;

/** Stores operators' notes, for {@value #KEPT_DAYS} days. */
public interface Notes {
  /** How many days a note is kept. */
  int KEPT_DAYS = 400;

  /** The most notes of an org that are returned. */
  int MAX_NOTES = 200;

  /** Returns the newest notes of {@code org}, the newest first, at most {@link #MAX_NOTES}. */
  List<Note> of(OrgId org);

  /** Stores {@code note}; the same one again changes nothing. */
  void add(Note note);

  /** Removes a note. Returns false if there is none with that id. */
  boolean remove(OrgId org, String id);
}
