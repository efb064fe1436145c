package dev.headroom.limits.csv;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Turns a limit's name into plain words: {@code DataStorageMB} becomes {@code Data storage (MB)}.
 */
final class Label {
  /** Names that Salesforce writes as one word or with capitals inside. */
  private static final Set<String> KEPT =
      Set.of("OData", "BOZos", "DataCloud", "EinsteinGPT", "AgentForce");

  /** A run of capitals or digits, a word with a leading capital, or a word without. */
  private static final Pattern WORD =
      Pattern.compile(
          "OData|BOZos|PCursor|[A-Z]{2,}(?=[A-Z][a-z]|\\d|$)|V\\d+|[A-Z]?[a-z]+|[A-Z]+|\\d+");

  private static final Map<String, String> SPELLED =
      Map.ofEntries(
          Map.entry("api", "API"),
          Map.entry("apex", "Apex"),
          Map.entry("einstein", "Einstein"),
          Map.entry("agentforce", "Agentforce"),
          Map.entry("salesforce", "Salesforce"),
          Map.entry("v2", "v2"),
          Map.entry("cdp", "CDP"),
          Map.entry("ai", "AI"),
          Map.entry("pcursor", "pagination cursor"),
          Map.entry("async", "asynchronous"),
          Map.entry("sync", "synchronous"),
          Map.entry("dist", "distribution"));

  private static final Set<String> UNITS = Set.of("MB", "GB", "KB");

  private Label() {}

  /** Returns the words of one part of a name, the first capitalised. */
  static String of(String name) {
    List<String> words = new ArrayList<>();
    String unit = "";
    Matcher m = WORD.matcher(name);
    while (m.find()) {
      String word = m.group();
      if (UNITS.contains(word) && m.end() == name.length() && !words.isEmpty()) {
        unit = " (" + word + ")";
      } else {
        words.add(spelled(word));
      }
    }
    if (words.isEmpty()) {
      return name;
    }
    String text = String.join(" ", words);
    boolean lowerCase = Character.isLowerCase(text.charAt(0));
    return (lowerCase ? text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1) : text)
        + unit;
  }

  private static String spelled(String word) {
    String lower = word.toLowerCase(Locale.ROOT);
    String known = SPELLED.get(lower);
    if (known != null) {
      return known;
    }
    boolean acronym = word.length() > 1 && word.equals(word.toUpperCase(Locale.ROOT));
    return acronym || KEPT.contains(word) ? word : lower;
  }
}
