package dev.headroom.local.web;

import dev.headroom.report.html.Cells;
import dev.headroom.words.Figures;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What the inbox received, ready for its template, newest first.
 *
 * @param narrowed how the messages are filtered, in words; null if all are shown
 * @param more how many there are beyond those shown
 */
public record InboxPage(@Nullable String narrowed, List<Row> rows, int more) {
  private static final int MAX_ROWS = 100;

  /**
   * One message.
   *
   * @param word what it says: {@code opened}, {@code resolved}; empty if it does not say
   * @param tone the status word that determines the colour
   * @param signed the name of the header with a signature; null if there is none
   * @param cut says how much of the body is shown; null if it is all
   */
  public record Row(
      long id,
      String name,
      String kind,
      int answered,
      Cells.Moment at,
      String title,
      String word,
      String tone,
      @Nullable String org,
      @Nullable String signed,
      List<Header> headers,
      @Nullable String cut,
      String body) {}

  /** A header's name and value. */
  public record Header(String name, String value) {}

  static InboxPage of(
      List<InboxMessage> messages,
      Predicate<InboxMessage> wanted,
      @Nullable String narrowed,
      MessageReader reader,
      Instant now) {
    List<InboxMessage> newestFirst = new ArrayList<>(messages.stream().filter(wanted).toList());
    Collections.reverse(newestFirst);
    return new InboxPage(
        narrowed,
        newestFirst.stream().limit(MAX_ROWS).map(m -> row(m, reader, now)).toList(),
        Math.max(0, newestFirst.size() - MAX_ROWS));
  }

  private static Row row(InboxMessage message, MessageReader reader, Instant now) {
    MessageReader.Gist gist = reader.read(message);
    return new Row(
        message.id(),
        message.name(),
        reader.label(message.name()),
        message.answered(),
        Cells.Moment.of(message.receivedAt(), now),
        gist.title(),
        gist.word(),
        gist.tone(),
        gist.org(),
        message.headers().containsKey("webhook-signature") ? "webhook-signature" : null,
        message.headers().entrySet().stream()
            .map(e -> new Header(e.getKey(), e.getValue()))
            .toList(),
        cut(message, gist),
        gist.pretty());
  }

  private static @Nullable String cut(InboxMessage message, MessageReader.Gist gist) {
    return gist.isCut()
        ? "Cut: only the beginning of a body of %s characters is shown."
            .formatted(Figures.number(message.length()))
        : null;
  }
}
