package dev.headroom.cycle.tell;

import com.fasterxml.jackson.databind.JsonNode;
import dev.headroom.alert.AlertKey;
import dev.headroom.alert.AlertRecord;
import dev.headroom.alert.Episode;
import dev.headroom.alert.Evaluator;
import dev.headroom.alert.Evidence;
import dev.headroom.alert.Policy;
import dev.headroom.alert.ReminderJudge;
import dev.headroom.alert.Reminders;
import dev.headroom.alert.Severity;
import dev.headroom.alert.SilenceJudge;
import dev.headroom.alert.Transition;
import dev.headroom.cycle.poll.PollPorts;
import dev.headroom.limits.LimitName;
import dev.headroom.limits.Reading;
import dev.headroom.limits.Window;
import dev.headroom.notify.DeliveryResult;
import dev.headroom.notify.Mute;
import dev.headroom.notify.MuteWindow;
import dev.headroom.notify.Notification;
import dev.headroom.notify.Route;
import dev.headroom.notify.TargetId;
import dev.headroom.org.Org;
import dev.headroom.org.OrgId;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A scenario of {@code src/test/resources/alertmanager} on its way through Headroom: judged,
 * published and delivered, in memory. A tick is one slot of five minutes.
 */
final class Scenario {
  private static final Duration TICK = Duration.ofMinutes(5);

  /** Ticks that a scenario goes on for after its last step, as in {@code record.py}. */
  private static final int TAIL = 3;

  private static final int OVER_AN_HOUR = 3_600;

  private final JsonNode script;
  private final Telling world = new Telling();
  private final SortedMap<String, Org> orgs = new TreeMap<>();
  private final Map<OrgId, SortedMap<LimitName, Long>> used = new HashMap<>();
  private final Map<OrgId, Integer> missed = new HashMap<>();
  private final Set<TargetId> down = new HashSet<>();
  private final SortedMap<String, Learned> learned = new TreeMap<>();

  /**
   * What a target learns.
   *
   * @param messages how many it accepts
   * @param news the level of each problem whenever it changes, and again if a message changes none
   */
  record Outcome(int messages, List<String> news) {
    Outcome {
      news = List.copyOf(news);
    }
  }

  /** What a target has learned so far. */
  private static final class Learned {
    private final Map<String, String> believed = new HashMap<>();
    private final List<News> news = new ArrayList<>();
    private int messages;
  }

  private record News(long tick, String problem, String level) {
    @Override
    public String toString() {
      return tick + " " + problem + " " + level;
    }
  }

  Scenario(JsonNode script) {
    this.script = script;
  }

  /** Returns what each target that learned anything learned. */
  SortedMap<String, Outcome> run() {
    setUp();
    int last = 0;
    for (JsonNode step : script.path("steps")) {
      last = Math.max(last, step.path("at").asInt());
    }
    for (int tick = 0; tick <= last + TAIL; tick++) {
      tick(tick);
    }
    SortedMap<String, Outcome> outcome = new TreeMap<>();
    learned.forEach(
        (target, what) ->
            outcome.put(
                target,
                new Outcome(
                    what.messages,
                    what.news.stream()
                        // Within a tick only the order of one problem's news counts.
                        .sorted(Comparator.comparingLong(News::tick).thenComparing(News::problem))
                        .map(News::toString)
                        .toList())));
    return outcome;
  }

  private void setUp() {
    JsonNode given = script.path("orgs");
    if (given.isMissingNode()) {
      addOrg("acme", "acme", Map.of());
    }
    given
        .properties()
        .forEach(
            org ->
                addOrg(
                    org.getKey(),
                    org.getValue().path("tenant").asText(),
                    texts(org.getValue().path("tags"))));
    JsonNode routes = script.path("routes");
    world.setRoutes(
        routes.isMissingNode()
            ? new Route[] {new Route(Route.Match.EVERYTHING, List.of(Telling.HOOKS), false)}
            : routes(routes));
    JsonNode window = script.path("window");
    if (!window.isMissingNode()) {
      world.mutes.put(
          new Mute(
              "window", match(window), null, null, "quiet hours", "Ann", List.of(window(window))));
    }
    for (TargetId target : List.of(Telling.HOOKS, Telling.PAGER)) {
      world.answer(
          target,
          notification -> {
            if (down.contains(target)) {
              return new DeliveryResult.Retryable(
                  DeliveryResult.RetryKind.SERVER, "503", null, false);
            }
            learn(target, notification);
            return Telling.accept(notification);
          });
    }
  }

