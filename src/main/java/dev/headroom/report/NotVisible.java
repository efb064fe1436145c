package dev.headroom.report;

import dev.headroom.alert.OrgState;
import dev.headroom.alert.OrgState.Known;
import dev.headroom.limits.LimitCatalogue;
import dev.headroom.limits.LimitInfo;
import dev.headroom.limits.LimitName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Limits that an org has but does not show, because the user that reads it lacks a permission.
 *
 * @param permission as named in Setup
 * @param limits all that Salesforce leaves out without it
 */
public record NotVisible(String permission, List<LimitInfo> limits) {
  public NotVisible {
    limits = List.copyOf(limits);
  }

  /**
   * Returns what the org's last reading does not show; empty unless that reading was whole. A
   * permission counts as present if any limit is visible that needs it.
   */
  public static List<NotVisible> of(OrgState state, LimitCatalogue catalogue) {
    List<NotVisible> hidden = new ArrayList<>();
    if (state.problem() == null && state.known().values().stream().anyMatch(Known::current)) {
      catalogue
          .hiddenWithout()
          .forEach(
              (permission, limits) -> {
                if (limits.stream().noneMatch(limit -> isShown(state, limit.name()))) {
                  hidden.add(new NotVisible(permission, limits));
                }
              });
    }
    return hidden;
  }

  /** Returns all of it as one text for people; empty if nothing is hidden. */
  public static Optional<String> text(List<NotVisible> hidden) {
    return hidden.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "Not visible to Headroom: "
                + hidden.stream().map(NotVisible::words).collect(Collectors.joining("; ")));
  }

  private String words() {
    return limits.stream().map(LimitInfo::shortLabel).collect(Collectors.joining(", "))
        + " (the user lacks "
        + permission
        + ")";
  }

  private static boolean isShown(OrgState state, LimitName limit) {
    Known known = state.known().get(limit);
    return known != null && known.current();
  }
}
