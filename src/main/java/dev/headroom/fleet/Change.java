package dev.headroom.fleet;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One difference between the stored fleet and a desired one.
 *
 * @param kind tenant, org, policy, target, route, port, integration or spend; in the audit also
 *     pause
 * @param id its id; for a policy or route, its place such as {@code policies[0]}
 * @param members for a change, those that differ; for an addition, those that say where something
 *     is sent
 */
public record Change(Action action, String kind, String id, List<Member> members) {
  public enum Action {
    ADD,
    CHANGE,
    REMOVE
  }

  public Change {
    members = List.copyOf(members);
  }

  /** Creates a change that lists no member. */
  public Change(Action action, String kind, String id) {
    this(action, kind, id, List.of());
  }

  /**
   * A member of the manifest that differs.
   *
   * @param name {@code auth.clientId}
   * @param from the host of the former address, or the reference; null if it was neither
   * @param to likewise, the present value
   */
  public record Member(String name, @Nullable String from, @Nullable String to) {
    /** Returns the form for the audit: {@code loginUrl (old.example -> new.example)}. */
    @Override
    public String toString() {
      return from == null && to == null
          ? name
          : name
              + " ("
              + (from == null ? "none" : from)
              + " -> "
              + (to == null ? "none" : to)
              + ")";
    }
  }

  /** Returns the names and places of the members, for the audit; empty if there are none. */
  public String details() {
    return members.stream().map(Member::toString).collect(Collectors.joining(", "));
  }
}
