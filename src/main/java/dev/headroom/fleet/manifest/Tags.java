package dev.headroom.fleet.manifest;

import dev.headroom.fleet.manifest.Node.Entry;
import dev.headroom.fleet.manifest.Node.Mapping;
import dev.headroom.org.Forms;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** Reads {@code tags}: at most {@link #MAX} labels of an org, or those that a match requires. */
final class Tags {
  static final int MAX = 50;
  static final int MAX_NAME_CHARS = 128;
  static final int MAX_VALUE_CHARS = 256;

  private static final String REMEDY = "Write {name: value}; both are text, such as {env: prod}.";
  private static final Pattern SHOWN = Pattern.compile("[A-Za-z0-9_-]{1,128}");

  private final Findings findings;

  Tags(Findings findings) {
    this.findings = findings;
  }

  /**
   * Returns the tags of what {@code owner} describes; empty if it has none, or after a violation.
   */
  Map<String, String> read(Members owner) {
    Mapping mapping = owner.mapping("tags", owner.optional("tags"), REMEDY);
    if (mapping == null) {
      return Map.of();
    }
    String place = owner.at("tags");
    if (mapping.entries().size() > MAX) {
      findings.add(place, "has more than " + MAX + " tags", "Keep those that matter.");
      return Map.of();
    }
    Map<String, String> tags = new LinkedHashMap<>();
    for (Entry entry : mapping.entries()) {
      String name = entry.name();
      String path = SHOWN.matcher(name).matches() ? place + "." + name : place;
      if (Forms.isBlank(name) || Forms.length(name) > MAX_NAME_CHARS) {
        findings.addOn(
            entry.line(), place, "has a tag whose name is not 1 to 128 characters", REMEDY);
        continue;
      }
      String text = Members.text(path, entry.value(), REMEDY, true, findings);
      if (text == null) {
        continue;
      }
      if (Forms.length(text) > MAX_VALUE_CHARS) {
        findings.add(path, text, "is longer than 256 characters", "Shorten the tag's value.");
      }
      if (tags.putIfAbsent(name, text) != null) {
        findings.add(path, "appears twice", "Keep one of the two.");
      }
    }
    return tags;
  }
}
