package dev.headroom.local.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.headroom.alert.Severity;
import dev.headroom.local.receiver.Receiver;
import dev.headroom.local.receiver.Receivers;
import dev.headroom.local.receiver.Told;
import dev.headroom.org.OrgId;
import dev.headroom.words.Figures;
import jakarta.inject.Singleton;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds in a message what a person wants to know first, whichever target it was made for. */
@Singleton
final class MessageReader {
  /** How titles end: with the level, or that it is over. */
  private static final Pattern LEVEL =
      Pattern.compile("\\((resolved|attention|escalation|exhausted)\\b");

  private static final Pattern EMOJI = Pattern.compile("^:[a-z_]+:\\s*");
  private static final Pattern ORG_FIRST = Pattern.compile("^([a-z0-9-]{1,64}): ");

  private final ObjectMapper json;
  private final Receivers receivers;

  /** Asks {@code receivers} where each puts what. */
  MessageReader(ObjectMapper json, Receivers receivers) {
    this.json = json;
    this.receivers = receivers;
  }

  /**
   * Returns what people call the receiver of an inbox; the inbox's own name if it stands for none.
   */
  String label(String name) {
    return receivers.find(name).map(Receiver::label).orElse(name);
  }

  /**
   * The gist of a message.
   *
   * @param title its first line; the start of the body if it has none
   * @param word what it says; empty if it does not say
   * @param tone the status word that determines the colour
   * @param org the org that it is about; null if it does not say
   * @param pretty the body, indented if it is JSON, and at most {@link BodyText#MAX_CHARS} of it
   * @param isCut whether that is less than the whole body
   */
  record Gist(
      String title, String word, String tone, @Nullable String org, String pretty, boolean isCut) {}

  Gist read(InboxMessage message) {
    JsonNode body = receivers.of(message.name()).read(message.body());
    BodyText text = BodyText.of(message, body, json);
    Told told = receivers.of(message.name()).told(body);
    String title = unescaped(EMOJI.matcher(told.title()).replaceFirst(""));
    Matcher level = LEVEL.matcher(title);
    String said = level.find() ? level.group(1) : "";
    String word = told.word();
    String severity = told.severity();
    return new Gist(
        Figures.cut(title.isEmpty() ? message.body() : title, 200),
        word.isEmpty() ? said : word,
        tone(word.isEmpty() ? said : word, severity.isEmpty() ? said : severity),
        org(told.org(), title),
        text.shown(),
        text.isCut());
  }

  private static String tone(String word, String severity) {
    if (word.startsWith("resolve")) {
      return "ok";
    }
    return Arrays.stream(Severity.values())
        .map(Severity::word)
        .filter(severity::equals)
        .findFirst()
        .orElse("no-cap");
  }

  private static @Nullable String org(String told, String title) {
    String named = told;
    if (named.isEmpty()) {
      Matcher m = ORG_FIRST.matcher(title);
      named = m.find() ? m.group(1) : "";
    }
    return OrgId.FORM.matcher(named).matches() ? named : null;
  }

  private static String unescaped(String text) {
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
  }
}
