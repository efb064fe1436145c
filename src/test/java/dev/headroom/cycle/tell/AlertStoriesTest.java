package dev.headroom.cycle.tell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.alert.AlertKey;
import dev.headroom.alert.AlertRecord;
import dev.headroom.alert.Episode;
import dev.headroom.alert.Evidence;
import dev.headroom.alert.OrgState;
import dev.headroom.alert.Reason;
import dev.headroom.alert.Severity;
import dev.headroom.alert.Transition;
import dev.headroom.cycle.poll.InMemoryForecasts;
import dev.headroom.cycle.poll.PollPorts;
import dev.headroom.history.InMemoryRollups;
import dev.headroom.history.InMemoryUsageHistory;
import dev.headroom.history.RolledHistory;
import dev.headroom.notify.Delivery;
import dev.headroom.notify.Delivery.Status;
import dev.headroom.notify.DeliveryResult;
import dev.headroom.notify.Target;
import dev.headroom.notify.TargetId;
import dev.headroom.notify.Transitions;
import dev.headroom.org.OrgId;
import dev.headroom.org.TenantId;
import dev.headroom.org.TenantScope;
import dev.headroom.report.AlertStory;
import dev.headroom.report.Commits;
import dev.headroom.report.StoredViews;
import dev.headroom.report.words.AlertWords;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The course of an alert is told by what was really published and delivered. */
class AlertStoriesTest {
  private static final Instant SLOT = Transitions.OPENED_AT;
  private static final TargetId OWN = new TargetId("acme-chat");
  private static final List<OrgId> DARK =
      List.of(new OrgId("acme-a"), new OrgId("acme-b"), new OrgId("acme-c"));

  private final Telling world = new Telling();

  /** Whether the newest alerts of the fleet are these. */
  private boolean listed = true;

  @BeforeEach
  void fill() {
    world.setOrg(Transitions.ORG, "acme", null);
    DARK.forEach(org -> world.setOrg(org, "acme", null));
  }

  @Test
  void everyTransitionSaysWhoWasNotifiedAndWhetherItArrived() {
    world.setRoutes(
        Telling.route(null, Telling.HOOKS), Telling.route(Severity.ESCALATION, Telling.PAGER));
    world.answer(Telling.PAGER, Telling.refusing(DeliveryResult.RejectKind.POISON));
    world.openEpisode();
    world.escalate();
    world.runFor(Duration.ofSeconds(30));

    AlertStory.Episode episode = story(Transitions.KEY, TenantScope.all()).at(null);
    assertThat(episode.whole()).isTrue();
    assertThat(episode.steps())
        .extracting(s -> s.transition().word())
        .containsExactly("opened", "escalated");
    assertThat(outcomes(episode.steps().get(0))).containsExactly("hooks DELIVERED");
    assertThat(outcomes(episode.steps().get(1)))
        .containsExactly("hooks DELIVERED", "pager REJECTED");
    assertThat(episode.steps().get(1).told())
        .extracting(told -> delivery(told).settledAt())
        .doesNotContainNull();
  }

  @Test
  void whatIsNotHandedOverIsUndecidedAndWithoutARouteItIsNobody() {
    world.commit(Transitions.opened(Severity.ATTENTION, 62_000));
    assertThat(last(Transitions.KEY).telling()).isEqualTo(AlertStory.Telling.UNDECIDED);

    world.setRoutes();
    world.tellAll(List.of(opened(AlertKey.notReporting(DARK.getFirst()))));
    world.runFor(Duration.ofSeconds(30));
    AlertStory.Step unrouted = last(AlertKey.notReporting(DARK.getFirst()));
    assertThat(unrouted.telling()).isEqualTo(AlertStory.Telling.NOBODY);
    assertThat(AlertWords.told(unrouted, Telling.START)).isEqualTo("Nobody: no route matches it.");
  }

  @Test
  void aMemberOfAGroupWasReportedTogetherWithTheOthers() {
    world.tellAll(DARK.stream().map(AlertKey::notReporting).map(AlertStoriesTest::opened).toList());
    world.runFor(Duration.ofSeconds(30));

    for (OrgId org : DARK) {
      AlertStory.Step step = last(AlertKey.notReporting(org));
      assertThat(step.telling()).isEqualTo(AlertStory.Telling.TOGETHER);
      assertThat(outcomes(step)).containsExactly("hooks DELIVERED");
      assertThat(step.nobody())
          .startsWith("grouped: one message reports it together with other orgs, as alert ");
    }
  }

