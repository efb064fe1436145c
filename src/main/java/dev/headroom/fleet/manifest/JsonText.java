package dev.headroom.fleet.manifest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import dev.headroom.fleet.manifest.Node.Entry;
import dev.headroom.fleet.manifest.Node.Kind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Parses JSON text into {@link Node}s, as {@link YamlText} does with YAML. */
final class JsonText {
  /** Names are not interned: they come from outside. */
  private static final JsonFactory JSON =
      JsonFactory.builder().disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES).build();

  private final JsonParser parser;

  private JsonText(JsonParser parser) {
    this.parser = parser;
  }

  /** Returns the document of a text with a line that is too long for YAML. */
  static Node.Mapping parse(String body, YamlText.Line longest) throws SyntaxViolationException {
    String problem =
        "has a line of %,d characters; the most is %,d"
            .formatted(longest.chars(), YamlText.MAX_LINE_CHARS);
    if (!body.stripLeading().startsWith("{")) {
      throw new SyntaxViolationException(
          longest.number(),
          problem,
          "Break that line. Only a manifest that is JSON may have longer ones.");
    }
    try (JsonParser parser = JSON.createParser(body)) {
      return new JsonText(parser).document();
    } catch (JsonProcessingException e) {
      throw new SyntaxViolationException(
          longest.number(),
          problem + " unless all is JSON, which it is not" + at(e.getLocation()),
          "Break that line, or correct the JSON there.");
    } catch (IOException e) {
      throw new SyntaxViolationException("cannot be read", "Save the file as UTF-8 text.");
    }
  }

  private Node.Mapping document() throws IOException, SyntaxViolationException {
    parser.nextToken(); // the object begins
    Node.Mapping whole = mapping(1, 1);
    if (parser.nextToken() != null) {
      throw new SyntaxViolationException(
          parser.currentTokenLocation().getLineNr(),
          "holds a second document",
          "Keep one document: remove what follows the first.");
    }
    return whole;
  }

  private Node node(JsonToken token, int depth) throws IOException, SyntaxViolationException {
    int line = parser.currentTokenLocation().getLineNr();
    if (depth > YamlText.MAX_DEPTH) {
      throw new SyntaxViolationException(
          line,
          "is nested deeper than " + YamlText.MAX_DEPTH + " levels",
          "Flatten it: a manifest has at most six levels.");
    }
    return switch (token) {
      case START_OBJECT -> mapping(line, depth);
      case START_ARRAY -> sequence(line, depth);
      case VALUE_STRING -> new Node.Scalar(Kind.TEXT, parser.getText(), line);
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT ->
          new Node.Scalar(Kind.NUMBER, parser.getText(), line);
      case VALUE_TRUE, VALUE_FALSE -> new Node.Scalar(Kind.BOOLEAN, parser.getText(), line);
      case VALUE_NULL -> new Node.Scalar(Kind.NOTHING, parser.getText(), line);
      default -> throw new IllegalStateException("no beginning of a value: " + token);
    };
  }

  private Node.Mapping mapping(int line, int depth) throws IOException, SyntaxViolationException {
    List<Entry> entries = new ArrayList<>();
    long weight = 1;
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      int nameLine = parser.currentTokenLocation().getLineNr();
      Node value = node(parser.nextToken(), depth + 1);
      weight = YamlText.grown(weight, value);
      entries.add(new Entry(name, value, nameLine));
    }
    return new Node.Mapping(entries, line, weight);
  }

  private Node.Sequence sequence(int line, int depth) throws IOException, SyntaxViolationException {
    List<Node> items = new ArrayList<>();
    long weight = 1;
    for (JsonToken token = parser.nextToken();
        token != JsonToken.END_ARRAY;
        token = parser.nextToken()) {
      Node item = node(token, depth + 1);
      weight = YamlText.grown(weight, item);
      items.add(item);
    }
    return new Node.Sequence(items, line, weight);
  }

  /** The parser does not say where a name or number is that is too long. */
  private static String at(@Nullable JsonLocation location) {
    return location == null || location.getLineNr() < 1
        ? ""
        : " on line %d, column %d".formatted(location.getLineNr(), location.getColumnNr());
  }
}
