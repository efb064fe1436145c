package dev.headroom.function;

import com.fasterxml.jackson.annotation.JsonAnySetter;
import dev.headroom.fleet.Violation;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request to {@code manage}.
 *
 * @param action validate, plan, apply, resume, pause, erase, note, backtest, what-if, lock-out, or
 *     the word of an order about notifying
 * @param manifest the manifest's YAML text; for a backtest, one whose policies are used
 * @param org for a question about an org: its id
 * @param members of such a question, of a pause, of a note, of a resume and of a manifest ({@code
 *     allowSecretMoves}, {@code tenant}), by name; numbers may be written as such
 */
@RegisterForReflection
public record ManageEvent(
    @Nullable String action,
    @Nullable String manifest,
    @Nullable String org,
    @JsonAnySetter @Nullable Map<String, @Nullable Object> members) {

  /**
   * No more are reported: an event could have so many that the answer would be too large for
   * Lambda.
   */
  static final int MAX_VIOLATIONS = 100;

  /**
   * Returns the given members, as text.
   *
   * @param known those that the action has
   * @param violations receives those that it does not have, and those that are neither text nor
   *     number
   */
  Map<String, String> asked(Collection<String> known, List<Violation> violations) {
    Map<String, String> asked = new HashMap<>();
    if (members != null) {
      members.forEach(
          (name, value) -> {
            if (!known.contains(name)) {
              addUnknown(name, known, violations);
            } else if (value instanceof Map || value instanceof Collection) {
              violations.add(
                  new Violation(name, null, "is neither text nor number", "Write it as text."));
            } else if (value != null) {
              asked.put(name, value.toString());
            }
          });
    }
    return asked;
  }

  /** Reports a member that the action does not have, unless enough are reported for a person. */
  void addUnknown(String name, Collection<String> known, List<Violation> violations) {
    if (violations.size() < MAX_VIOLATIONS) {
      violations.add(unknown(name, known));
    }
  }

  /**
   * A member that the action does not have; if it were ignored, a different question would be
   * answered.
   */
  Violation unknown(String name, Collection<String> known) {
    return new Violation(
        name,
        null,
        "is not a member of " + action,
        known.isEmpty() ? "Leave it out." : "Write one of " + String.join(", ", known) + ".");
  }
}
