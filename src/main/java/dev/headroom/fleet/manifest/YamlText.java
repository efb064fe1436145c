package dev.headroom.fleet.manifest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import dev.headroom.fleet.manifest.Node.Entry;
import dev.headroom.fleet.manifest.Node.Kind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.reader.ReaderException;

/**
 * Takes YAML text apart into {@link Node}s, bounded in size, depth and in what its aliases unfold
 * to. Duplicate names are kept, so that the caller may tell each with its path.
 *
 * <p>SnakeYAML copies what it has read of a word, a quoted text, a comment or a run of spaces with
 * every thousand characters that it reads of it, so its time grows with the square of their length.
 * None of them is longer than its line unless it is cheap to read. Therefore lines are bounded, and
 * a text with a longer line is read only as JSON, which may stand on one line and is read in linear
 * time.
 */
final class YamlText {
  /** Longest text that is read, in characters. */
  static final int MAX_CHARS = 5 * 1024 * 1024;

  /** A manifest is six levels deep. */
  static final int MAX_DEPTH = 32;

  /** More pieces than {@link #MAX_CHARS} can hold without aliases. */
  static final long MAX_WEIGHT = 3_000_000;

  /** Longest line of a text that is not JSON, in characters. */
  static final int MAX_LINE_CHARS = 64 * 1024;

  private static final YAMLFactory FACTORY = factory();

