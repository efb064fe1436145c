package dev.headroom.notify;

import dev.headroom.alert.AlertKey;
import dev.headroom.alert.Evidence;
import dev.headroom.alert.NamePattern;
import dev.headroom.alert.Transition;
import dev.headroom.limits.LimitName;
import dev.headroom.org.OrgId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A time during which alerts are not sent. They are judged and kept all the same; the end of an
 * alert is never muted for those who were notified of its beginning.
 *
 * @param id short, unique among all mutes
 * @param match which alerts it is about
 * @param from when it begins; null if it always has
 * @param until when it ends, exclusive; null if only its windows end
 * @param reason why, for people
 * @param by who ordered it
 * @param windows when it mutes within that time; empty is always
 */
public record Mute(
    String id,
    Match match,
    @Nullable Instant from,
    @Nullable Instant until,
    String reason,
    String by,
    List<MuteWindow> windows) {
  /** The longest reason, in characters. */
  public static final int MAX_REASON = 200;

  public Mute {
    windows = List.copyOf(windows);
  }

  /**
   * All given members must match; an empty match matches everything.
   *
   * @param alert hash of one alert's key; null matches all
   * @param orgs ids of orgs; empty matches all
   * @param tenant the org's tenant; null matches all
   * @param tags every one must be on the org
   * @param limits name patterns, see {@link NamePattern}; empty matches all
   */
  public record Match(
      @Nullable String alert,
      List<String> orgs,
      @Nullable String tenant,
      Map<String, String> tags,
      List<String> limits) {
    public Match {
      orgs = List.copyOf(orgs);
      tags = Map.copyOf(tags);
      limits = List.copyOf(limits);
    }

    /** Returns the match of one alert. */
    public static Match of(AlertKey key) {
      return new Match(key.hash(), List.of(), null, Map.of(), List.of());
    }

    private boolean covers(
        String key,
        OrgId org,
        @Nullable String orgTenant,
        Map<String, String> orgTags,
        Collection<LimitName> about) {
      return (alert == null || alert.equals(key))
          && (orgs.isEmpty() || orgs.contains(org.value()))
          && (tenant == null || tenant.equals(orgTenant))
          && orgTags.entrySet().containsAll(tags.entrySet())
          && (limits.isEmpty()
              || limits.stream()
                  .anyMatch(p -> about.stream().anyMatch(l -> NamePattern.matches(p, l.value()))));
    }
  }

  /** Returns whether it mutes at {@code moment}. */
  public boolean isActive(Instant moment) {
    return (from == null || !moment.isBefore(from))
        && (until == null || moment.isBefore(until))
        && (windows.isEmpty() || windows.stream().anyMatch(w -> w.contains(moment)));
  }

  /**
   * Returns whether it is about {@code transition}. It is about a group of orgs if it is about the
   * group's own alert, or about every member.
   *
   * @param tenant of the org; null if unknown
   * @param tags of the org
   */
  public boolean covers(Transition transition, @Nullable String tenant, Map<String, String> tags) {
    AlertKey key = transition.key();
    if (transition.evidence() instanceof Evidence.Group group) {
      return key.hash().equals(match.alert())
          || group.members().stream()
              .allMatch(
                  m ->
                      match.covers(m.key().hash(), m.key().org(), m.tenant(), m.tags(), List.of()));
    }
    Collection<LimitName> about =
        transition.evidence() instanceof Evidence.Vanished vanished
            ? vanished.limits()
            : key.limit().stream().toList();
    return match.covers(key.hash(), key.org(), tenant, tags, about);
  }

  /**
   * Returns whether it is about the alert of {@code key}.
   *
   * @param tenant of the org; null if unknown
   * @param tags of the org
   */
  public boolean covers(AlertKey key, @Nullable String tenant, Map<String, String> tags) {
    return match.covers(key.hash(), key.org(), tenant, tags, key.limit().stream().toList());
  }

  /**
   * Returns it in words: {@code mute 3f2a91c0 by Ann until 2026-11-30T08:00:00Z: release}, or
   * {@code mute mutes[0] by Ann, every day 22:00 to 06:00 Europe/Berlin: quiet hours}.
   */
  public String inWords() {
    String hours =
        windows.stream().map(MuteWindow::inWords).map(", "::concat).collect(Collectors.joining());
    return "mute %s by %s%s%s: %s"
        .formatted(id, by, until == null ? "" : " until " + until, hours, reason);
  }
}
