package dev.headroom.report;

import dev.headroom.alert.Note;
import dev.headroom.fleet.Violation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The result of writing or removing a note.
 *
 * @param violations what is wrong with the request; if there is any, nothing was done
 * @param note the note that is stored; null with violations, and when one was removed
 */
public record NoteReport(List<Violation> violations, @Nullable Note note) {
  public NoteReport {
    violations = List.copyOf(violations);
  }

  /** Returns the report for an invalid request. */
  public static NoteReport wrong(List<Violation> violations) {
    return new NoteReport(violations, null);
  }
}
