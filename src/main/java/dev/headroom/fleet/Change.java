package dev.headroom.fleet;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One difference between the stored fleet and a wanted one.
 *
 * @param kind tenant, org, policy, target, route, port, integration or spend; in the audit also
 *     pause
 * @param id its id; of a policy or route, its place such as {@code policies[0]}
 * @param members of a change, those that differ; of what is added, those that say where something
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

  /** A change of which no member is told. */
  public Change(Action action, String kind, String id) {
    this(action, kind, id, List.of());
  }

  /**
   * A member of the manifest that differs.
   *
   * @param name {@code auth.clientId}
   * @param from the host of the address that was there, or the reference; null where it held
   *     neither
   * @param to likewise, what is there now
   */
  public record Member(String name, @Nullable String from, @Nullable String to) {
    /** For the audit: {@code loginUrl (old.example -> new.example)}. */
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

  /** Names of the members and the places, for the audit; empty without any. */
  public String details() {
    return members.stream().map(Member::toString).collect(Collectors.joining(", "));
  }
}
