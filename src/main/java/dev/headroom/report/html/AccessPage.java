package dev.headroom.report.html;

import dev.headroom.access.Acceptance;
import dev.headroom.access.AccessDay;
import dev.headroom.access.AppPosture;
import dev.headroom.access.ConfiguredRange;
import dev.headroom.access.Finding;
import dev.headroom.access.Gap;
import dev.headroom.access.Part;
import dev.headroom.access.Posture;
import dev.headroom.access.RangeList;
import dev.headroom.access.Severity;
import dev.headroom.report.AccessView;
import dev.headroom.report.csv.AccessCsv;
import dev.headroom.report.words.AccessWords;
import dev.headroom.report.words.FindingWords;
import dev.headroom.report.words.UsageWords;
import dev.headroom.words.Figures;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Who may use an org's API, ready for its template.
 *
 * @param json the address of the same for programs
 * @param lockOut the address of the form that asks whom a change would lock out
 * @param found null if the org was never audited up to the day asked for
 */
@RegisterForReflection
public record AccessPage(String org, String json, String lockOut, @Nullable Found found) {
  private static final int MAX_NAMES = 3;
  private static final int MAX_LISTED = 25;
  private static final int MAX_RANGES = 20;
  private static final int MAX_CHANGES = 25;

  /**
   * What the audit found.
   *
   * @param headline how much is wrong
   * @param settings in words
   * @param gaps what could not be read
   * @param groups unaccepted findings by kind, what to mend first on top
   * @param days what changed, the newest day first
   */
  @RegisterForReflection
  public record Found(
      Cells.Moment takenAt,
      String headline,
      String settings,
      List<Cells.Choice> downloads,
      List<Unread> gaps,
      List<Group> groups,
      List<Accepted> accepted,
      AccessUsers users,
      List<AppRow> apps,
      List<RangeRow> ranges,
      List<Day> days) {}

  /**
   * A part that could not be read.
   *
   * @param permission what to grant; empty if no permission would help
   */
  @RegisterForReflection
  public record Unread(String part, String permission, String reason) {}

  /**
   * Findings of one kind.
   *
   * @param id of its row, to which alerts lead
   * @param who the first names
   * @param more how many findings there are beyond those listed; empty if none
   */
  @RegisterForReflection
  public record Group(
      String id,
      Cells.Chip chip,
      String title,
      List<String> who,
      List<Item> items,
      String more,
      String advice) {}

  /** A finding. */
  @RegisterForReflection
  public record Item(List<String> name, List<String> evidence) {}

  /** A finding that someone has accepted. */
  @RegisterForReflection
  public record Accepted(Cells.Chip chip, String title, String reason, String by, String until) {}

  /**
   * An app. What could not be read is {@code unknown}.
   *
   * @param flags what is wrong with it, a clause each
   */
  @RegisterForReflection
  public record AppRow(
      String name,
      String kind,
      String scopes,
      String policy,
      String relaxation,
      String refresh,
      String tokens,
      Cells.@Nullable Moment lastUsed,
      String used,
      List<String> flags,
      String lockOut) {}

  /** The IP ranges of a profile or of the org. */
  @RegisterForReflection
  public record RangeRow(
      String name, String effect, List<List<String>> ranges, String more, String lockOut) {}

  /**
   * A day.
   *
   * @param first whether there was nothing to compare it with
   */
  @RegisterForReflection
  public record Day(
      String day,
      String iso,
      String href,
      String findings,
      String unread,
      boolean first,
      List<List<String>> changes,
      String more) {}

  static Cells.Chip chip(Severity severity) {
    return switch (severity) {
      case HIGH -> new Cells.Chip("escalation", "high", "◆");
      case MEDIUM -> new Cells.Chip("attention", "medium", "▲");
      case LOW -> new Cells.Chip("low", "low", "–");
    };
  }

  static AccessPage never(String org) {
    return new AccessPage(org, "/api/orgs/" + org + "/access", "/orgs/" + org + "/lock-out", null);
  }

  /**
   * Returns the page of a posture.
   *
   * @param days the days before it, and its own
   */
  static AccessPage of(
      String org, AccessView view, List<AccessDay> days, AccessUsers.Wish wish, Instant now) {
    Posture posture = view.posture();
    String at = wish.at().isEmpty() ? "" : "?at=" + wish.at();
    String json = "/api/orgs/" + org + "/access";
    List<Cells.Choice> downloads = new ArrayList<>();
    for (AccessCsv.Table table : AccessCsv.Table.values()) {
      downloads.add(new Cells.Choice(table.word(), json + "/" + table.word() + ".csv" + at, false));
    }
    return new AccessPage(
        org,
        json + at,
        "/orgs/" + org + "/lock-out",
        new Found(
            Cells.Moment.of(posture.takenAt(), now),
            headline(view.day()),
            AccessWords.settings(
                posture.settings().enforcesRangesEveryRequest(),
                posture.settings().apiAccessControl()),
            downloads,
            posture.partial().stream().map(AccessPage::unread).toList(),
            groups(posture),
            posture.findings().stream()
                .sorted(Finding.WORST_FIRST)
                .flatMap(f -> accepted(f).stream())
                .toList(),
            AccessUsers.of(org, posture, wish, now),
            posture.apps().stream().map(app -> app(org, app, posture, now)).toList(),
            posture.ipRanges().stream().map(list -> ranges(org, list)).toList(),
            days.reversed().stream().map(day -> day(org, day)).toList()));
  }

  private static String headline(AccessDay day) {
    String text = AccessWords.findings(day.findings());
    return Character.toUpperCase(text.charAt(0))
        + text.substring(1)
        + (day.accepted() == 0 ? "" : ", " + Figures.number(day.accepted()) + " more accepted");
  }