  /** Names are not kept: they are the other side's. */
  private static final JsonFactory JSON =
      JsonFactory.builder().disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES).build();

  private final JsonParser parser;
  private final Map<String, Node> anchors = new HashMap<>();

  private YamlText(JsonParser parser) {
    this.parser = parser;
  }

  /** The single document that {@code text} holds, which is a mapping. */
  static Node.Mapping parse(String text) throws SyntaxViolationException {
    if (text.length() > MAX_CHARS) {
      throw new SyntaxViolationException(
          "is longer than 5,242,880 characters", "Split the fleet over several installations.");
    }
    String body = text.startsWith("\uFEFF") ? text.substring(1) : text;
    Line longest = Line.longestOf(body);
    if (longest.chars() > MAX_LINE_CHARS) {
      return json(body, longest);
    }
    try (YAMLParser parser = FACTORY.createParser(body)) {
      return new YamlText(parser).document();
    } catch (JsonProcessingException e) {
      throw unreadable(e, e.getLocation(), body);
    } catch (IOException e) {
      throw new SyntaxViolationException("cannot be read", "Save the file as UTF-8 text.");
    } catch (YAMLException e) {
      throw unreadable(e, null, body);
    }
  }

  /** The document of a text with a line that is too long for YAML. */
  private static Node.Mapping json(String body, Line longest) throws SyntaxViolationException {
    String problem =
        "has %,d characters on line %d; the most is %,d"
            .formatted(longest.chars(), longest.number(), MAX_LINE_CHARS);
    if (!body.stripLeading().startsWith("{")) {
      throw new SyntaxViolationException(
          problem, "Break that line. Only a manifest that is JSON may have longer ones.");
    }
    try (JsonParser parser = JSON.createParser(body)) {
      return new YamlText(parser).document();
    } catch (JsonProcessingException e) {
      throw new SyntaxViolationException(
          problem + " unless all is JSON, which it is not" + at(e.getLocation()),
          "Break that line, or correct the JSON there.");
    } catch (IOException e) {
      throw new SyntaxViolationException("cannot be read", "Save the file as UTF-8 text.");
    }
  }

  /** A line of a text, counted from 1, and its length without its end. */
  private record Line(int number, int chars) {
    static Line longestOf(String text) {
      Line longest = new Line(1, 0);
      int number = 1;
      int from = 0;
      for (int i = 0; i <= text.length(); i++) {
        boolean ends = i == text.length() || text.charAt(i) == '\n' || text.charAt(i) == '\r';
        if (!ends) {
          continue;
        }
        if (i - from > longest.chars()) {
          longest = new Line(number, i - from);
        }
        from = i + 1;
        // Of \r\n only the second one counts.
        boolean half =
            i + 1 < text.length() && text.charAt(i) == '\r' && text.charAt(i + 1) == '\n';
        number += half ? 0 : 1;
      }
      return longest;
    }
  }

  private static YAMLFactory factory() {
    LoaderOptions options = new LoaderOptions();
    options.setCodePointLimit(2 * MAX_CHARS);
    return YAMLFactory.builder().loaderOptions(options).build();
  }

  private Node.Mapping document() throws IOException, SyntaxViolationException {
    JsonToken first = parser.nextToken();
    if (first == null || first == JsonToken.VALUE_NULL) {
      throw new SyntaxViolationException("is empty", "Begin it with 'version: 1'.");
    }
    Node root = node(first, 1);
    if (parser.nextToken() != null) {
      throw new SyntaxViolationException(
          "holds a second document" + at(parser.currentTokenLocation()),
          "Keep one document: remove what follows the line '---'.");
    }
    if (root instanceof Node.Mapping mapping) {
      return mapping;
    }
    throw new SyntaxViolationException(
        "is " + root.word() + ", not a mapping",
        "Begin it with 'version: 1' and the members tenants and orgs.");
  }

  private Node node(JsonToken token, int depth) throws IOException, SyntaxViolationException {
    int line = parser.currentTokenLocation().getLineNr();
    if (depth > MAX_DEPTH) {
      throw new SyntaxViolationException(
          "is nested deeper than " + MAX_DEPTH + " levels on line " + line,
          "Write it as the manifest's shape is: at most six levels.");
    }
    if (parser instanceof YAMLParser yaml && yaml.isCurrentAlias()) {
      return aliased(line);
    }
    Object anchor = parser.getObjectId();
    Node node =
        switch (token) {
          case START_OBJECT -> mapping(line, depth);
          case START_ARRAY -> sequence(line, depth);
          case VALUE_STRING -> new Node.Scalar(Kind.TEXT, parser.getText(), line);
          case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT ->
              new Node.Scalar(Kind.NUMBER, parser.getText(), line);
          case VALUE_TRUE, VALUE_FALSE ->
              new Node.Scalar(Kind.BOOLEAN, Boolean.toString(token == JsonToken.VALUE_TRUE), line);
          case VALUE_NULL -> new Node.Scalar(Kind.NOTHING, "", line);
          default ->
              throw new SyntaxViolationException(
                  "has a YAML tag on line " + line + " that a manifest has no use for",
                  "Remove the tag.");
        };
    if (anchor != null) {
      anchors.put(anchor.toString(), node);
    }
    return node;
  }

  private Node aliased(int line) throws IOException, SyntaxViolationException {
    Node meant = anchors.get(parser.getText());
    if (meant == null) {
      throw new SyntaxViolationException(
          "has an alias on line " + line + " with no anchor above it",
          "Write the anchor first, or the value itself (in quotes when it begins with *).");
    }
    return meant;
  }

  private Node.Mapping mapping(int line, int depth) throws IOException, SyntaxViolationException {
    List<Entry> entries = new ArrayList<>();
    long weight = 1;
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      int nameLine = parser.currentTokenLocation().getLineNr();
      Node value = node(parser.nextToken(), depth + 1);
      weight = grown(weight, value);
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
      weight = grown(weight, item);
      items.add(item);
    }
    return new Node.Sequence(items, line, weight);
  }

  private static long grown(long weight, Node child) throws SyntaxViolationException {
    long sum = weight + child.weight();
    if (sum > MAX_WEIGHT) {
      throw new SyntaxViolationException(
          "unfolds to more than " + MAX_WEIGHT + " values on line " + child.line(),
          "Use fewer aliases.");
    }
    return sum;
  }

  /** Says where and, in our own words, why. What the parser says would quote the text. */
  private static SyntaxViolationException unreadable(
      Throwable thrown, @Nullable JsonLocation location, String body) {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof ReaderException reader) {
        long before = body.codePoints().limit(reader.getPosition()).filter(c -> c == '\n').count();
        return new SyntaxViolationException(
            "holds a character on line " + (before + 1) + " that YAML does not allow",
            "Remove the control character, or save the file as UTF-8 text.");
      }
      if (cause instanceof MarkedYAMLException marked && marked.getProblemMark() != null) {
        return new SyntaxViolationException(
            "is not YAML on line %d, column %d"
                .formatted(
                    marked.getProblemMark().getLine() + 1, marked.getProblemMark().getColumn() + 1),
            remedy(String.valueOf(marked.getProblem())));
      }
    }
    return new SyntaxViolationException("is not YAML" + at(location), remedy(""));
  }

  private static String remedy(String problem) {
    if (problem.contains("TAB")) {
      return "Indent with spaces: there is a tab.";
    }
    if (problem.startsWith("mapping values are not allowed")) {
      return "Put a value that holds ': ' in quotes, and indent members of one mapping alike.";
    }
    if (problem.startsWith("expected <block end>")) {
      return "Indent the members of one mapping or list alike.";
    }
    if (problem.contains("end of stream")) {
      return "Close the quote or bracket that is still open there.";
    }
    if (problem.startsWith("could not find expected ':'")) {
      return "Write a member as 'name: value', with a space after the colon.";
    }
    return "Correct the text there; a value with special characters needs quotes.";
  }

  private static String at(@Nullable JsonLocation location) {
    return location == null || location.getLineNr() < 1
        ? ""
        : " on line %d, column %d".formatted(location.getLineNr(), location.getColumnNr());
  }
}
