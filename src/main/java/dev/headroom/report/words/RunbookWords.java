package dev.headroom.report.words;

import dev.headroom.limits.LimitName;
import dev.headroom.org.OrgProfile;
import dev.headroom.report.AlertView;
import dev.headroom.report.NotVisible;
import dev.headroom.report.Runbook;
import dev.headroom.report.words.Document.Block;
import dev.headroom.report.words.Document.Column;
import dev.headroom.report.words.Document.Section;
import dev.headroom.words.Figures;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/**
 * Puts the facts of a runbook into words. The same facts give the same document, to the byte; what
 * is not known is said.
 */
public final class RunbookWords {
  private static final int MAX_NOTES = 30;

  private RunbookWords() {}

  /** Returns the runbook as a document. */
  public static Document of(Runbook book) {
    List<Section> sections = new ArrayList<>();
    sections.add(allocation(book));
    sections.add(new Section("runs-out", "When it runs out", ShortageWords.consequences(book)));
    sections.add(new Section("to-do", "What to do, in this order", ShortageWords.steps(book)));
    sections.add(new Section("to-call", "Whom to call", ContactWords.of(book)));
    sections.add(new Section("callers", "Integrations", CallerWords.integrations(book)));
    sections.add(new Section("capacity", "Capacity plan", CallerWords.plan(book)));
    sections.add(new Section("can-be-saved", "What can be saved", CallerWords.savings(book)));
    sections.add(new Section("may-call", "Who may use the API", PostureWords.of(book.access())));
    sections.add(new Section("recent", "Recent alerts and notes", alerts(book)));
    sections.add(new Section("other-limits", "Every other limit", otherLimits(book)));
    sections.add(new Section("not-known", "What is not known", UnknownWords.of(book)));
    return new Document("Runbook: " + book.org().id(), facts(book), sections);
  }

  private static List<String> facts(Runbook book) {
    List<String> facts = new ArrayList<>();
    facts.add("tenant " + book.org().tenant());
    facts.add(String.valueOf(book.org().loginUrl().getHost()));
    OrgProfile profile = book.profile();
    facts.add(
        profile == null
            ? "edition not known"
            : profile.edition() + (profile.sandbox() ? ", sandbox" : ""));
    book.org().tags().entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(tag -> facts.add(tag.getKey() + " " + tag.getValue()));
    return facts;
  }

  private static Section allocation(Runbook book) {
    List<Block> blocks = new ArrayList<>();
    OptionalLong allocation = book.allocation();
    if (allocation.isEmpty()) {
      blocks.add(
          new Block.Text(
              "How many API calls this org may make is not known: DailyApiRequests was never"
                  + " read."));
    } else {
      blocks.add(
          new Block.Text(
              "%s API calls in any 24 hours, for the whole org. The window rolls: nothing resets at midnight."
                  .formatted(Figures.number(allocation.getAsLong()))));
      AllocationWords.parts(book.profile(), allocation.getAsLong())
          .forEach(text -> blocks.add(new Block.Text(text)));
      book.calls()
          .ifPresent(
              calls ->
                  blocks.add(
                      new Block.Text(
                          "Headroom alerts at %s %% (%s calls), escalates at %s %% (%s calls), and earlier if it expects the allocation to run out."
                              .formatted(
                                  percent(calls.levels().attention()),
                                  share(allocation, calls.levels().attention()),
                                  percent(calls.levels().escalation()),
                                  share(allocation, calls.levels().escalation())))));
    }
    return new Section("allocation", "What the org may use", blocks);
  }

  private static String percent(double value) {
    return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
  }

  private static String share(OptionalLong allocation, double percent) {
    return Figures.number((long) (allocation.orElse(0) * percent / 100));
  }

  private static List<Block> alerts(Runbook book) {
    List<Block> blocks = new ArrayList<>();
    if (book.episodes().isEmpty()) {
      blocks.add(new Block.Text("No alert of this org is recorded."));
    } else {
      blocks.add(episodes(book));
    }
    if (book.notes().isEmpty()) {
      blocks.add(new Block.Text("Nobody has written a note."));
    } else {
      blocks.add(new Block.Text("Notes, the newest first:"));
      blocks.add(
          new Block.Points(
              book.notes().stream()
                  .limit(MAX_NOTES)
                  .map(note -> NoteWords.of(note, book.episodes(), book::label))
                  .toList(),
              false));
    }
    return blocks;
  }

  private static Block episodes(Runbook book) {
    return new Block.Grid(
        List.of(
            Column.of("Opened (UTC)"),
            Column.of("Resolved (UTC)"),
            Column.of("About"),
            Column.of("At its worst"),
            Column.of("Reason")),
        book.episodes().stream().map(alert -> alert(alert, book)).toList());
  }

  private static List<String> alert(Runbook.Alert one, Runbook book) {
    AlertView alert = one.view();
    Instant resolved = alert.resolvedAt();
    return List.of(
        Figures.clock(alert.openedAt()),
        resolved == null ? "still open" : Figures.clock(resolved),
        AlertNames.of(alert, book::label, one.evidence()),
        alert.worst().word(),
        alert.reason().replace('-', ' '));
  }

  private static List<Block> otherLimits(Runbook book) {
    List<Block> blocks = new ArrayList<>();
    List<List<String>> rows =
        book.limits().stream()
            .filter(limit -> !limit.info().name().equals(LimitName.DAILY_API_REQUESTS))
            .map(
                limit -> {
                  Long max = limit.max();
                  return List.of(
                      Figures.label(limit.info()),
                      max == null ? "not known" : Figures.number(max),
                      Figures.window(limit.info().window()));
                })
            .toList();
    if (rows.isEmpty()) {
      blocks.add(new Block.Text("No other limit with a maximum was read."));
    } else {
      blocks.add(
          new Block.Grid(
              List.of(Column.of("Limit"), Column.number("Maximum"), Column.of("Counts over")),
              rows));
    }
    NotVisible.text(book.hidden()).ifPresent(text -> blocks.add(new Block.Text(text + ".")));
    return blocks;
  }

  /** Joins names as in a sentence: {@code a, b and c}. */
  static String and(List<String> names) {
    return names.size() < 2
        ? String.join("", names)
        : names.subList(0, names.size() - 1).stream().collect(Collectors.joining(", "))
            + " and "
            + names.getLast();
  }
}
