package dev.headroom.alert;

import dev.headroom.org.OrgId;
import java.time.Instant;
import java.util.Comparator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What an operator wrote about an org, or about one of its alerts, for the next one on call.
 *
 * @param id identifies it within its org; derived from the rest, so that a note that is sent twice
 *     is stored once
 * @param at when it was written, in whole seconds
 * @param by who wrote it, at most {@link #MAX_BY} characters
 * @param text one line, at most {@link #MAX_TEXT} characters
 * @param alert the hash of the alert's key; null if it is about the org
 */
public record Note(
    String id, OrgId org, Instant at, String by, String text, @Nullable String alert) {
  /** The longest text. */
  public static final int MAX_TEXT = 1_000;

  /** The longest name of an author. */
  public static final int MAX_BY = 100;

  /** The form of an id. */
  public static final Pattern ID = Pattern.compile("\\d{8}T\\d{6}Z-[0-9a-f]{12}");

  /** The newest first. */
  public static final Comparator<Note> NEWEST_FIRST =
      Comparator.comparing(Note::at).thenComparing(Note::id).reversed();

  public Note {
    if (!ID.matcher(id).matches()) {
      throw new IllegalArgumentException("'" + id + "' is not the id of a note");
    }
  }
}
