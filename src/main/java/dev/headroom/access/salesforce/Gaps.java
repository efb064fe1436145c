package dev.headroom.access.salesforce;

import dev.headroom.access.Gap;
import dev.headroom.access.Part;
import dev.headroom.access.salesforce.UnreadException.Kind;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Which parts could not be read in one look; the first reason for each is kept. */
final class Gaps {
  private final Map<Part, Gap> gaps = new EnumMap<>(Part.class);

  boolean has(Part part) {
    return gaps.containsKey(part);
  }

  /** Returns whether it cannot be read because a permission is missing. */
  boolean isForbidden(Part part) {
    Gap gap = gaps.get(part);
    return gap != null && gap.permission() != null;
  }

  void forbidden(Part part, String reason) {
    gaps.putIfAbsent(part, Gap.forbidden(part, reason));
  }

  void unanswered(Part part, String reason) {
    gaps.putIfAbsent(part, Gap.unanswered(part, reason));
  }

  void add(Part part, UnreadException why) {
    if (why.kind() == Kind.HIDDEN) {
      forbidden(part, why.reason());
    } else {
      unanswered(part, why.reason());
    }
  }

  List<Gap> all() {
    return List.copyOf(gaps.values());
  }
}
