package dev.headroom.cycle.ask;

import dev.headroom.alert.AlertKey;
import dev.headroom.alert.AlertRecord;
import dev.headroom.alert.Episodes;
import dev.headroom.alert.Transition;
import dev.headroom.cycle.tell.SweepTrigger;
import dev.headroom.cycle.tell.TestFires;
import dev.headroom.fleet.AuditEntry;
import dev.headroom.fleet.Change;
import dev.headroom.fleet.FleetStore;
import dev.headroom.fleet.Violation;
import dev.headroom.notify.Deliveries;
import dev.headroom.notify.Delivery;
import dev.headroom.notify.Delivery.Status;
import dev.headroom.notify.DeliveryRef;
import dev.headroom.notify.Outbox;
import dev.headroom.notify.OutboxEntry;
import dev.headroom.notify.OutboxId;
import dev.headroom.notify.Target;
import dev.headroom.notify.TargetId;
import dev.headroom.org.TenantScope;
import dev.headroom.report.OrderReport;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Lists deliveries, sends again what was given up, and tests targets. Deliveries are the
 * operator's: a tenant sees those of its alerts on their pages.
 */
public final class DeliveryOrders {
  /** The action that lists. */
  public static final String LIST = "deliveries";

  /** The action that sends again. */
  public static final String REPLAY = "replay";

  /** The action that tests. */
  public static final String TEST_FIRE = "test-fire";

  /** The member that names a transition. */
  public static final String ID = "id";

  /** The member that names a target. */
  public static final String TARGET = "target";

  /** The member for the state of a delivery. */
  public static final String STATE = "state";

  /** The member that names an alert. */
  public static final String ALERT = AskedAlert.MEMBER;

  /** The member for the greatest number of deliveries. */
  public static final String MOST = "most";

  /** The members for a time range. */
  public static final String FROM = "from";

  public static final String TO = "to";

  private static final String ALL = "all";
  private static final int MAX_SEEN = 2_000;
  private static final int MAX_ALERTS = 200;
  private static final int MAX_CHAIN = 200;

  private final Stores stores;
  private final FleetStore fleet;
  private final SweepTrigger sweep;
  private final TestFires tests;
  private final InstantSource clock;

  /** The stores. */
  public record Stores(Episodes episodes, Outbox outbox, Deliveries deliveries) {}

  /**
   * Uses these ports.
   *
   * @param fleet knows the targets, and stores the audit
   * @param sweep requested after each order
   * @param clock real time
   */
  public DeliveryOrders(
      Stores stores, FleetStore fleet, SweepTrigger sweep, TestFires tests, InstantSource clock) {
    this.stores = stores;
    this.fleet = fleet;
    this.sweep = sweep;
    this.tests = tests;
    this.clock = clock;
  }

  /** Returns the orders. */
  public List<TellOrder> orders() {
    return List.of(
        new TellOrder(TellForms.DELIVERIES, (scope, members, actor) -> list(scope, members)),
        new TellOrder(TellForms.REPLAY, this::replay),
        new TellOrder(TellForms.TEST_FIRE, this::test));
  }

  /**
   * Lists deliveries, the newest first: of an alert all that are kept; otherwise those that wait or
   * were given up, and with a state that is neither those of the newest alerts.
   */
  public OrderReport list(TenantScope scope, Map<String, String> members) {
    List<Violation> violations = new ArrayList<>();
    checkScope(scope, LIST, violations);
    Optional<Status> state = AskedDelivery.state(members.get(STATE), violations);
    Optional<TargetId> target =
        AskedDelivery.target(members.get(TARGET), fleet.settings(), violations);
    int most = AskedDelivery.most(members.get(MOST), violations);
    String key = members.getOrDefault(ALERT, "").strip();
    List<AlertKey> keys = key.isEmpty() ? List.of() : keys(key, violations);
    if (!violations.isEmpty()) {
      return OrderReport.wrong(violations);
    }
    Stream<Delivery> found;
    if (!keys.isEmpty()) {
      found = keys.stream().flatMap(this::of);
    } else if (state.filter(one -> one.isSettled() && !one.isTrouble()).isPresent()) {
      found = newestKeys().stream().flatMap(this::of);
    } else {
      found = Stream.concat(waiting(), givenUp());
    }
    Predicate<Delivery> fits =
        delivery ->
            state.filter(one -> one != delivery.status()).isEmpty()
                && target.filter(one -> !one.equals(delivery.target())).isEmpty();
    List<Map<String, @Nullable Object>> shown =
        found
            .filter(fits)
            .sorted(Comparator.comparing(Delivery::createdAt).reversed())
            .limit(most)
            .map(this::form)
            .toList();
    return OrderReport.of(
        LIST,
        shown,
        shown.isEmpty()
            ? "no delivery is kept that fits"
            : shown.stream().map(DeliveryOrders::line).collect(Collectors.joining("\n")));
  }

