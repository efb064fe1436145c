package dev.headroom.fleet.manifest;

import dev.headroom.org.OrgId;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The ids of one list of the manifest: their form, that none occurs twice, and which there are. */
final class Ids {
  private static final String REMEDY =
      "Give it a stable name of 1 to 64 characters out of a-z, 0-9 and '-'.";

  private final Map<String, String> places = new HashMap<>();
  private final Findings findings;
  private boolean unread;

  Ids(Findings findings) {
    this.findings = findings;
  }

  /** Returns the id of the mapping at {@code place}; null after a violation. */
  @Nullable String claim(Members members, String place) {
    String id = members.requiredText("id", REMEDY);
    if (id == null) {
      return null;
    }
    String first = places.putIfAbsent(id, place);
    if (!OrgId.FORM.matcher(id).matches()) {
      findings.add(members.at("id"), id, "is not a well-formed id", REMEDY);
      return null;
    }
    if (id.equals(OrgId.FLEET.value())) {
      findings.add(members.at("id"), id, "is reserved", REMEDY);
      return null;
    }
    if (first != null) {
      findings.add(
          members.at("id"), id, "is the id of " + first + " as well", "Give each its own id.");
      return null;
    }
    return id;
  }

  /** The list itself is invalid, which was reported, so no id is reported as missing from it. */
  void leaveUnread() {
    unread = true;
  }

  /** Returns whether the list names {@code id}, even if its form is wrong. */
  boolean hold(String id) {
    return unread || places.containsKey(id);
  }
}
