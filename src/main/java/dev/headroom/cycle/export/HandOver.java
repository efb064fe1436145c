package dev.headroom.cycle.export;

import dev.headroom.alert.Foresight;
import dev.headroom.cycle.poll.SlotObserver;
import dev.headroom.export.ExporterRule;
import dev.headroom.export.OrgReadings;
import dev.headroom.fleet.FleetStore;
import dev.headroom.limits.LimitName;
import dev.headroom.limits.Snapshot;
import dev.headroom.org.OrgDirectory;
import dev.headroom.org.OrgId;
import dev.headroom.usage.RecentCalls;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Collects what was committed, and sends it to the exporters at the end of a poll, or of turns that
 * attribute calls: one message per exporter and fifty orgs. If the process ends in between, the
 * stores have a gap.
 */
public final class HandOver implements SlotObserver {
  /** What is kept while nobody sends it: more than a poller ever commits at once. */
  private static final int MAX_KEPT = 20_000;

  private static final Snapshot NOTHING = new Snapshot(Collections.emptySortedMap(), true);

  private final FleetStore fleet;
  private final OrgDirectory directory;
  private final ExportQueue queue;
  private final Map<Key, Committed> committed = new LinkedHashMap<>();
  private final List<Calls> calls = new ArrayList<>();

  /** A transaction that is full continues in another one: both tell of the same slot. */
  private record Key(OrgId org, Instant slot) {}

  private record Calls(OrgId org, Instant at, RecentCalls recent) {}

  /** Sends to {@code queue}. */
  public HandOver(FleetStore fleet, OrgDirectory directory, ExportQueue queue) {
    this.fleet = fleet;
    this.directory = directory;
    this.queue = queue;
  }

  /** Keeps what was read, if there are exporters and this installation ships to them. */
  @Override
  public void committed(Committed one) {
    if (one.snapshot().readings().isEmpty() || !isWanted()) {
      return;
    }
    synchronized (committed) {
      if (committed.size() < MAX_KEPT) {
        committed.put(new Key(one.state().org(), one.slot()), one);
      }
    }
  }

  /**
   * Keeps the calls of an org's integrations, under the same conditions.
   *
   * @param at the time of their values: when they became known, since stores accept no older one
   */
  public void called(OrgId org, RecentCalls recent, Instant at) {
    if (recent.byIntegration().isEmpty() || !isWanted()) {
      return;
    }
    synchronized (committed) {
      if (calls.size() < MAX_KEPT) {
        calls.add(new Calls(org, at, recent));
      }
    }
  }

  /** Returns whether there are exporters and this installation ships to them. */
  public boolean isWanted() {
    return queue.isOpen() && !fleet.rules().exporters().isEmpty();
  }

  /**
   * Sends what was kept.
   *
   * @return how many messages
   * @throws RuntimeException if the queue did not accept one; nothing is sent again
   */
  public int send() {
    List<Committed> kept;
    List<Calls> called;
    synchronized (committed) {
      kept = List.copyOf(committed.values());
      committed.clear();
      called = List.copyOf(calls);
      calls.clear();
    }
    if (kept.isEmpty() && called.isEmpty()) {
      return 0;
    }
    List<OrgReadings> readings =
        Stream.concat(kept.stream().map(this::readings), called.stream().map(this::calls))
            .flatMap(Optional::stream)
            .toList();
    List<ExportMessage> messages = new ArrayList<>();
    for (ExporterRule exporter : fleet.rules().exporters()) {
      List<OrgReadings> its =
          readings.stream()
              .filter(r -> exporter.match().hasOrg(r.org(), r.tenant(), r.tags()))
              .toList();
      for (int from = 0; from < its.size(); from += ExportMessage.MAX_ORGS) {
        messages.add(
            new ExportMessage(
                exporter.id(),
                its.subList(from, Math.min(its.size(), from + ExportMessage.MAX_ORGS))));
      }
    }
    if (!messages.isEmpty()) {
      queue.send(messages);
    }
    return messages.size();
  }

  private Optional<OrgReadings> readings(Committed one) {
    TreeMap<LimitName, Instant> projected = new TreeMap<>();
    one.foreseen()
        .forEach(
            (limit, foresight) -> {
              if (foresight instanceof Foresight.Exhaustion e) {
                projected.put(limit, e.at());
              }
            });
    return readings(
        one.state().org(), one.slot(), one.snapshot(), projected, Collections.emptySortedMap());
  }

  private Optional<OrgReadings> calls(Calls one) {
    return readings(
        one.org(), one.at(), NOTHING, Collections.emptySortedMap(), one.recent().byIntegration());
  }

  /** Nothing for an org that has left the fleet. */
  private Optional<OrgReadings> readings(
      OrgId id,
      Instant at,
      Snapshot snapshot,
      SortedMap<LimitName, Instant> projected,
      SortedMap<String, Long> calls) {
    return directory
        .find(id)
        .map(
            org ->
                new OrgReadings(
                    org.id(),
                    org.tenant(),
                    new TreeMap<>(org.tags()),
                    at,
                    snapshot,
                    projected,
                    calls));
  }
}
