package dev.headroom.report.words;

import dev.headroom.alert.Note;
import dev.headroom.limits.LimitName;
import dev.headroom.report.Runbook;
import dev.headroom.words.Figures;
import java.util.List;
import java.util.function.Function;

/** Puts operators' notes into lines. */
public final class NoteWords {
  private NoteWords() {}

  /**
   * Returns when it was written, by whom, about what, and the text: {@code 25 Nov 2026 10:40 UTC,
   * Jane Doe, about Daily API requests (opened 25 Nov 2026 10:05): The ERP batch ran twice.}
   *
   * @param episodes of its org; the note is matched with one of them
   * @param labels what a limit is called
   */
  public static String of(
      Note note, List<Runbook.Alert> episodes, Function<LimitName, String> labels) {
    String key = note.alert();
    return "%s UTC, %s%s: %s"
        .formatted(
            Figures.clock(note.at()),
            note.by(),
            key == null ? "" : about(note, key, episodes, labels),
            note.text());
  }

  private static String about(
      Note note, String key, List<Runbook.Alert> episodes, Function<LimitName, String> labels) {
    // The newest opening comes first, so the first that had opened by then is meant.
    return episodes.stream()
        .filter(one -> one.view().key().equals(key) && !note.at().isBefore(one.view().openedAt()))
        .findFirst()
        .map(
            one ->
                ", about %s (opened %s)"
                    .formatted(
                        AlertNames.of(one.view(), labels, one.evidence()),
                        Figures.clock(one.view().openedAt())))
        .orElse(", about an older alert");
  }
}
