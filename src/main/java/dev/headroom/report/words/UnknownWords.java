package dev.headroom.report.words;

import dev.headroom.report.Runbook;
import dev.headroom.report.UsageView;
import dev.headroom.report.words.Document.Block;
import java.util.ArrayList;
import java.util.List;

/** Lists what a runbook does not know. */
final class UnknownWords {
  private UnknownWords() {}

  static List<Block> of(Runbook book) {
    List<String> unknown = new ArrayList<>();
    String unread = book.unread();
    if (unread != null) {
      unknown.add("Anything current: the org does not report. " + unread);
    }
    if (book.profile() == null) {
      unknown.add("The edition, and so whether the limit is hard or soft.");
    }
    if (book.allocation().isPresent()
        && !AllocationWords.isSplit(book.profile(), book.allocation().getAsLong())) {
      unknown.add("How much of the allocation comes with licences, and how much was bought.");
    }
    unknown.addAll(UsageWords.gaps(book.usage().plan()));
    long unnamed = unnamed(book);
    if (unnamed > 0) {
      unknown.add(
          "Who runs %s: name them under integrations in the manifest."
              .formatted(unnamed == 1 ? "1 integration" : unnamed + " integrations"));
    }
    if (book.access() == null) {
      unknown.add("Who may use the API: no audit was completed yet.");
    } else if (!book.access().posture().unread().isEmpty()) {
      unknown.add("Parts of the access posture, named there.");
    }
    if (!book.hidden().isEmpty()) {
      unknown.add("Limits that the user of Headroom may not see, named there.");
    }
    return List.of(
        unknown.isEmpty()
            ? new Block.Text("Nothing that this runbook is made from is missing.")
            : new Block.Points(unknown, false));
  }

  private static long unnamed(Runbook book) {
    return book.usage().integrations().stream()
        .filter(line -> line.history().isGoingOn())
        .map(UsageView.Line::rule)
        .filter(rule -> rule == null || ShortageWords.whom(rule).isEmpty())
        .count();
  }
}