  @Test
  void aTenantSeesItsOwnTargetsAloneAndLearnsNothingOfOthers() {
    world.setTarget(new Target(OWN, "fake", Map.of(), "acme"));
    world.setRoutes(Telling.route(null, Telling.HOOKS));
    world.openEpisode();
    world.runFor(Duration.ofSeconds(30));
    AlertStory.Step unseen = story(Transitions.KEY, acme()).at(null).last().orElseThrow();
    assertThat(unseen.telling()).isEqualTo(AlertStory.Telling.UNSEEN);
    assertThat(unseen.told()).isEmpty();

    world.setRoutes(Telling.route(null, Telling.HOOKS), Telling.route(null, OWN));
    world.escalate();
    world.runFor(Duration.ofSeconds(30));
    AlertStory.Step own = story(Transitions.KEY, acme()).at(null).last().orElseThrow();
    assertThat(own.telling()).isEqualTo(AlertStory.Telling.TOLD);
    assertThat(outcomes(own)).containsExactly("acme-chat DELIVERED");
    assertThat(views().alert(TenantScope.of(new TenantId("globex")), Transitions.KEY.hash()))
        .isEmpty();
  }

  @Test
  void anAlertThatTheNewestOfTheFleetLeaveOutIsStillThere() {
    world.tellAll(List.of(opened(AlertKey.notReporting(DARK.getFirst()))));
    world.runFor(Duration.ofSeconds(30));
    listed = false;

    assertThat(last(AlertKey.notReporting(DARK.getFirst())).transition().word())
        .isEqualTo("opened");
    assertThat(views().alert(TenantScope.all(), AlertKey.notReporting(DARK.getLast()).hash()))
        .isEmpty();
  }

  @Test
  void whatWasSettledIsReadOnceAndWhatWasNotIsReadAgain() {
    world.answer(Telling.HOOKS, Telling.failing());
    world.openEpisode();
    world.runFor(Duration.ofSeconds(5));
    StoredViews views = views();
    assertThat(status(views)).isEqualTo(Status.PENDING);

    world.answer(Telling.HOOKS, Telling::accept);
    world.runFor(Duration.ofMinutes(5));
    assertThat(status(views)).isEqualTo(Status.DELIVERED);
    assertThat(status(views)).isEqualTo(Status.DELIVERED);
  }

  private static Status status(StoredViews views) {
    AlertStory story = views.alert(TenantScope.all(), Transitions.KEY).orElseThrow();
    return delivery(story.at(null).last().orElseThrow().told().getFirst()).status();
  }

  private static List<String> outcomes(AlertStory.Step step) {
    return step.told().stream().map(told -> told.target() + " " + delivery(told).status()).toList();
  }

  private static Delivery delivery(AlertStory.Told told) {
    return Objects.requireNonNull(told.delivery());
  }

  private AlertStory.Step last(AlertKey key) {
    return story(key, TenantScope.all()).at(null).last().orElseThrow();
  }

  private AlertStory story(AlertKey key, TenantScope scope) {
    return views().alert(scope, key.hash()).orElseThrow();
  }

  private static TenantScope acme() {
    return TenantScope.of(new TenantId("acme"));
  }

  private static Transition opened(AlertKey key) {
    return new Transition.Opened(
        key,
        new Episode(SLOT, Severity.ATTENTION, Reason.SILENCE, SLOT, null),
        new Evidence.Silence(SLOT, 2, SLOT.minusSeconds(600), "it answered 503", "wait"));
  }

  private StoredViews views() {
    return new StoredViews(
        new StoredViews.Ports(
            world,
            new Told(),
            world,
            PollPorts.CATALOGUE,
            new RolledHistory(
                new InMemoryUsageHistory(world, Duration.ofDays(30)), new InMemoryRollups()),
            new InMemoryForecasts(),
            world.store,
            world.store,
            world.store,
            Duration.ZERO,
            world));
  }

  /** What was told was committed. */
  private final class Told implements Commits {
    @Override
    public OrgState state(OrgId org) {
      Map<AlertKey, Episode> open = new HashMap<>();
      world.records().stream()
          .filter(record -> record.episode().isOpen() && record.key().org().equals(org))
          .forEach(record -> open.put(record.key(), record.episode()));
      return new OrgState(org, 1, SLOT, SLOT, new TreeMap<>(), open, null);
    }

    @Override
    public Map<OrgId, OrgState> states(Collection<OrgId> orgs) {
      return orgs.stream().collect(Collectors.toMap(Function.identity(), this::state));
    }

    @Override
    public List<AlertRecord> openAlerts() {
      return alerts().stream().filter(record -> record.episode().isOpen()).toList();
    }

    @Override
    public List<AlertRecord> alerts() {
      return listed ? world.records() : List.of();
    }

    @Override
    public List<AlertRecord> alerts(AlertKey key, int most) {
      return world.of(key, most);
    }
  }
}