  /** Sends again what was given up, in the order of its transitions. */
  public OrderReport replay(TenantScope scope, Map<String, String> members, String actor) {
    List<Violation> violations = new ArrayList<>();
    checkScope(scope, REPLAY, violations);
    String by = AskedName.read(members, violations);
    Optional<OutboxId> id = AskedDelivery.id(members.get(ID), violations);
    Optional<TargetId> target =
        AskedDelivery.target(members.get(TARGET), fleet.settings(), violations);
    Optional<Instant> from = AskedDelivery.time(FROM, members, violations);
    Optional<Instant> to = AskedDelivery.time(TO, members, violations);
    if (violations.isEmpty()
        && id.isEmpty()
        && target.isEmpty()
        && from.isEmpty()
        && to.isEmpty()) {
      violations.add(
          new Violation(
              ID,
              null,
              "is missing",
              "Give id, target, or from and to: what is to be sent again."));
    }
    if (!violations.isEmpty()) {
      return OrderReport.wrong(violations);
    }
    Stream<Delivery> all =
        id.isPresent()
            ? stores.deliveries().of(id.get()).stream().filter(DeliveryOrders::isGivenUp)
            : givenUp();
    List<Delivery> chosen =
        all.filter(d -> target.filter(one -> !one.equals(d.target())).isEmpty())
            .filter(d -> from.filter(d.createdAt()::isBefore).isEmpty())
            .filter(d -> to.filter(end -> !d.createdAt().isBefore(end)).isEmpty())
            .sorted(Comparator.comparing(Delivery::createdAt))
            .toList();
    audit(by, actor, REPLAY, chosen.size() + " deliveries" + about(id, target));
    List<Map<String, @Nullable Object>> sent = new ArrayList<>();
    List<Map<String, @Nullable Object>> left = new ArrayList<>();
    for (Delivery delivery : chosen) {
      String why = again(delivery);
      Map<String, @Nullable Object> form = form(delivery);
      if (why.isEmpty()) {
        sent.add(form);
      } else {
        form.put("why", why);
        left.add(form);
      }
    }
    sweep.ask();
    StringBuilder text =
        new StringBuilder("%d are sent again, %d are not".formatted(sent.size(), left.size()));
    for (Map<String, @Nullable Object> one : left) {
      text.append('\n').append(line(one)).append(": ").append(one.get("why"));
    }
    Map<String, @Nullable Object> answer = new LinkedHashMap<>();
    answer.put("again", sent);
    answer.put("left", left);
    return OrderReport.of(REPLAY, answer, text.toString());
  }

  /** Puts a delivery back to be sent; an empty text, or why it is not sent. */
  private String again(Delivery delivery) {
    Optional<OutboxEntry> entry = stores.outbox().find(delivery.outbox());
    if (entry.isEmpty()) {
      return "the transition is no longer kept";
    }
    if (!fleet.settings().current().containsKey(delivery.target())) {
      return "the target is not in the manifest";
    }
    Transition transition = entry.get().transition();
    boolean isOver =
        !(transition instanceof Transition.Resolved)
            && stores
                .episodes()
                .find(transition.key(), transition.episode().openedAt())
                .filter(record -> !record.episode().isOpen())
                .isPresent();
    if (isOver) {
      return "the alert is over";
    }
    if (isFollowed(delivery)) {
      return "a later message of the alert was received";
    }
    Instant now = clock.instant();
    return stores.deliveries().replaceIfUnchanged(delivery, delivery.replayed(now), now).isPresent()
        ? ""
        : "it was changed meanwhile";
  }

  private boolean isFollowed(Delivery delivery) {
    Delivery one = delivery;
    for (int i = 0; i < MAX_CHAIN && one.next() != null; i++) {
      Optional<Delivery> next =
          stores.deliveries().find(new DeliveryRef(one.next(), delivery.target()));
      if (next.isEmpty() || next.get().status() == Status.DELIVERED) {
        return next.isPresent();
      }
      one = next.get();
    }
    return false;
  }

