package dev.headroom.report;

import dev.headroom.alert.Note;
import dev.headroom.alert.Notes;
import dev.headroom.org.Org;
import dev.headroom.org.TenantScope;
import java.util.List;

/**
 * Reads operators' notes, for those who may see them: as {@link Views} does, an {@link Org} that is
 * asked about was found through the same scope.
 */
public final class NoteViews {
  private final Notes notes;

  public NoteViews(Notes notes) {
    this.notes = notes;
  }

  /** Returns the notes about {@code org} and its alerts, the newest first. */
  public List<Note> notes(TenantScope scope, Org org) {
    if (!scope.sees(org)) {
      throw new IllegalArgumentException(org.id() + " is asked about from outside of its scope");
    }
    return notes.of(org.id());
  }
}
