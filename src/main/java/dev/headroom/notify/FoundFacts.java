package dev.headroom.notify;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a person is shown of the facts of a finding. */
final class FoundFacts {
  /** Names that are shown; the rest are counted. */
  private static final int MAX_NAMES = 10;

  private FoundFacts() {}

  /** Returns what to do; null if none of it holds any more. */
  static @Nullable String remedy(Map<String, Object> facts) {
    boolean isOver = facts.get("open") instanceof Number open && open.intValue() == 0;
    return !isOver && facts.get("advice") instanceof String advice ? advice : null;
  }

  /** Returns the first names of several findings in one message; null if there is only one. */
  static @Nullable String names(Map<String, Object> facts) {
    List<String> names = new ArrayList<>();
    if (facts.get("findings") instanceof List<?> findings) {
      for (Object one : findings) {
        if (one instanceof Map<?, ?> each && each.get("subject") instanceof Map<?, ?> subject) {
          names.add(String.valueOf(subject.get("name")));
        }
      }
    }
    if (names.size() < 2) {
      return null;
    }
    int all = names.size() + (facts.get("more") instanceof Number more ? more.intValue() : 0);
    return names.stream().limit(MAX_NAMES).collect(Collectors.joining(", "))
        + (all > MAX_NAMES ? " and " + (all - MAX_NAMES) + " more" : "");
  }
}
