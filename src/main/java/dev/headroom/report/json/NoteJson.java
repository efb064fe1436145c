package dev.headroom.report.json;

import dev.headroom.alert.Note;
import dev.headroom.org.Org;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The external form of operators' notes. */
public final class NoteJson {
  private NoteJson() {}

  /**
   * The notes of an org.
   *
   * @param notes the newest first
   */
  @RegisterForReflection
  public record OfOrg(String org, List<Written> notes) {}

  /**
   * A note.
   *
   * @param alert the key of the alert; null if it is about the org
   */
  @RegisterForReflection
  public record Written(String id, String at, String by, String text, @Nullable String alert) {}

  /** Returns the external form of the notes of {@code org}. */
  public static OfOrg of(Org org, List<Note> notes) {
    return new OfOrg(
        org.id().value(),
        notes.stream()
            .map(n -> new Written(n.id(), n.at().toString(), n.by(), n.text(), n.alert()))
            .toList());
  }
}
