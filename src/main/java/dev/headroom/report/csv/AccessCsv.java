package dev.headroom.report.csv;

import dev.headroom.access.Acceptance;
import dev.headroom.access.ApiUser;
import dev.headroom.access.AppPosture;
import dev.headroom.access.Change;
import dev.headroom.access.ConfiguredRange;
import dev.headroom.access.Finding;
import dev.headroom.access.Gap;
import dev.headroom.access.Part;
import dev.headroom.access.RangeList;
import dev.headroom.report.AccessFleetView;
import dev.headroom.report.AccessView;
import dev.headroom.report.words.AccessWords;
import dev.headroom.report.words.FindingWords;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** API access as CSV, for auditors. What could not be read is an empty cell, never a zero. */
public final class AccessCsv {
  private AccessCsv() {}

  /** The tables of an org. */
  public enum Table {
    USERS("users"),
    APPS("apps"),
    RANGES("ranges"),
    FINDINGS("findings"),
    CHANGES("changes"),
    UNREAD("unread");

    private final String word;

    Table(String word) {
      this.word = word;
    }

    /** Returns its name in addresses. */
    public String word() {
      return word;
    }

    /** Returns it as CSV. */
    public String of(AccessView view) {
      return switch (this) {
        case USERS -> users(view);
        case APPS -> apps(view);
        case RANGES -> ranges(view);
        case FINDINGS -> findings(view);
        case CHANGES -> changes(view);
        case UNREAD -> unread(view);
      };
    }
  }

  private static String users(AccessView view) {
    Sheet sheet =
        new Sheet(
            "username",
            "user",
            "profile",
            "effective",
            "blockedBy",
            "apiOnly",
            "via",
            "lastLogin",
            "allowed",
            "allowedBy",
            "finding");
    for (ApiUser u : view.posture().apiUsers()) {
      sheet.row(
          u.username(),
          u.user(),
          u.profile(),
          u.effective().word(),
          u.blockedBy(),
          u.apiOnly(),
          u.via().stream().map(AccessWords::path).toList(),
          known(u.lastLogin()),
          known(u.allowed()),
          known(u.allowedBy()),
          known(u.finding()));
    }
    return sheet.text();
  }

  private static String apps(AccessView view) {
    Sheet sheet =
        new Sheet(
            "name",
            "app",
            "kind",
            "scopes",
            "policy",
            "ipRelaxation",
            "refreshTokenPolicy",
            "users",
            "tokens",
            "lastUsed",
            "approvedFor",
            "findings");
    for (AppPosture a : view.posture().apps()) {
      sheet.row(
          a.name(),
          known(a.app()),
          a.kind(),
          known(a.scopes()),
          known(a.policy()),
          known(a.ipRelaxation()),
          known(a.refreshTokenPolicy()),
          known(a.users()),
          known(a.tokens()),
          known(a.lastUsed()),
          known(a.approvedFor()),
          a.findings());
    }
    return sheet.text();
  }

  private static String ranges(AccessView view) {
    Sheet sheet = new Sheet("type", "name", "id", "blocks", "start", "end", "description");
    for (RangeList list : view.posture().ipRanges()) {
      for (ConfiguredRange range : list.ranges()) {
        sheet.row(
            list.subject().type(),
            list.subject().name(),
            list.subject().id(),
            list.blocks(),
            range.start(),
            range.end(),
            range.description());
      }
    }
    return sheet.text();
  }

  private static String findings(AccessView view) {
    Sheet sheet =
        new Sheet(
            "severity",
            "kind",
            "type",
            "name",
            "id",
            "finding",
            "evidence",
            "advice",
            "acceptedBy",
            "acceptedUntil",
            "acceptedReason");
    view.posture().findings().stream()
        .sorted(Finding.WORST_FIRST)
        .forEach(
            f -> {
              Acceptance accepted = f.accepted();
              sheet.row(
                  f.severity().word(),
                  f.kind().word(),
                  f.subject().type(),
                  f.subject().name(),
                  f.subject().id(),
                  FindingWords.one(f.kind()),
                  AccessWords.evidence(f),
                  f.kind().advice(),
                  accepted == null ? "" : accepted.by(),
                  accepted == null ? "" : accepted.until(),
                  accepted == null ? "" : accepted.reason());
            });
    return sheet.text();
  }

  private static String changes(AccessView view) {
    Sheet sheet = new Sheet("kind", "change", "type", "name", "id", "before", "after");
    for (Change c : view.day().drift()) {
      sheet.row(
          c.kind(),
          c.how(),
          c.subject().type(),
          c.subject().name(),
          c.subject().id(),
          known(c.before()),
          known(c.after()));
    }
    return sheet.text();
  }

  private static String unread(AccessView view) {
    Sheet sheet = new Sheet("part", "permission", "reason");
    for (Gap gap : view.posture().partial()) {
      sheet.row(gap.part().word(), known(gap.permission()), gap.reason());
    }
    return sheet.text();
  }

  /** How many findings of each kind every org has; an org that was never audited has one row. */
  public static String fleet(AccessFleetView view) {
    Sheet sheet = new Sheet("org", "tenant", "takenAt", "severity", "kind", "findings", "unread");
    for (AccessFleetView.OfOrg of : view.orgs()) {
      var day = of.day();
      String org = of.org().id().value();
      if (day == null || day.counts().isEmpty()) {
        sheet.row(
            org,
            of.org().tenant(),
            day == null ? "" : day.takenAt(),
            "",
            "",
            day == null ? "" : 0,
            day == null ? "" : unread(day.unread()));
        continue;
      }
      day.counts()
          .forEach(
              c ->
                  sheet.row(
                      org,
                      of.org().tenant(),
                      day.takenAt(),
                      c.severity().word(),
                      c.kind().word(),
                      c.number(),
                      unread(day.unread())));
    }
    return sheet.text();
  }

  private static List<String> unread(Set<Part> parts) {
    return parts.stream().sorted().map(Part::word).toList();
  }

  private static Object known(@Nullable Object value) {
    return value == null ? "" : value;
  }
}
