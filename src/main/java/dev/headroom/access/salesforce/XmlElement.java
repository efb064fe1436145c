package dev.headroom.access.salesforce;

import java.util.ArrayList;
import java.util.List;

/** An element of a Metadata API answer: its name without prefix, its text, its children. */
record XmlElement(String name, String text, List<XmlElement> children) {
  /** Returns the children on a path of names, {@code networkAccess/ipRanges}. */
  List<XmlElement> all(String path) {
    List<XmlElement> found = List.of(this);
    for (String step : path.split("/", -1)) {
      List<XmlElement> next = new ArrayList<>();
      for (XmlElement element : found) {
        element.children.stream().filter(c -> c.name.equals(step)).forEach(next::add);
      }
      found = next;
    }
    return found;
  }

  /** Returns the text of the first child on the path; empty if there is none. */
  String text(String path) {
    List<XmlElement> found = all(path);
    return found.isEmpty() ? "" : found.getFirst().text();
  }

  boolean has(String path) {
    return !all(path).isEmpty();
  }
}
