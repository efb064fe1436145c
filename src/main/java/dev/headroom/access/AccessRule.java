package dev.headroom.access;

import java.util.List;

/**
 * The rule that an org's access posture is judged by.
 *
 * @param allow who may use the API; the first that matches counts
 * @param accept accepted findings
 */
public record AccessRule(List<AllowRule> allow, List<Acceptance> accept) {
  /** Nobody is allowed explicitly. */
  public static final AccessRule NONE = new AccessRule(List.of(), List.of());

  public AccessRule {
    allow = List.copyOf(allow);
    accept = List.copyOf(accept);
  }
}
