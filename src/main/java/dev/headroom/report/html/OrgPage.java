package dev.headroom.report.html;

import dev.headroom.history.Resolution;
import dev.headroom.limits.LimitName;
import dev.headroom.limits.Reading;
import dev.headroom.org.Org;
import dev.headroom.org.PlainText;
import dev.headroom.report.LimitView;
import dev.headroom.report.OrgView;
import dev.headroom.report.Parameters;
import dev.headroom.report.SpendView;
import dev.headroom.report.Status;
import dev.headroom.words.Figures;
import dev.headroom.words.Moments;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One org, ready for its template.
 *
 * @param another since when another org answers, in words; null if it has always been the same
 * @param chart the chosen limit; null if the org never reported any
 * @param past the same limit as a chart without scripts; null where it has one with scripts
 * @param judged what the chosen limit is judged by; null likewise
 * @param cards the alert named in the address, and the worst open ones
 * @param alerts other open ones of this org, worst first
 * @param advice open ones about what could be saved
 * @param heads of the columns of {@code watched}, which sort
 * @param watched limits that have a percentage or should have one, worst first or as wished
 * @param unwatched limits that are not provisioned or have no cap
 * @param notVisible what the org does not show for want of a permission; null when nothing
 * @param ownCalls how many calls Headroom itself has made today, and makes on a full day
 * @param spared whether that is all that is wrong: it is read less often
 * @param paused whether it is not read because somebody said so
 * @param pausing pauses and resumes it; null where pages can change nothing
 */
