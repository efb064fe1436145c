package dev.headroom.fleet;

/**
 * One difference between the stored fleet and a wanted one.
 *
 * @param kind tenant, org, policy, target, route or port
 * @param id its id; of a policy or route, its place such as {@code policies[0]}
 */
public record Change(Action action, String kind, String id) {
  public enum Action {
    ADD,
    CHANGE,
    REMOVE
  }
}
