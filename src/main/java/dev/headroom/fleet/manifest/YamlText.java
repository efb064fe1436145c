package dev.headroom.fleet.manifest;

import dev.headroom.fleet.manifest.Node.Entry;
import dev.headroom.fleet.manifest.Node.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.MappingStartEvent;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.events.SequenceStartEvent;
import org.yaml.snakeyaml.nodes.NodeId;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.parser.Parser;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.ReaderException;
import org.yaml.snakeyaml.reader.StreamReader;
import org.yaml.snakeyaml.resolver.Resolver;

/**
 * Parses YAML text into {@link Node}s, bounded in size, depth and the expansion of its aliases.
 * Duplicate names are kept, so that the caller can report each with its path. A value is kept as
 * written, beside what YAML 1.1 reads it as.
 *
 * <p>SnakeYAML copies what it has read of a word, a quoted text, a comment or a run of spaces with
 * every further thousand characters, so its time grows with the square of their length. None of
 * them is longer than its line unless it is cheap to read. Therefore lines are bounded, and a text
 * with a longer line is read only as JSON, which may be on one line and is read in linear time
 * ({@link JsonText}).
 */
final class YamlText {
  /** The longest text that is read, in characters. */
  static final int MAX_CHARS = 5 * 1024 * 1024;

  /** A manifest is six levels deep. */
  static final int MAX_DEPTH = 32;

  /** More pieces than {@link #MAX_CHARS} can contain without aliases. */
  static final long MAX_WEIGHT = 3_000_000;

  /** The longest line of a text that is not JSON, in characters. */
  static final int MAX_LINE_CHARS = 64 * 1024;

  private static final Resolver RESOLVER = new Resolver();

  private final Parser parser;
  private final Map<String, Node> anchors = new HashMap<>();

  private YamlText(Parser parser) {
    this.parser = parser;
  }

  /** Returns the single document in {@code text}, which is a mapping. */
  static Node.Mapping parse(String text) throws SyntaxViolationException {
    if (text.length() > MAX_CHARS) {
      throw new SyntaxViolationException(
          "is longer than 5,242,880 characters", "Split the fleet over several installations.");
    }
    String body = text.startsWith("\uFEFF") ? text.substring(1) : text;
    Line longest = Line.longestOf(body);
    if (longest.chars() > MAX_LINE_CHARS) {
      return JsonText.parse(body, longest);
    }
    try {
      return new YamlText(new ParserImpl(new StreamReader(body), options())).document();
    } catch (YAMLException e) {
      throw unreadable(e, body);
    }
  }

