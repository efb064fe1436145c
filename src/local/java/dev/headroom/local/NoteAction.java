package dev.headroom.local;

import dev.headroom.alert.Note;
import dev.headroom.cycle.ask.NoteCycle;
import dev.headroom.local.running.Outcome;
import dev.headroom.org.TenantScope;
import dev.headroom.report.NoteReport;
import java.util.Map;

/** {@code manage note <org> --text <text> [--alert <key>] [--by <name>]}, or {@code --remove}. */
final class NoteAction {
  static final String WORD = "note";

  private NoteAction() {}

  static Outcome run(NoteCycle cycle, String org, Map<String, String> members, String actor) {
    NoteReport report = cycle.note(TenantScope.all(), org, members, actor);
    if (!report.violations().isEmpty()) {
      return Outcome.wrong(report.violations());
    }
    Note note = report.note();
    return Outcome.of(
        note == null
            ? "note %s about org %s is removed".formatted(members.get(NoteCycle.REMOVE), org)
            : "note %s about org %s is kept".formatted(note.id(), org));
  }
}
