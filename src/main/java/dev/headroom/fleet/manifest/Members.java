package dev.headroom.fleet.manifest;

import dev.headroom.fleet.manifest.Node.Entry;
import dev.headroom.fleet.manifest.Node.Kind;
import dev.headroom.fleet.manifest.Node.Mapping;
import dev.headroom.fleet.manifest.Node.Scalar;
import dev.headroom.fleet.manifest.Node.Sequence;
import dev.headroom.org.Forms;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The members of one mapping, requested by name and type. Missing, unknown, duplicate or wrongly
 * typed members go to the {@link Findings}; the caller gets null and continues.
 */
final class Members {
  /** The longest text of a member, in code points. */
  static final int MAX_TEXT_CHARS = 2_000;

  private static final Pattern PLAIN_NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_-]{0,63}");

  private final Map<String, Entry> entries = new LinkedHashMap<>();
  private final String path;
  private final Findings findings;

  /** Whether a secret may be here: then neither values nor unknown names are shown. */
  private final boolean confidential;

  /** Accepts any member; {@link #only} says which are known. */
  Members(Mapping mapping, String path, boolean confidential, Findings findings) {
    this.path = path;
    this.confidential = confidential;
    this.findings = findings;
    for (Entry entry : mapping.entries()) {
      Entry first = entries.putIfAbsent(entry.name(), entry);
      if (first != null) {
        findings.add(
            named(entry) ? at(entry.name()) : place(),
            "appears twice, the second time on line " + entry.line(),
            "Keep one of the two.");
      }
    }
  }

  /** Reports every member whose name is not in {@code known}. */
  Members only(Set<String> known) {
    for (Entry entry : entries.values()) {
      if (known.contains(entry.name())) {
        continue;
      }
      String remedy =
          "Remove it or correct its name; known here: " + String.join(", ", known) + ".";
      if (named(entry)) {
        findings.add(at(entry.name()), "is not a member of a manifest", remedy);
      } else {
        findings.addOn(
            entry.line(),
            place(),
            "has a member that is not one of a manifest",
            remedy + " A space follows the colon of 'name: value'.");
      }
    }
    return this;
  }

  /** A name may be shown unless it could be a value in the place of a name. */
  private boolean named(Entry entry) {
    boolean bare = entry.value() instanceof Scalar s && Forms.isBlank(s.text());
    return PLAIN_NAME.matcher(entry.name()).matches() && !(bare && confidential);
  }

  String path() {
    return path;
  }

  String at(String name) {
    return path.isEmpty() ? name : path + "." + name;
  }

  private String place() {
    return path.isEmpty() ? "manifest" : path;
  }

  boolean has(String name) {
    return entries.containsKey(name);
  }

  Set<String> names() {
    return entries.keySet();
  }

  /** Returns the member, whatever it is; a violation if it is missing. */
  @Nullable Node required(String name, String remedy) {
    Entry entry = entries.get(name);
    if (entry == null) {
      findings.add(at(name), "is missing", remedy);
      return null;
    }
    return entry.value();
  }

  @Nullable Node optional(String name) {
    Entry entry = entries.get(name);
    return entry == null ? null : entry.value();
  }

  @Nullable String requiredText(String name, String remedy) {
    return text(name, required(name, remedy), remedy, true);
  }

  @Nullable String optionalText(String name, String remedy) {
    return text(name, optional(name), remedy, true);
  }

  /** Returns text whose value is never shown. */
  @Nullable String secretText(String name, Node node, String remedy) {
    return text(name, node, remedy, false);
  }

  private @Nullable String text(String name, @Nullable Node node, String remedy, boolean shown) {
    return node == null ? null : text(at(name), node, remedy, shown, findings);
  }

  /** Returns the text in {@code node}; null after a violation. */
  static @Nullable String text(
      String path, Node node, String remedy, boolean shown, Findings findings) {
    if (!(node instanceof Scalar scalar) || scalar.kind() != Kind.TEXT) {
      String value = shown ? YamlWords.written(node).orElse(null) : null;
      boolean empty = scalarOf(node, Kind.NOTHING) && YamlWords.written(node).isEmpty();
      findings.add(
          path,
          value,
          empty ? "is empty" : shown ? YamlWords.wrongType(node, "text") : wrongType(node, "text"),
          value == null || scalarOf(node, Kind.NOTHING) ? remedy : "Put it in quotes. " + remedy);
      return null;
    }
    if (Forms.isBlank(scalar.text())) {
      findings.add(path, "is empty", remedy);
      return null;
    }
    if (Forms.length(scalar.text()) > MAX_TEXT_CHARS) {
      findings.add(path, "is longer than " + MAX_TEXT_CHARS + " characters", remedy);
      return null;
    }
    return scalar.text();
  }

  private static boolean scalarOf(Node node, Kind kind) {
    return node instanceof Scalar scalar && scalar.kind() == kind;
  }

  @Nullable Double optionalNumber(String name, String remedy) {
    Node node = optional(name);
    if (node == null) {
      return null;
    }
    Optional<BigDecimal> number =
        node instanceof Scalar s && s.kind() == Kind.NUMBER
            ? Forms.number(s.text())
            : Optional.empty();
    if (number.isPresent()) {
      return Double.valueOf(number.get().doubleValue());
    }
    findings.add(
        at(name),
        YamlWords.written(node).orElse(null),
        YamlWords.wrongType(node, "a plain decimal number"),
        remedy);
    return null;
  }

  @Nullable Boolean optionalBoolean(String name, String remedy) {
    Node node = optional(name);
    if (node == null) {
      return null;
    }
    if (node instanceof Scalar s && s.kind() == Kind.BOOLEAN) {
      return Boolean.valueOf(s.isTrue());
    }
    findings.add(
        at(name),
        YamlWords.written(node).orElse(null),
        YamlWords.wrongType(node, "true or false"),
        remedy);
    return null;
  }

  /** Returns the member's mapping; null if it is absent, or after a violation. */
  @Nullable Mapping mapping(String name, @Nullable Node node, String remedy) {
    if (node == null || node instanceof Mapping) {
      return (Mapping) node;
    }
    findings.add(at(name), told(node, "a mapping"), remedy);
    return null;
  }

  /** Returns the items of the member's list; null if it is absent, or after a violation. */
  @Nullable List<Node> list(String name, @Nullable Node node, String remedy) {
    if (node instanceof Sequence sequence) {
      return sequence.items();
    }
    if (node != null) {
      findings.add(at(name), told(node, "a list"), remedy);
    }
    return null;
  }

  /** Returns items that are all text; null if the member is absent, or after a violation. */
  @Nullable List<String> texts(String name, @Nullable Node node, String remedy) {
    List<Node> items = list(name, node, remedy);
    if (items == null) {
      return null;
    }
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < items.size(); i++) {
      String text = text(at(name) + "[" + i + "]", items.get(i), remedy, true, findings);
      if (text != null) {
        texts.add(text);
      }
    }
    return texts;
  }

  /** Leaves out what is written where a secret may be. */
  private String told(Node node, String wanted) {
    return confidential ? wrongType(node, wanted) : YamlWords.wrongType(node, wanted);
  }

  static String wrongType(Node node, String wanted) {
    return "is " + node.word() + ", not " + wanted;
  }
}