  private void addOrg(String id, String tenant, Map<String, String> tags) {
    Org like = PollPorts.org(id);
    Org org =
        new Org(
            like.id(), tenant, like.loginUrl(), like.credentials(), like.interval(), null, tags);
    orgs.put(id, org);
    // Each has an instance of its own, so that only a tenant makes a group.
    world.setOrg(org, "instance of " + id);
  }

  private void tick(int tick) {
    Duration until = Duration.between(world.instant(), at(tick));
    if (until.isPositive()) {
      world.runFor(until);
    }
    Set<String> changed = new HashSet<>();
    for (JsonNode step : script.path("steps")) {
      if (step.path("at").asInt() != tick) {
        continue;
      }
      if (step.has("org") && !changed.add(step.path("org") + " " + step.path("limit"))) {
        // The same problem again: what happened so far is committed first, and not yet delivered.
        judge(tick);
        changed.clear();
      }
      apply(step);
    }
    judge(tick);
    // Whatever is due at this tick is delivered in it.
    world.runFor(TICK.minusSeconds(30));
  }

  private void apply(JsonNode step) {
    if (step.has("mute")) {
      String id = step.path("mute").asText();
      int from = step.path("from").asInt(step.path("at").asInt());
      Instant until = at(step.path("until").asInt());
      world.mutes.put(
          new Mute(id, match(step.path("match")), at(from), until, "release", "Ann", List.of()));
    } else if (step.has("unmute")) {
      world.mutes.remove(step.path("unmute").asText());
    } else if (step.has("routes")) {
      world.setRoutes(routes(step.path("routes")));
    } else if (step.has("down")) {
      down.add(new TargetId(step.path("down").asText()));
    } else if (step.has("up")) {
      down.remove(new TargetId(step.path("up").asText()));
    } else if (step.has("silent")) {
      missed.put(org(step), missed(step.path("silent")));
    } else {
      used.computeIfAbsent(org(step), org -> new TreeMap<>())
          .put(new LimitName(step.path("limit").asText()), used(step.path("severity")));
    }
  }

  private static OrgId org(JsonNode step) {
    return new OrgId(step.path("org").asText());
  }

  private static int missed(JsonNode level) {
    return level.isNull()
        ? 0
        : level.asText().equals("escalation")
            ? SilenceJudge.ESCALATION_FROM
            : SilenceJudge.ATTENTION_FROM;
  }

  private static long used(JsonNode level) {
    return level.isNull() ? 10_000 : level.asText().equals("escalation") ? 85_000 : 65_000;
  }

  /** One slot of every org, in the order in which a poll judges it. */
  private void judge(int tick) {
    List<Transition> all = new ArrayList<>();
    for (Org org : orgs.values()) {
      Map<AlertKey, Episode> open = open(org.id());
      Instant slot = at(tick);
      int silent = missed.getOrDefault(org.id(), 0);
      List<Transition> transitions = new ArrayList<>();
      Evidence.Silence silence = new Evidence.Silence(slot, silent, null, "no answer", "Wait.");
      SilenceJudge.judge(org.id(), open, silence).ifPresent(transitions::add);
      SortedMap<LimitName, Evidence.Use> seen = new TreeMap<>();
      if (silent == 0) {
        used.getOrDefault(org.id(), new TreeMap<>())
            .forEach(
                (limit, use) ->
                    seen.put(limit, Evidence.Use.of(slot, Reading.ofUsed(use, 100_000))));
      }
      transitions.addAll(
          Evaluator.evaluate(
                  org.id(),
                  open,
                  new TreeMap<>(),
                  seen,
                  limit -> Policy.yardstickFor(List.of(), org, limit, Window.UNKNOWN))
              .transitions());
      Map<AlertKey, Episode> quiet = new HashMap<>(open);
      transitions.forEach(transition -> quiet.remove(transition.key()));
      for (AlertKey key : ReminderJudge.due(quiet, reminders(), slot)) {
        Evidence evidence =
            key.limit().isPresent() ? Objects.requireNonNull(seen.get(key.limit().get())) : silence;
        transitions.add(
            ReminderJudge.remind(key, Objects.requireNonNull(quiet.get(key)), evidence));
      }
      all.addAll(transitions);
    }
    world.tellAll(all);
  }

