package dev.headroom.report.words;

import dev.headroom.access.AccessDay;
import dev.headroom.access.ApiUser;
import dev.headroom.access.Effective;
import dev.headroom.access.Finding;
import dev.headroom.access.Gap;
import dev.headroom.access.Part;
import dev.headroom.access.Posture;
import dev.headroom.access.RangeList;
import dev.headroom.access.Severity;
import dev.headroom.report.AccessView;
import dev.headroom.report.words.Document.Block;
import dev.headroom.words.Figures;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Puts an org's access posture into five lines without the names of users. */
final class PostureWords {
  private PostureWords() {}

  static List<Block> of(@Nullable AccessView view) {
    if (view == null) {
      return List.of(
          new Block.Text("Not known: no audit of this org was completed yet. Audits run daily."));
    }
    Posture posture = view.posture();
    Set<Part> unread = posture.unread();
    return List.of(
        new Block.Text("As of the audit of %s UTC.".formatted(Figures.clock(posture.takenAt()))),
        new Block.Points(
            List.of(
                users(posture, unread),
                apps(posture, unread),
                ranges(posture, unread),
                findings(view.day(), posture),
                changes(view.day(), posture)),
            false));
  }

  private static String users(Posture posture, Set<Part> unread) {
    if (unread.contains(Part.API_USERS)) {
      return "Users: not known, they could not be read.";
    }
    List<ApiUser> able =
        posture.apiUsers().stream().filter(user -> user.effective() == Effective.YES).toList();
    long apiOnly = able.stream().filter(ApiUser::apiOnly).count();
    long notAllowed = able.stream().filter(u -> Boolean.FALSE.equals(u.allowed())).count();
    return "Users: %s may use the API, %s of them API Only; %s."
        .formatted(
            Figures.number(able.size()),
            Figures.number(apiOnly),
            notAllowed == 0
                ? "the org's rule allows all of them"
                : "no rule allows %s of them".formatted(Figures.number(notAllowed)));
  }

  private static String apps(Posture posture, Set<Part> unread) {
    if (unread.contains(Part.APPS) && unread.contains(Part.EXTERNAL_CLIENT_APPS)) {
      return "Apps: not known, they could not be read.";
    }
    long wrong = posture.apps().stream().filter(app -> !app.findings().isEmpty()).count();
    String half =
        unread.contains(Part.APPS) || unread.contains(Part.EXTERNAL_CLIENT_APPS)
            ? " Not all could be read."
            : "";
    return "Apps: %s connected and external client apps, %s with a finding.%s"
        .formatted(Figures.number(posture.apps().size()), Figures.number(wrong), half);
  }

  private static String ranges(Posture posture, Set<Part> unread) {
    if (unread.contains(Part.PROFILE_IP_RANGES)) {
      return "Login IP ranges: not known, they could not be read.";
    }
    Set<String> restricted =
        posture.ipRanges().stream()
            .filter(RangeList::blocks)
            .map(list -> list.subject().name())
            .collect(Collectors.toSet());
    if (unread.contains(Part.API_USERS)) {
      return "Login IP ranges: %s profiles have some.".formatted(restricted.size());
    }
    Set<String> profiles =
        posture.apiUsers().stream()
            .filter(user -> user.effective() == Effective.YES)
            .map(ApiUser::profile)
            .collect(Collectors.toCollection(TreeSet::new));
    long without = profiles.stream().filter(name -> !restricted.contains(name)).count();
    return "Login IP ranges: of %s with API users, %s have none."
        .formatted(
            profiles.size() == 1 ? "1 profile" : profiles.size() + " profiles",
            Figures.number(without));
  }

  private static String findings(AccessDay day, Posture posture) {
    int high = count(day, Severity.HIGH);
    int medium = count(day, Severity.MEDIUM);
    int low = count(day, Severity.LOW);
    if (high + medium + low == 0) {
      return "Findings: none%s.".formatted(accepted(day));
    }
    return "Findings: %d high, %d medium, %d low%s. First of all: %s."
        .formatted(high, medium, low, accepted(day), first(posture));
  }

  private static int count(AccessDay day, Severity severity) {
    return day.findings().getOrDefault(severity, 0);
  }

  private static String accepted(AccessDay day) {
    return day.accepted() == 0 ? "" : ", and %d accepted".formatted(day.accepted());
  }

  private static String first(Posture posture) {
    List<Finding> open =
        posture.findings().stream().filter(finding -> finding.accepted() == null).toList();
    Finding worst =
        open.stream()
            .min(
                Comparator.comparing(Finding::severity)
                    .thenComparing(Finding::kind)
                    .thenComparing(Finding::id))
            .orElseThrow();
    List<Finding> same = open.stream().filter(f -> f.kind() == worst.kind()).toList();
    return FindingWords.counted(worst.kind(), same);
  }

  private static String changes(AccessDay day, Posture posture) {
    List<String> parts = new ArrayList<>();
    Instant since = day.since();
    int changes = day.drift().size() + day.more();
    parts.add(
        since == null
            ? "Changes: nothing to compare with, this is the first audit."
            : "Changes since the audit of %s UTC: %s."
                .formatted(Figures.clock(since), changes == 0 ? "none" : Figures.number(changes)));
    if (!posture.unread().isEmpty()) {
      parts.add(
          "Not read: "
              + posture.partial().stream()
                  .map(PostureWords::gap)
                  .distinct()
                  .sorted()
                  .collect(Collectors.joining(", "))
              + ".");
    }
    return String.join(" ", parts);
  }

  private static String gap(Gap gap) {
    String permission = gap.permission();
    return gap.part().word() + (permission == null ? "" : " (needs " + permission + ")");
  }
}
