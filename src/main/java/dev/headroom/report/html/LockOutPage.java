package dev.headroom.report.html;

import dev.headroom.access.ApiUser;
import dev.headroom.access.AppPosture;
import dev.headroom.access.Candidate;
import dev.headroom.access.ConfiguredRange;
import dev.headroom.access.IpRelaxation;
import dev.headroom.access.LockOut;
import dev.headroom.access.Posture;
import dev.headroom.fleet.Violation;
import dev.headroom.report.LockOutReport;
import dev.headroom.words.Figures;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A lock-out question and its answer, ready for its template.
 *
 * @param action where the form is sent
 * @param token proves that the form was made here; null where pages ask no org
 * @param names profiles, apps and users of the last audit, to choose from
 * @param problems what is wrong with the question
 * @param answer null if nothing was asked, or if the question was invalid
 */
@RegisterForReflection
public record LockOutPage(
    String org,
    String action,
    @Nullable String token,
    List<Cells.Option> kinds,
    List<Cells.Option> modes,
    List<Cells.Option> relaxations,
    Map<String, String> given,
    List<String> names,
    List<String> problems,
    @Nullable Answer answer) {
  private static final int MAX_NAMES = 500;
  private static final int MAX_HITS = 100;

  /**
   * What was entered.
   *
   * @param asked whether the form was sent
   */
  public record Entered(Map<String, String> members, boolean asked) {
    public Entered {
      members = Map.copyOf(members);
    }
  }

  /**
   * An answer.
   *
   * @param look the word that gives it its colour: {@code ok}, {@code exhausted} or {@code unknown}
   * @param more how many further addresses would be locked out; empty if none
   */
  @RegisterForReflection
  public record Answer(
      String look,
      String summary,
      List<String> warnings,
      List<Hit> lockedOut,
      String more,
      List<Hit> bypassed,
      List<String> unknown,
      List<List<String>> rangesNeeded) {}

  /** A user's logins or calls from one address. */
  @RegisterForReflection
  public record Hit(
      String integration, String user, String address, String number, Cells.Moment last) {}

  static LockOutPage of(
      String org, @Nullable Posture posture, Entered entered, LockOutReport report, Site site) {
    Map<String, String> given = entered.asked() ? entered.members() : filled(posture, entered);
    String kind = given.getOrDefault("kind", Candidate.Kind.PROFILE.word());
    String mode = given.getOrDefault("mode", "replace");
    LockOut answer = report.answer();
    return new LockOutPage(
        org,
        "/orgs/" + org + "/lock-out",
        site.formToken(),
        Arrays.stream(Candidate.Kind.values())
            .map(k -> new Cells.Option(k.word(), kind(k), k.word().equals(kind)))
            .toList(),
        Stream.of("replace", "add")
            .map(
                m ->
                    new Cells.Option(
                        m,
                        m.equals("add")
                            ? "beside the present ranges"
                            : "instead of the present ranges",
                        m.equals(mode)))
            .toList(),
        relaxations(given.getOrDefault("to", "")),
        given,
        posture == null ? List.of() : names(posture),
        report.violations().stream().map(LockOutPage::problem).toList(),
        answer == null ? null : answer(answer, report, site.now()));
  }

  /** Returns the given value of a member, for its field. */
  public String value(String member) {
    return given.getOrDefault(member, "");
  }

  private static List<Cells.Option> relaxations(String to) {
    return Stream.concat(
            Stream.of(new Cells.Option("", "as it is", to.isEmpty())),
            Arrays.stream(IpRelaxation.values())
                .map(r -> new Cells.Option(r.word(), r.word(), r.word().equals(to))))
        .toList();
  }

  private static String kind(Candidate.Kind kind) {
    return switch (kind) {
      case PROFILE -> "login IP ranges of a profile";
      case USER -> "login IP ranges, for one user";
      case APP -> "login IP ranges, for one app";
      case RELAXATION -> "IP relaxation of an app";
      case ORG_TRUSTED -> "trusted ranges of the org";
    };
  }

  /** A link may name a profile: its present ranges are where one begins. */
  private static Map<String, String> filled(@Nullable Posture posture, Entered entered) {
    Map<String, String> given = new HashMap<>(entered.members());
    String name = given.getOrDefault("name", "");
    if (posture != null && !given.containsKey("ranges")) {
      posture.ipRanges().stream()
          .filter(
              list ->
                  list.blocks()
                      ? list.subject().name().equals(name)
                      : "orgTrusted".equals(given.get("kind")))
          .findFirst()
          .ifPresent(
              list ->
                  given.put(
                      "ranges",
                      String.join(
                          "\n", list.ranges().stream().map(ConfiguredRange::text).toList())));
    }
    return given;
  }

  private static List<String> names(Posture posture) {
    return Stream.of(
            posture.apiUsers().stream().map(ApiUser::profile),
            posture.apps().stream().map(AppPosture::name),
            posture.apiUsers().stream().map(ApiUser::username))
        .flatMap(s -> s)
        .distinct()
        .limit(MAX_NAMES)
        .toList();
  }

  private static String problem(Violation violation) {
    return "%s %s. %s".formatted(violation.path(), violation.problem(), violation.remedy());
  }

  private static Answer answer(LockOut answer, LockOutReport report, Instant now) {
    int more = Math.max(0, answer.lockedOut().size() - MAX_HITS);
    return new Answer(
        answer.lockedOut().isEmpty() ? answer.complete() ? "ok" : "unknown" : "exhausted",
        answer.summary(),
        report.warnings().stream()
            .map(w -> "%s %s. %s".formatted(w.path(), w.problem(), w.remedy()))
            .toList(),
        hits(answer.lockedOut(), now),
        more == 0 ? "" : Figures.number(more),
        hits(answer.bypassed(), now),
        answer.unknown().stream().map(LockOutPage::unknown).toList(),
        answer.rangesNeeded().stream().map(Cells::parts).toList());
  }

  private static List<Hit> hits(List<LockOut.Hit> hits, Instant now) {
    return hits.stream()
        .limit(MAX_HITS)
        .map(
            h ->
                new Hit(
                    h.integration(),
                    h.user(),
                    h.address(),
                    Figures.number(Math.max(h.logins(), h.requests()))
                        + (h.via() == LockOut.Via.LOGIN ? " logins" : " calls"),
                    Cells.Moment.of(h.lastAt(), now)))
        .toList();
  }

  private static String unknown(LockOut.Unknown unknown) {
    int number = Math.max(unknown.logins(), unknown.requests());
    return number == 0
        ? unknown.reason().meaning()
        : "%s %s: %s"
            .formatted(
                Figures.number(number),
                unknown.logins() > 0 ? "logins" : "calls",
                unknown.reason().meaning());
  }
}
