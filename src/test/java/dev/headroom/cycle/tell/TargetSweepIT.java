package dev.headroom.cycle.tell;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.headroom.alert.AlertKey;
import dev.headroom.alert.AlertRecord;
import dev.headroom.alert.InMemoryAlertStates;
import dev.headroom.alert.Reason;
import dev.headroom.alert.Severity;
import dev.headroom.alert.dynamodb.DynamoDbAlertStates;
import dev.headroom.cycle.poll.SlotObservers;
import dev.headroom.dynamodb.MeteredDynamoDb;
import dev.headroom.dynamodb.TestDynamoDb;
import dev.headroom.fleet.AuditEntry;
import dev.headroom.fleet.Fleet;
import dev.headroom.fleet.FleetStore;
import dev.headroom.fleet.Settings;
import dev.headroom.history.InMemoryNameDictionary;
import dev.headroom.notify.Delivery;
import dev.headroom.notify.DeliveryQueue;
import dev.headroom.notify.OutboxId;
import dev.headroom.notify.Route;
import dev.headroom.notify.Target;
import dev.headroom.notify.TargetId;
import dev.headroom.notify.Trouble;
import dev.headroom.notify.dynamodb.DynamoDbDeliveries;
import dev.headroom.notify.dynamodb.DynamoDbOutbox;
import dev.headroom.notify.dynamodb.DynamoDbTargetHealth;
import dev.headroom.org.Org;
import dev.headroom.org.OrgDirectory;
import dev.headroom.org.OrgId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** The sweep over real rows: what a minute reads, and what it commits of targets. */
class TargetSweepIT {
  private static final Target CHAT = new Target(new TargetId("chat"), "slack", Map.of());
  private static final Target PAGER = new Target(new TargetId("pager"), "pagerduty", Map.of());
  private static final Route ROUTE =
      new Route(Route.Match.EVERYTHING, List.of(CHAT.id(), PAGER.id()), false);

  private final TestDynamoDb db = TestDynamoDb.create();
  private final MeteredDynamoDb metered = new MeteredDynamoDb(db.client());
  private final DynamoDbTargetHealth health = new DynamoDbTargetHealth(db.client(), db.tables());
  private final List<String> sent = new ArrayList<>();
  private Instant now = Instant.parse("2026-11-25T12:00:00.250Z");

  @Test
  void aMinuteWithoutTroubleReadsNoRowMoreThanBeforeThereWereAlertsAboutTargets() {
    SweepCycle sweep = process(metered.client());
    sweep.sweep();
    for (int minute = 0; minute < 3; minute++) {
      now = now.plusSeconds(60);
      metered.reset();
      sweep.sweep();
      // What waits in the outbox, what is wrong with targets, which deliveries are due.
      assertThat(metered.calls()).containsExactly("query", "query", "query");
      assertThat(metered.readUnits()).isEqualTo(1.5);
      assertThat(metered.writeUnits()).isZero();
    }
  }

  @Test
  void anAlertIsCommittedSentThroughTheOtherTargetAndResolvedByWhicheverProcessSweeps() {
    SweepCycle one = process(db.client());
    one.sweep();
    Trouble parked =
        health.replaceIfUnchanged(null, Trouble.parked(CHAT, "404", now)).orElseThrow();
    SweepCycle other = process(db.client());
    other.sweep();
    assertThat(alert())
        .get()
        .satisfies(
            alert ->
                assertThat(alert.episode())
                    .returns(Severity.ESCALATION, e -> e.severity())
                    .returns(Reason.REFUSED, e -> e.reason())
                    .returns(Instant.parse("2026-11-25T12:00:00Z"), e -> e.openedAt())
                    .returns(true, e -> e.isOpen()));
    now = now.plusSeconds(60);
    other.sweep();
    assertThat(sent).containsExactly("-:1:0 to pager");

    // The one never saw the trouble while it held.
    assertThat(health.replaceIfUnchanged(parked, parked.over())).isPresent();
    now = now.plusSeconds(60);
    one.sweep();
    assertThat(alert()).get().satisfies(a -> assertThat(a.episode().isOpen()).isFalse());
    assertThat(health.all()).isEmpty();
    now = now.plusSeconds(60);
    one.sweep();
    assertThat(sent).contains("-:2:0 to pager").noneMatch(message -> message.endsWith("chat"));
    assertThat(deliveries(db.client()).find(ref("-:1:0")).orElseThrow().status())
        .isEqualTo(Delivery.Status.PENDING);
  }

  private Optional<AlertRecord> alert() {
    return states(db.client()).newest(AlertKey.target("chat"));
  }

  private static dev.headroom.notify.DeliveryRef ref(String outbox) {
    return new dev.headroom.notify.DeliveryRef(OutboxId.parse(outbox).orElseThrow(), PAGER.id());
  }

  private DynamoDbAlertStates states(DynamoDbClient client) {
    return new DynamoDbAlertStates(
        client, db.tables(), new InMemoryNameDictionary(), new ObjectMapper(), () -> now);
  }

  private DynamoDbDeliveries deliveries(DynamoDbClient client) {
    return new DynamoDbDeliveries(client, db.tables());
  }

  /** A process that has not swept yet. */
  private SweepCycle process(DynamoDbClient client) {
    DynamoDbOutbox outbox = new DynamoDbOutbox(client, db.tables(), new ObjectMapper());
    DeliveryQueue queue =
        (OutboxId id, TargetId target, Duration delay) -> sent.add(id + " to " + target);
    FleetStore fleet = new TwoTargets();
    InMemoryAlertStates none = new InMemoryAlertStates();
    NoOrgs orgs = new NoOrgs();
    MassEvents groups =
        new MassEvents(
            none, outbox, fleet, orgs, org -> Optional.empty(), SlotObservers.NONE, time -> {});
    return new SweepCycle(
        List.of(new Departures(none, none, orgs, SlotObservers.NONE, () -> now)),
        new PublishCycle(outbox, fleet, orgs, queue, groups, () -> now),
        new DeliveryCycle.Stores(
            outbox,
            deliveries(client),
            new DynamoDbTargetHealth(client, db.tables()),
            new dev.headroom.notify.dynamodb.DynamoDbLanes(client, db.tables()),
            none),
        fleet,
        new TargetAlerts(states(client), SlotObservers.NONE, () -> now),
        queue,
        () -> now);
  }

  private static final class TwoTargets implements FleetStore {
    @Override
    public Settings settings() {
      return new Settings(1, List.of(), Map.of(CHAT.id(), CHAT, PAGER.id(), PAGER), List.of(ROUTE));
    }

    @Override
    public Fleet load() {
      return Fleet.EMPTY;
    }

    @Override
    public void apply(Fleet wanted, AuditEntry entry) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void audit(AuditEntry entry) {
      throw new UnsupportedOperationException();
    }
  }

  private static final class NoOrgs implements OrgDirectory {
    @Override
    public Optional<Org> find(OrgId id) {
      return Optional.empty();
    }

    @Override
    public List<Org> all() {
      return List.of();
    }
  }
}
