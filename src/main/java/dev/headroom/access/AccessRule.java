package dev.headroom.access;

import java.util.List;

/**
 * What an org's access posture is judged by.
 *
 * @param allow who may use the API; the first that fits counts
 * @param accept findings that someone lives with
 */
public record AccessRule(List<AllowRule> allow, List<Acceptance> accept) {
  /** Nobody was said to be allowed. */
  public static final AccessRule NONE = new AccessRule(List.of(), List.of());

  public AccessRule {
    allow = List.copyOf(allow);
    accept = List.copyOf(accept);
  }
}
