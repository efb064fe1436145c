package dev.headroom.alert;

import dev.headroom.org.OrgId;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Notes for tests. */
public final class InMemoryNotes implements Notes {
  private final Map<String, Note> kept = new ConcurrentHashMap<>();

  @Override
  public List<Note> of(OrgId org) {
    return kept.values().stream()
        .filter(note -> note.org().equals(org))
        .sorted(Note.NEWEST_FIRST)
        .limit(MAX_NOTES)
        .toList();
  }

  @Override
  public void add(Note note) {
    kept.put(note.org() + " " + note.id(), note);
  }

  @Override
  public boolean remove(OrgId org, String id) {
    return kept.remove(org + " " + id) != null;
  }
}