  /** A line of a text, counted from 1, and its length without its end. */
  record Line(int number, int chars) {
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
        // In \r\n only the second character counts.
        boolean half =
            i + 1 < text.length() && text.charAt(i) == '\r' && text.charAt(i + 1) == '\n';
        number += half ? 0 : 1;
      }
      return longest;
    }
  }

  private static LoaderOptions options() {
    LoaderOptions options = new LoaderOptions();
    options.setCodePointLimit(2 * MAX_CHARS);
    return options;
  }

  private Node.Mapping document() throws SyntaxViolationException {
    parser.getEvent(); // the stream begins
    Node root = parser.checkEvent(Event.ID.StreamEnd) ? nothing() : root();
    if (root instanceof Node.Scalar scalar && scalar.kind() == Kind.NOTHING) {
      throw new SyntaxViolationException("is empty", "Begin it with 'version: 1'.");
    }
    if (!parser.checkEvent(Event.ID.StreamEnd)) {
      throw new SyntaxViolationException(
          line(parser.peekEvent()),
          "holds a second document",
          "Keep one document: remove what follows the line '---'.");
    }
    if (root instanceof Node.Mapping mapping) {
      return mapping;
    }
    throw new SyntaxViolationException(
        "is " + root.word() + ", not a mapping",
        "Begin it with 'version: 1' and the members tenants and orgs.");
  }

  private Node root() throws SyntaxViolationException {
    parser.getEvent(); // the document begins
    Node root = node(parser.getEvent(), 1);
    parser.getEvent(); // it ends
    return root;
  }

  private static Node nothing() {
    return new Node.Scalar(Kind.NOTHING, "", 1);
  }

  private Node node(Event event, int depth) throws SyntaxViolationException {
    int line = line(event);
    if (depth > MAX_DEPTH) {
      throw new SyntaxViolationException(
          line,
          "is nested deeper than " + MAX_DEPTH + " levels",
          "Flatten it: a manifest has at most six levels.");
    }
    if (event instanceof AliasEvent alias) {
      return aliased(alias, line);
    }
    Node node =
        switch (event) {
          case MappingStartEvent m -> mapping(line, depth);
          case SequenceStartEvent s -> sequence(line, depth);
          case ScalarEvent scalar -> new Node.Scalar(kind(scalar, line), scalar.getValue(), line);
          default ->
              throw new IllegalStateException("no beginning of a node: " + event.getEventId());
        };
    String anchor = ((NodeEvent) event).getAnchor();
    if (anchor != null) {
      anchors.put(anchor, node);
    }
    return node;
  }

  private Node aliased(AliasEvent alias, int line) throws SyntaxViolationException {
    Node meant = anchors.get(alias.getAnchor());
    if (meant == null) {
      throw new SyntaxViolationException(
          line,
          "has an alias with no anchor above it",
          "Write the anchor first, or the value itself (in quotes when it begins with *).");
    }
    return meant;
  }

  private static Kind kind(ScalarEvent scalar, int line) throws SyntaxViolationException {
    String tag = scalar.getTag();
    Tag meant =
        tag != null
            ? new Tag(tag)
            : RESOLVER.resolve(
                NodeId.scalar, scalar.getValue(), scalar.getImplicit().canOmitTagInPlainScalar());
    if (meant.equals(Tag.BINARY)) {
      throw new SyntaxViolationException(
          line, "has a YAML tag that a manifest has no use for", "Remove the tag.");
    }
    if (meant.equals(Tag.BOOL)) {
      return Kind.BOOLEAN;
    }
    if (meant.equals(Tag.NULL)) {
      return Kind.NOTHING;
    }
    // 12:30:00 is a base-60 number in YAML 1.1, which nobody means; dates are text here too.
    boolean number = meant.equals(Tag.INT) || meant.equals(Tag.FLOAT);
    return number && scalar.getValue().indexOf(':') < 0 ? Kind.NUMBER : Kind.TEXT;
  }

  private Node.Mapping mapping(int line, int depth) throws SyntaxViolationException {
    List<Entry> entries = new ArrayList<>();
    long weight = 1;
    while (!parser.checkEvent(Event.ID.MappingEnd)) {
      Event key = parser.getEvent();
      String name = name(key, depth);
      Node value = node(parser.getEvent(), depth + 1);
      weight = grown(weight, value);
      entries.add(new Entry(name, value, line(key)));
    }
    parser.getEvent();
    return new Node.Mapping(entries, line, weight);
  }

  private String name(Event key, int depth) throws SyntaxViolationException {
    if (key instanceof MappingStartEvent || key instanceof SequenceStartEvent) {
      throw new SyntaxViolationException(
          line(key),
          "has a list or mapping where a name belongs",
          "Write a member as 'name: value'; a value with special characters needs quotes.");
    }
    if (node(key, depth + 1) instanceof Node.Scalar scalar) {
      return scalar.text();
    }
    throw new SyntaxViolationException(
        line(key),
        "has an alias where a name belongs",
        "Write a member as 'name: value'; a value with special characters needs quotes.");
  }

  private Node.Sequence sequence(int line, int depth) throws SyntaxViolationException {
    List<Node> items = new ArrayList<>();
    long weight = 1;
    while (!parser.checkEvent(Event.ID.SequenceEnd)) {
      Node item = node(parser.getEvent(), depth + 1);
      weight = grown(weight, item);
      items.add(item);
    }
    parser.getEvent();
    return new Node.Sequence(items, line, weight);
  }

  static long grown(long weight, Node child) throws SyntaxViolationException {
    long sum = weight + child.weight();
    if (sum > MAX_WEIGHT) {
      throw new SyntaxViolationException(
          child.line(), "expands to more than " + MAX_WEIGHT + " values", "Use fewer aliases.");
    }
    return sum;
  }

  private static int line(Event event) {
    return event.getStartMark().getLine() + 1;
  }

  /** Says where and, in Headroom's own words, why. The parser's message would quote the text. */
  private static SyntaxViolationException unreadable(YAMLException thrown, String body) {
    if (thrown instanceof ReaderException reader) {
      long before = body.codePoints().limit(reader.getPosition()).filter(c -> c == '\n').count();
      return new SyntaxViolationException(
          (int) before + 1,
          "holds a character that YAML does not allow",
          "Remove the control character, or save the file as UTF-8 text.");
    }
    if (thrown instanceof MarkedYAMLException marked) {
      Mark mark = marked.getProblemMark();
      if (mark != null) {
        return new SyntaxViolationException(
            mark.getLine() + 1,
            "is not YAML at column " + (mark.getColumn() + 1),
            remedy(String.valueOf(marked.getProblem())));
      }
    }
    return new SyntaxViolationException("is not YAML", remedy(""));
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
}
