package dev.headroom.access;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The OAuth tokens that name one app, counted. The tokens themselves are never read.
 *
 * @param appId of the menu item; null if there is none, as for external client apps
 * @param appName what the tokens call the app, which may be another app's name if there is an id
 * @param count how many tokens
 * @param users how many users own them
 * @param owners the first 15 characters of these users' ids; empty if they were only counted
 * @param idleOwners user names of the owners who are inactive or frozen
 * @param lastUsed the latest use; null if none was used
 */
public record Tokens(
    @Nullable String appId,
    String appName,
    int count,
    int users,
    Set<String> owners,
    Set<String> idleOwners,
    @Nullable Instant lastUsed) {
  public Tokens {
    owners = Set.copyOf(owners);
    idleOwners = Set.copyOf(idleOwners);
  }

  /**
   * Returns how many users own one of {@code tokens}. Users who were only counted may be counted
   * twice.
   */
  static int users(List<Tokens> tokens) {
    if (tokens.stream().allMatch(t -> t.owners.size() == t.users)) {
      return (int) tokens.stream().flatMap(t -> t.owners.stream()).distinct().count();
    }
    return tokens.stream().mapToInt(Tokens::users).sum();
  }

  /** Returns how many {@code tokens} there are. */
  static int count(List<Tokens> tokens) {
    return tokens.stream().mapToInt(Tokens::count).sum();
  }
}
