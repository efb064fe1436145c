package dev.headroom.cycle.ask;

import dev.headroom.alert.Acknowledgement;
import dev.headroom.fleet.Violation;
import dev.headroom.org.PlainText;
import java.util.List;
import java.util.Map;

/** The name of who orders something, as given. */
final class AskedName {
  private AskedName() {}

  /** Returns the name; after a violation, an empty text. */
  static String read(Map<String, String> members, List<Violation> violations) {
    String name =
        PlainText.line(members.getOrDefault(TellOrder.BY, "").strip(), 10 * Acknowledgement.MAX_BY);
    boolean isLong = name.codePointCount(0, name.length()) > Acknowledgement.MAX_BY;
    if (name.isEmpty() || isLong) {
      violations.add(
          new Violation(
              TellOrder.BY,
              null,
              isLong ? "is longer than " + Acknowledgement.MAX_BY + " characters" : "is missing",
              "Write your name: others will read who ordered it."));
      return "";
    }
    return name;
  }

  /** Returns who is written into the audit. */
  static String actor(String name, String actor) {
    return name + " (" + actor + ")";
  }
}