  private Map<AlertKey, Episode> open(OrgId org) {
    Map<AlertKey, Episode> open = new HashMap<>();
    for (AlertRecord record : world.records()) {
      if (record.key().org().equals(org) && record.episode().isOpen()) {
        open.put(record.key(), record.episode());
      }
    }
    return open;
  }

  private Reminders reminders() {
    JsonNode repeat = script.path("repeat");
    Duration after = TICK.multipliedBy(repeat.asInt());
    return repeat.isMissingNode() ? Reminders.OFF : new Reminders(after, after);
  }

  private void learn(TargetId target, Notification notification) {
    Learned known = learned.computeIfAbsent(target.value(), id -> new Learned());
    known.messages++;
    Transition t = notification.transition();
    SortedMap<String, String> levels = new TreeMap<>();
    if (t.evidence() instanceof Evidence.Group group) {
      group.members().forEach(m -> levels.put(problem(m.key()), level(m.episode())));
    } else {
      levels.put(problem(t.key()), level(t.episode()));
    }
    long tick = Duration.between(Telling.START, world.instant()).dividedBy(TICK);
    boolean isNews = false;
    for (Map.Entry<String, String> one : levels.entrySet()) {
      if (!one.getValue().equals(known.believed.put(one.getKey(), one.getValue()))) {
        known.news.add(new News(tick, one.getKey(), one.getValue()));
        isNews = true;
      }
    }
    if (!isNews) {
      levels.keySet().forEach(problem -> known.news.add(new News(tick, problem, "again")));
    }
  }

  private static String problem(AlertKey key) {
    return key.org() + " " + key.limit().map(LimitName::value).orElse(key.rule().word());
  }

  private static String level(Episode episode) {
    return episode.isOpen() ? episode.severity().word() : "resolved";
  }

  private static Instant at(int tick) {
    return Telling.START.plus(TICK.multipliedBy(tick));
  }

  private static MuteWindow window(JsonNode window) {
    ZoneId zone = window.has("zone") ? ZoneId.of(window.path("zone").asText()) : ZoneOffset.UTC;
    ZonedDateTime begin = edge(window.path("begin"), -OVER_AN_HOUR).atZone(zone);
    ZonedDateTime end = edge(window.path("end"), OVER_AN_HOUR).atZone(zone);
    int shift = window.path("day").asText().equals("tomorrow") ? 1 : 0;
    Set<DayOfWeek> days = new TreeSet<>(Set.of(begin.getDayOfWeek().plus(shift)));
    return new MuteWindow(days, time(begin), time(end), zone);
  }

  private static Instant edge(JsonNode edge, int seconds) {
    return edge.isInt() ? at(edge.asInt()) : at(0).plusSeconds(seconds);
  }

  private static LocalTime time(ZonedDateTime moment) {
    return moment.toLocalTime();
  }

  private static Mute.Match match(JsonNode match) {
    return new Mute.Match(
        null,
        list(match.path("orgs")),
        text(match.path("tenant")),
        texts(match.path("tags")),
        list(match.path("limits")));
  }

  private static Route[] routes(JsonNode routes) {
    List<Route> read = new ArrayList<>();
    for (JsonNode route : routes) {
      JsonNode match = route.path("match");
      String severity = text(match.path("severity"));
      read.add(
          new Route(
              new Route.Match(
                  severity == null ? null : Severity.valueOf(severity.toUpperCase(Locale.ROOT)),
                  text(match.path("tenant")),
                  texts(match.path("tags")),
                  list(match.path("limits"))),
              list(route.path("to")).stream().map(TargetId::new).toList(),
              route.path("continue").asBoolean()));
    }
    return read.toArray(Route[]::new);
  }

  private static @Nullable String text(JsonNode node) {
    return node.isTextual() ? node.asText() : null;
  }

  private static List<String> list(JsonNode node) {
    List<String> texts = new ArrayList<>();
    node.forEach(one -> texts.add(one.asText()));
    return texts;
  }

  private static Map<String, String> texts(JsonNode node) {
    Map<String, String> texts = new TreeMap<>();
    node.properties().forEach(one -> texts.put(one.getKey(), one.getValue().asText()));
    return texts;
  }
}
