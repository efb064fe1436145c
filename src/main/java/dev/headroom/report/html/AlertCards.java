package dev.headroom.report.html;

import dev.headroom.alert.AlertKey;
import dev.headroom.history.Series;
import dev.headroom.limits.LimitName;
import dev.headroom.limits.Reading;
import dev.headroom.org.Org;
import dev.headroom.org.TenantScope;
import dev.headroom.report.AlertStory;
import dev.headroom.report.AlertView;
import dev.headroom.report.LimitView;
import dev.headroom.report.OrgView;
import dev.headroom.report.Projections;
import dev.headroom.report.TimeRange;
import dev.headroom.report.Views;
import dev.headroom.report.words.AlertNames;
import dev.headroom.report.words.AlertWords;
import dev.headroom.words.Figures;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Looks up what an org's page and an alert's page show about alerts. */
final class AlertCards {
  /** The open alerts with a card on an org's page, besides the one named in its address. */
  private static final int MAX_CARDS = 3;

  /** How far back a peak is looked for, and alerts of a limit are listed. */
  static final Duration LATELY = Duration.ofDays(7);

  private final Views views;

  AlertCards(Views views) {
    this.views = views;
  }

  /**
   * What an org's page shows about alerts.
   *
   * @param cards the alert named in the address before the open ones, worst first
   * @param others open alerts without a card
   * @param about what an alert is about, in a few words
   * @param marks the address of the transitions of the chart's limit; empty if it had no alert
   */
  record OfOrg(
      List<AlertCard> cards,
      List<AlertView> others,
      Function<AlertView, String> about,
      String marks) {}

  /** Returns what an alert is about, in a few words. */
  String about(TenantScope scope, AlertView alert) {
    return AlertNames.of(alert, this::label, views.evidence(scope, alert).orElse(null));
  }

  /**
   * Returns the alerts of an org.
   *
   * @param chosen the limit of the chart; null if there is none
   * @param at the time named in the address; null if it names none
   */
  OfOrg of(
      TenantScope scope,
      OrgView org,
      List<LimitView> limits,
      @Nullable LimitView chosen,
      @Nullable Instant at,
      Site site) {
    List<AlertView> open = new ArrayList<>(views.openAlerts(scope, org.org()));
    List<AlertCard> cards = new ArrayList<>();
    Optional<AlertStory> story =
        chosen == null
            ? Optional.empty()
            : views.alert(scope, AlertKey.usage(org.org().id(), chosen.info().name()));
    story
        .map(found -> found.at(at))
        .filter(episode -> episode.view().isOpen() || at != null)
        .ifPresent(
            episode -> {
              cards.add(card(scope, story.get(), episode, org, limits, "", site));
              open.removeIf(a -> isOf(a, episode.view()));
            });
    int more = cards.size() + MAX_CARDS;
    List<AlertView> others = new ArrayList<>();
    for (AlertView view : open) {
      Optional<AlertStory> next =
          cards.size() < more && !view.isAdvice()
              ? views.alert(scope, view.alertKey())
              : Optional.empty();
      next.ifPresentOrElse(
          found -> cards.add(card(scope, found, found.at(null), org, limits, "", site)),
          () -> others.add(view));
    }
    return new OfOrg(
        cards,
        others,
        alert -> about(scope, alert),
        story.map(s -> "/api/alerts/" + s.key().hash()).orElse(""));
  }

  private static boolean isOf(AlertView one, AlertView other) {
    return one.key().equals(other.key()) && one.openedAt().equals(other.openedAt());
  }

  /** Returns the page of an alert; empty if there is none with that key. */
  Optional<AlertPage> page(TenantScope scope, String key, @Nullable Instant at, Site site) {
    return views
        .alert(scope, key)
        .map(
            story -> {
              AlertStory.Episode episode = story.at(at);
              OrgView org = views.org(scope, story.key().org().value()).orElse(null);
              List<LimitView> limits = org == null ? List.of() : views.limits(scope, org.org());
              AlertCard card =
                  card(
                      scope,
                      story,
                      episode,
                      org,
                      limits,
                      org == null ? "" : peak(scope, org.org(), story, episode, site.now()),
                      site);
              return AlertPage.of(story, episode, card, this::label, site);
            });
  }

  private AlertCard card(
      TenantScope scope,
      AlertStory story,
      AlertStory.Episode episode,
      @Nullable OrgView org,
      List<LimitView> limits,
      String peak,
      Site site) {
    LimitView limit = limit(story, limits);
    Projections projections =
        org == null || limit == null || limit.reading() == null || !episode.view().isOpen()
            ? null
            : views.projections(scope, org.org());
    return AlertCard.of(
        story,
        episode,
        new AlertCard.Now(
            limit,
            org == null || limit == null
                ? null
                : views
                    .policies(scope)
                    .yardstickFor(org.org(), limit.info().name(), limit.info().window()),
            projections == null || limit == null
                ? null
                : projections.byLimit().get(limit.info().name()),
            projections == null ? site.now() : projections.slot(),
            peak,
            this::label,
            site.now(),
            site.realNow()));
  }

  private static @Nullable LimitView limit(AlertStory story, List<LimitView> limits) {
    return story
        .key()
        .limit()
        .flatMap(name -> limits.stream().filter(l -> l.info().name().equals(name)).findFirst())
        .orElse(null);
  }

  /** The highest reading of an episode in its last seven days. */
  private String peak(
      TenantScope scope, Org org, AlertStory story, AlertStory.Episode episode, Instant now) {
    LimitName limit = story.key().limit().orElse(null);
    Instant resolvedAt = episode.view().resolvedAt();
    Instant end = resolvedAt == null ? now : resolvedAt;
    Instant begin = episode.view().openedAt();
    boolean whole = !begin.isBefore(end.minus(LATELY));
    if (limit == null || !begin.isBefore(end)) {
      return "";
    }
    TimeRange range = new TimeRange(whole ? begin : end.minus(LATELY), end.plusSeconds(1));
    return views.series(scope, org, limit, range).points().stream()
        .filter(point -> point.reading().usedPercent().isPresent())
        .max(Comparator.comparingDouble(point -> percent(point.reading())))
        .map(point -> peak(point, whole, now))
        .orElse("");
  }

  private static String peak(Series.Point point, boolean whole, Instant now) {
    return "peak%s %s, at %s"
        .formatted(
            whole ? "" : " of its last 7 days",
            AlertWords.used(percent(point.reading()), point.reading()),
            Figures.time(point.at(), now));
  }

  private static double percent(Reading reading) {
    return reading.usedPercent().orElse(0);
  }

  private String label(LimitName limit) {
    return Figures.label(views.describe(limit));
  }
}