  /** Tests one target, or all of the manifest. */
  public OrderReport test(TenantScope scope, Map<String, String> members, String actor) {
    List<Violation> violations = new ArrayList<>();
    checkScope(scope, TEST_FIRE, violations);
    String by = AskedName.read(members, violations);
    String asked = members.getOrDefault(TARGET, "").strip();
    SortedMap<TargetId, Target> known = fleet.settings().current();
    List<TargetId> targets =
        asked.equals(ALL)
            ? List.copyOf(known.keySet())
            : known.keySet().stream().filter(id -> id.value().equals(asked)).toList();
    if (targets.isEmpty()) {
      violations.add(AskedDelivery.unknown(asked, known));
    }
    if (!violations.isEmpty()) {
      return OrderReport.wrong(violations);
    }
    audit(by, actor, TEST_FIRE, asked);
    tests.fire(targets);
    sweep.ask();
    List<Map<String, @Nullable Object>> shown = new ArrayList<>();
    for (TargetId target : targets) {
      Map<String, @Nullable Object> one = new LinkedHashMap<>();
      one.put(TARGET, target.value());
      one.put(ALERT, AlertKey.test(target.value()).hash());
      shown.add(one);
    }
    return OrderReport.of(
        "tests",
        shown,
        targets.stream()
            .map(
                target ->
                    "a test is on its way to %s; 'deliveries --alert %s' shows whether it arrived"
                        .formatted(target, AlertKey.test(target.value()).hash().substring(0, 8)))
            .collect(Collectors.joining("\n")));
  }

  private Stream<Delivery> waiting() {
    return stores.deliveries().unsettled(MAX_SEEN).stream()
        .flatMap(ref -> stores.deliveries().find(ref).stream());
  }

  private Stream<Delivery> givenUp() {
    return stores.deliveries().troubled(MAX_SEEN).stream().filter(DeliveryOrders::isGivenUp);
  }

  private static boolean isGivenUp(Delivery delivery) {
    return delivery.status().isSettled() && delivery.status().isTrouble();
  }

  private Stream<Delivery> of(AlertKey key) {
    List<Delivery> all = new ArrayList<>();
    Optional<OutboxEntry> entry = stores.outbox().latest(key);
    for (int i = 0; i < MAX_CHAIN && entry.isPresent(); i++) {
      all.addAll(stores.deliveries().of(entry.get().id()));
      OutboxId previous = entry.get().previous();
      entry = previous == null ? Optional.empty() : stores.outbox().find(previous);
    }
    return all.stream();
  }

  private List<AlertKey> newestKeys() {
    return Stream.concat(
            stores.episodes().open().stream(), stores.episodes().newest(MAX_ALERTS).stream())
        .map(AlertRecord::key)
        .distinct()
        .limit(MAX_ALERTS)
        .toList();
  }

  private List<AlertKey> keys(String asked, List<Violation> violations) {
    List<AlertKey> found =
        asked.length() < 8
            ? List.of()
            : newestKeys().stream().filter(key -> key.hash().startsWith(asked)).toList();
    if (found.isEmpty()) {
      violations.add(
          new Violation(
              ALERT,
              null,
              "is not the key of one of the newest alerts",
              "Write the key of GET /api/alerts, or at least its first 8 digits."));
    }
    return found;
  }

  private Map<String, @Nullable Object> form(Delivery delivery) {
    Map<String, @Nullable Object> form = new LinkedHashMap<>();
    Transition transition =
        stores.outbox().find(delivery.outbox()).map(OutboxEntry::transition).orElse(null);
    Delivery.Problem problem = delivery.problem();
    form.put(ID, delivery.outbox().toString());
    form.put(TARGET, delivery.target().value());
    form.put(STATE, delivery.status().word());
    form.put(ALERT, transition == null ? null : transition.key().hash());
    form.put("org", transition == null ? null : transition.key().org().value());
    form.put("transition", transition == null ? null : transition.word());
    form.put("attempts", delivery.attempts());
    form.put("createdAt", delivery.createdAt().toString());
    form.put("due", delivery.status().isSettled() ? null : delivery.due().toString());
    form.put("settledAt", text(delivery.settledAt()));
    form.put("problem", problem == null ? null : problem.kind());
    form.put("detail", problem == null ? delivery.receipt() : problem.detail());
    return form;
  }

  private static String line(Map<String, @Nullable Object> form) {
    return "%s  %s to %s: %s, %s attempts%s"
        .formatted(
            form.get("createdAt"),
            form.get(ID),
            form.get(TARGET),
            form.get(STATE),
            form.get("attempts"),
            form.get("detail") == null ? "" : " (" + form.get("detail") + ")");
  }

  private static @Nullable String text(@Nullable Instant at) {
    return at == null ? null : at.toString();
  }

  private static void checkScope(TenantScope scope, String member, List<Violation> violations) {
    if (!scope.seesFleet()) {
      violations.add(new Violation(member, null, "is the operator's", "Ask who runs Headroom."));
    }
  }

  private static String about(Optional<OutboxId> id, Optional<TargetId> target) {
    return id.map(one -> " of " + one).orElse("") + target.map(one -> " to " + one).orElse("");
  }

  private void audit(String by, String actor, String kind, String text) {
    fleet.audit(
        new AuditEntry(
            AskedName.actor(by, actor),
            clock.instant(),
            null,
            List.of(new Change(Change.Action.ADD, kind, text)),
            List.of(),
            List.of()));
  }
}
