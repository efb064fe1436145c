package dev.headroom.access;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A user with at least one path to API Enabled.
 *
 * @param user the user's id
 * @param blockedBy why {@code effective} is no: {@code inactive}, {@code frozen}, {@code expired}
 * @param lastLogin null if there was none
 * @param allowed null if {@code effective} is no
 * @param allowedBy the rule that allows it, as written; null if none does
 * @param finding the id of the finding that it is not allowed; null if there is none
 */
public record ApiUser(
    String user,
    String username,
    String profile,
    Effective effective,
    List<String> blockedBy,
    boolean apiOnly,
    List<Via> via,
    @Nullable Instant lastLogin,
    @Nullable Boolean allowed,
    @Nullable String allowedBy,
    @Nullable String finding) {
  public ApiUser {
    blockedBy = List.copyOf(blockedBy);
    via = List.copyOf(via);
  }

  /** Returns the same with another user name. */
  public ApiUser called(String name) {
    return with(name, allowedBy);
  }

  /** Returns the same with another user name and another wording of the rule that allows it. */
  public ApiUser with(String name, @Nullable String rule) {
    return new ApiUser(
        user, name, profile, effective, blockedBy, apiOnly, via, lastLogin, allowed, rule, finding);
  }

  /**
   * A path to API Enabled.
   *
   * @param expires when it ends; null if it does not
   */
  public record Via(PathKind kind, String name, PathState state, @Nullable Instant expires) {}
}