@RegisterForReflection
public record OrgPage(
    String org,
    String tenant,
    String tags,
    Cells.Chip chip,
    String host,
    String interval,
    Cells.@Nullable Moment lastRead,
    @Nullable Trouble problem,
    @Nullable String another,
    @Nullable Chart chart,
    @Nullable PastDays past,
    @Nullable JudgedCard judged,
    List<AlertCard> cards,
    List<AlertLine> alerts,
    List<AlertLine> advice,
    List<Sorting.Head> heads,
    List<LimitRow> watched,
    List<LimitRow> unwatched,
    @Nullable String notVisible,
    String ownCalls,
    boolean spared,
    boolean paused,
    @Nullable PauseForm pausing) {

  /** Why there is no whole reading, and what to do about it. */
  @RegisterForReflection
  public record Trouble(List<Prose.Part> reason, List<Prose.Part> remedy) {}

  /** How much of the past a chart shows. */
  enum Range {
    H6("6h", "6 hours", Duration.ofHours(6)),
    H24("24h", "24 hours", Duration.ofHours(24)),
    D3("3d", "3 days", Duration.ofDays(3)),
    D7("7d", "7 days", Duration.ofDays(7)),
    D30("30d", "30 days", Duration.ofDays(30)),
    Y1("1y", "1 year", Duration.ofDays(365));

    final String word;
    final String text;
    final Duration length;

    Range(String word, String text, Duration length) {
      this.word = word;
      this.text = text;
      this.length = length;
    }

    /** Returns what a point of the chart stands for, the table's lines as well. */
    Resolution resolution() {
      return Resolution.suited(Instant.EPOCH, Instant.EPOCH.plus(length));
    }

    /** Returns the requested range; a day if there is none. */
    static Range of(Parameters parameters) {
      return of(parameters, null, Instant.EPOCH);
    }

    /**
     * Returns the requested range; if there is none, the shortest from a day on that shows {@code
     * at}.
     */
    static Range of(Parameters parameters, @Nullable Instant at, Instant now) {
      List<Range> all = Arrays.asList(values());
      Optional<String> word = parameters.choice("range", all.stream().map(r -> r.word).toList());
      if (word.isPresent()) {
        return all.stream().filter(r -> r.word.equals(word.get())).findFirst().orElse(H24);
      }
      return at == null
          ? H24
          : all.stream()
              .filter(r -> r != H6 && at.isAfter(now.minus(r.length)))
              .findFirst()
              .orElse(Y1);
    }
  }

  /** How limits are sorted. */
  static Sorting<LimitView> order(Parameters parameters) {
    return Sorting.of(
        parameters,
        "status",
        List.of(
            Sorting.Column.of(
                "limit",
                "Limit",
                Comparator.comparing(
                    (LimitView limit) -> Figures.label(limit.info()),
                    String.CASE_INSENSITIVE_ORDER)),
            Sorting.Column.of("status", "Status", LimitView.WORST_FIRST).highestFirst(),
            Sorting.Column.of(
                    "used",
                    "Used",
                    Comparator.comparingDouble(
                            (LimitView limit) ->
                                Objects.requireNonNullElse(limit.usedPercent(), Double.NaN))
                        .reversed())
                .highestFirst()
                .knownIf(limit -> limit.usedPercent() != null),
            Sorting.Column.<LimitView>plain("Used of max").asNumber(),
            Sorting.Column.plain("Counts over")));
  }

  /**
   * The chart of one limit.
   *
   * @param label its name in plain words
   * @param series where the script finds its points
   * @param table the address of the same as a table
   * @param whatIf the address for what-if questions
   * @param hours how much it shows
   * @param resolution what a point stands for: raw, hour or day
   * @param files where the same is as a file
   * @param forecasts where the script finds the forecast
   * @param forecast the same in words; null if there is no current reading
   * @param marks where the script finds the transitions of its alert; empty if it had none
   * @param at the time named in the address; empty if it names none
   * @param before says that this time is before what the chart shows; otherwise empty
   */
  @RegisterForReflection
  public record Chart(
      String limit,
      String label,
      String meaning,
      String unit,
      Cells.Chip chip,
      @Nullable String now,
      String series,
      String forecasts,
      String table,
      String whatIf,
      long hours,
      String resolution,
      List<Cells.Choice> files,
      double attention,
      double escalation,
      @Nullable ForecastCard forecast,
      List<Cells.Choice> ranges,
      String marks,
      String at,
      String before) {}

  /**
   * What is shown beside the views.
   *
   * @param order of its limits
   * @param at the time that the address names; null when it names none
   * @param pausing pauses and resumes the org; null where pages can change nothing
   */
  record Shown(
      Range range,
      Sorting<LimitView> order,
      @Nullable Instant at,
      Instant now,
      @Nullable PauseForm pausing) {
    static Shown of(Parameters parameters, Site site, @Nullable PauseForm pausing) {
      Instant at = parameters.instant("at").orElse(null);
      return new Shown(
          Range.of(parameters, at, site.now()), OrgPage.order(parameters), at, site.now(), pausing);
    }

    /** For a link that keeps the order. */
    String query(Range shown) {
      return "&range=" + shown.word + (order.given().isEmpty() ? "" : "&sort=" + order.given());
    }

    /** For a link that keeps the time. */
    String atQuery() {
      return at == null ? "" : "&at=" + at;
    }
  }

  /** An open alert of the org. */
  @RegisterForReflection
  public record AlertLine(Cells.Chip chip, String limit, String href, Cells.Moment opened) {}

  /**
   * A limit's line.
   *
   * @param numbers used and max; null if there is no current reading
   * @param lastKnown older numbers of a limit that is unknown now; null if there are none
   */
  @RegisterForReflection
  public record LimitRow(
      String limit,
      String label,
      String meaning,
      String window,
      Cells.Chip chip,
      Cells.@Nullable Bar bar,
      @Nullable String numbers,
      @Nullable String lastKnown,
      String href,
      boolean chosen) {}

  /**
   * The limit whose chart is shown.
   *
   * @param view null if the org never reported any
   */
  record Chosen(
      @Nullable LimitView view,
      @Nullable ForecastCard forecast,
      @Nullable PastDays past,
      @Nullable JudgedCard judged) {}

  static OrgPage of(
      OrgView view,
      List<LimitView> limits,
      Chosen limit,
      Shown shown,
      Optional<String> notVisible,
      AlertCards.OfOrg alerts) {
    String path = "/orgs/" + view.org().id();
    LimitView chosen = limit.view();
    Instant now = shown.now();
    Instant lastReadAt = view.lastReadAt();
    Instant another = view.anotherOrgSince();
    OrgView.Problem problem = view.problem();
    SpendView spend = view.spend();
    return new OrgPage(
        view.org().id().value(),
        view.org().tenant(),
        FleetPage.tags(view.org().tags()),
        Cells.Chip.of(view),
        Objects.requireNonNullElse(view.org().loginUrl().getHost(), ""),
        interval(view.org()),
        lastReadAt == null ? null : Cells.Moment.of(lastReadAt, now),
        problem == null
            ? null
            : new Trouble(
                Prose.withOthersWords(problem.reason(), now),
                Prose.withOthersWords(problem.remedy(), now)),
        another == null ? null : Moments.anotherOrg(another),
        chosen == null ? null : chart(path, chosen, limit.forecast(), shown, alerts.marks()),
        limit.past(),
        limit.judged(),
        alerts.cards(),
        lines(alerts, false, now),
        lines(alerts, true, now),
        shown.order().heads(word -> sorted(path, chosen, shown.range(), word)),
        rows(path, shown.order().sorted(limits), chosen, shown, true),
        rows(path, limits, chosen, shown, false),
        notVisible.orElse(null),
        OwnCost.text(view.org(), limits, spend),
        isSpared(view, spend),
        view.pause() != null,
        shown.pausing());
  }

  private static String interval(Org org) {
    String usual = Figures.length(org.interval());
    return org.isAdaptive()
        ? Figures.length(org.quietInterval()) + " while quiet, else every " + usual
        : usual;
  }

  private static String sorted(String path, @Nullable LimitView chosen, Range range, String sort) {
    return path
        + (chosen == null ? "?" : "?limit=" + Cells.encoded(chosen.info().name().value()) + "&")
        + "range="
        + range.word
        + (sort.isEmpty() ? "" : "&sort=" + sort)
        + "#limits";
  }

  private static boolean isSpared(OrgView view, @Nullable SpendView spend) {
    OrgView.Problem problem = view.problem();
    return spend != null && problem != null && problem.equals(spend.problem(view.org()));
  }

  /** The limit that was asked for, or the one that is shown by itself. */
  static Optional<LimitView> asked(OrgView view, List<LimitView> limits, Parameters parameters) {
    String wanted = parameters.filled("limit").orElse(null);
    Optional<LimitView> chosen = chosen(view, limits, wanted);
    if (wanted != null && chosen.filter(l -> l.info().name().value().equals(wanted)).isEmpty()) {
      throw NotThereException.of(
          view.org().id(),
          "%s never showed a limit named %s."
              .formatted(view.org().id(), PlainText.of(wanted, LimitName.MAX_LENGTH)));
    }
    return chosen;
  }

  /** The limit that is wanted; else the org's worst, by older numbers when there are no others. */
  static Optional<LimitView> chosen(OrgView view, List<LimitView> limits, @Nullable String wanted) {
    OrgView.Worst worst = view.worst();
    return named(limits, wanted)
        .or(() -> worst == null ? Optional.empty() : named(limits, worst.limit().value()))
        .or(() -> limits.stream().max(Comparator.comparingDouble(OrgPage::lastKnownPercent)));
  }

  private static double lastKnownPercent(LimitView limit) {
    Reading lastKnown = limit.lastKnown();
    return lastKnown == null ? 100 : lastKnown.usedPercent().orElse(-Double.MAX_VALUE);
  }

  private static Optional<LimitView> named(List<LimitView> limits, @Nullable String name) {
    return limits.stream().filter(l -> l.info().name().value().equals(name)).findFirst();
  }

  private static Chart chart(
      String path, LimitView limit, @Nullable ForecastCard forecast, Shown shown, String marks) {
    Range range = shown.range();
    Instant at = shown.at();
    String name = limit.info().name().value();
    String query = "?limit=" + Cells.encoded(name);
    return new Chart(
        name,
        Figures.label(limit.info()),
        limit.info().meaning(),
        limit.info().unit(),
        Cells.Chip.of(limit.status()),
        numbers(limit),
        "/api" + path + "/series" + query,
        "/api" + path + "/forecast" + query,
        path + "/numbers" + query + "&range=" + range.word,
        path + "/what-if" + query,
        range.length.toHours(),
        range.resolution().word(),
        SeriesFiles.of(path, limit.info().name(), range, shown.now()),
        limit.levels().attention(),
        limit.levels().escalation(),
        forecast,
        Arrays.stream(Range.values())
            .map(
                r ->
                    new Cells.Choice(
                        r.word,
                        path + query + shown.query(r) + shown.atQuery() + "#chart",
                        r == range))
            .toList(),
        marks,
        at == null ? "" : at.toString(),
        at == null || at.isAfter(shown.now().minus(range.length))
            ? ""
            : "%s UTC, which the link names, is before what the chart shows."
                .formatted(Figures.clock(at)));
  }

  private static List<AlertLine> lines(AlertCards.OfOrg alerts, boolean advice, Instant now) {
    return alerts.others().stream()
        .filter(open -> open.isAdvice() == advice)
        .map(
            open ->
                new AlertLine(
                    Cells.Chip.of(Status.of(open.severity())),
                    alerts.about().apply(open),
                    AlertLinks.alert(open),
                    Cells.Moment.of(open.openedAt(), now)))
        .toList();
  }

  private static List<LimitRow> rows(
      String path,
      List<LimitView> limits,
      @Nullable LimitView chosen,
      Shown shown,
      boolean watched) {
    return limits.stream()
        .filter(l -> l.status().isOfOrgs() == watched)
        .map(l -> row(path, l, l.equals(chosen), shown))
        .toList();
  }

  private static LimitRow row(String path, LimitView limit, boolean chosen, Shown shown) {
    String name = limit.info().name().value();
    Double percent = limit.usedPercent();
    Reading lastKnown = limit.lastKnown();
    return new LimitRow(
        name,
        Figures.label(limit.info()),
        limit.info().meaning(),
        Cells.window(limit.info().window()),
        Cells.Chip.of(limit.status()),
        percent == null ? null : Cells.Bar.of(percent, limit.levels(), limit.status()),
        numbers(limit),
        limit.reading() == null && lastKnown != null ? ofMax(lastKnown) : null,
        path + "?limit=" + Cells.encoded(name) + shown.query(shown.range()) + "#chart",
        chosen);
  }

  private static @Nullable String numbers(LimitView limit) {
    Reading reading = limit.reading();
    return reading == null ? null : ofMax(reading);
  }

  private static String ofMax(Reading reading) {
    return Figures.number(reading.used())
        + " of "
        + (reading.isUncapped() ? "no cap" : Figures.number(reading.max()));
  }
}