  private static Unread unread(Gap gap) {
    String permission = gap.permission();
    return new Unread(
        AccessWords.part(gap.part()), permission == null ? "" : permission, gap.reason());
  }

  private static List<Group> groups(Posture posture) {
    Map<String, List<Finding>> byKind = new LinkedHashMap<>();
    posture.findings().stream()
        .filter(f -> f.accepted() == null)
        .sorted(Finding.WORST_FIRST)
        .forEach(
            f ->
                byKind
                    .computeIfAbsent(f.severity() + f.kind().word(), k -> new ArrayList<>())
                    .add(f));
    return byKind.values().stream().map(AccessPage::group).toList();
  }

  private static Group group(List<Finding> findings) {
    Finding first = findings.getFirst();
    int more = Math.max(0, findings.size() - MAX_LISTED);
    return new Group(
        first.severity().word() + "-" + first.kind().word(),
        chip(first.severity()),
        FindingWords.of(findings),
        Cells.parts(findings.size() == 1 ? AccessWords.evidence(first) : names(findings)),
        findings.size() == 1
            ? List.of()
            : findings.stream()
                .limit(MAX_LISTED)
                .map(
                    f ->
                        new Item(
                            Cells.parts(f.subject().name()), Cells.parts(AccessWords.evidence(f))))
                .toList(),
        more == 0 ? "" : Figures.number(more),
        first.kind().advice());
  }

  private static String names(List<Finding> findings) {
    int more = findings.size() - MAX_NAMES;
    return String.join(
            ", ", findings.stream().limit(MAX_NAMES).map(f -> f.subject().name()).toList())
        + (more > 0 ? " and " + Figures.number(more) + " more" : "");
  }

  private static List<Accepted> accepted(Finding finding) {
    Acceptance accepted = finding.accepted();
    return accepted == null
        ? List.of()
        : List.of(
            new Accepted(
                chip(finding.severity()),
                FindingWords.of(finding),
                accepted.reason(),
                accepted.by(),
                UsageWords.day(accepted.until())));
  }

  private static AppRow app(String org, AppPosture app, Posture posture, Instant now) {
    Instant last = app.lastUsed();
    Integer tokens = app.tokens();
    Integer users = app.users();
    return new AppRow(
        app.name(),
        AccessWords.appKind(app.kind()),
        app.app() == null ? "" : AccessWords.text(app.scopes()),
        policy(app),
        app.app() == null ? "" : AccessWords.relaxation(app.ipRelaxation()),
        app.app() == null ? "" : AccessWords.refreshToken(app.refreshTokenPolicy()),
        tokens == null || users == null
            ? "unknown"
            : tokens == 0
                ? "none"
                : "%s of %s"
                    .formatted(
                        Figures.number(tokens),
                        users == 1 ? "1 user" : Figures.number(users) + " users"),
        last == null ? null : Cells.Moment.of(last, now),
        "no use known",
        posture.findings().stream()
            .filter(f -> app.findings().contains(f.id()))
            .sorted(Finding.WORST_FIRST)
            .map(f -> FindingWords.one(f.kind()) + (f.accepted() == null ? "" : " (accepted)"))
            .toList(),
        "/orgs/" + org + "/lock-out?kind=app&name=" + Cells.encoded(app.name()));
  }

  private static String policy(AppPosture app) {
    if (app.app() == null) {
      return "";
    }
    List<String> approved = app.approvedFor();
    return AccessWords.policy(app.policy())
        + (approved == null || approved.isEmpty()
            ? ""
            : ": " + String.join(", ", approved.stream().map(FindingWords::cause).toList()));
  }

  private static RangeRow ranges(String org, RangeList list) {
    List<String> texts = list.ranges().stream().map(AccessPage::range).toList();
    int more = Math.max(0, texts.size() - MAX_RANGES);
    boolean ofOrg = !list.blocks();
    return new RangeRow(
        ofOrg ? "The whole org (trusted ranges)" : list.subject().name(),
        ofOrg
            ? "no challenge from there; they block nobody"
            : texts.isEmpty()
                ? "none: logins from everywhere"
                : "logins from elsewhere are refused",
        texts.stream().limit(MAX_RANGES).map(Cells::parts).toList(),
        more == 0 ? "" : Figures.number(more),
        "/orgs/"
            + org
            + "/lock-out?kind="
            + (ofOrg ? "orgTrusted" : "profile&name=" + Cells.encoded(list.subject().name())));
  }

  private static String range(ConfiguredRange range) {
    return (range.start().equals(range.end()) ? range.start() : range.text())
        + (range.description().isEmpty() ? "" : " (" + range.description() + ")");
  }

  private static Day day(String org, AccessDay day) {
    LocalDate date = day.takenAt().atZone(ZoneOffset.UTC).toLocalDate();
    int more = Math.max(0, day.drift().size() - MAX_CHANGES) + day.more();
    return new Day(
        UsageWords.day(date),
        date.toString(),
        "/orgs/" + org + "/access?at=" + date,
        AccessWords.findings(day.findings()),
        day.unread().isEmpty()
            ? ""
            : String.join(
                ", ",
                Arrays.stream(Part.values())
                    .filter(day.unread()::contains)
                    .map(AccessWords::part)
                    .toList()),
        day.since() == null,
        day.drift().stream()
            .limit(MAX_CHANGES)
            .map(change -> Cells.parts(AccessWords.change(change)))
            .toList(),
        more == 0 ? "" : Figures.number(more));
  }
}
