package dev.headroom.cycle.export;

import dev.headroom.alert.Foresight;
import dev.headroom.cycle.poll.SlotObserver;
import dev.headroom.export.ExporterRule;
import dev.headroom.export.OrgReadings;
import dev.headroom.fleet.FleetStore;
import dev.headroom.limits.LimitName;
import dev.headroom.org.Org;
import dev.headroom.org.OrgDirectory;
import dev.headroom.org.OrgId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Collects what was committed, and sends it to the exporters at the end of a poll: one message per
 * exporter and fifty orgs. If the process ends in between, the stores have a gap.
 */
public final class HandOver implements SlotObserver {
  /** What is kept while nobody sends it: more than a poller ever commits at once. */
  private static final int MAX_KEPT = 20_000;

  private final FleetStore fleet;
  private final OrgDirectory directory;
  private final ExportQueue queue;
  private final Map<Key, Committed> committed = new LinkedHashMap<>();

  /** A transaction that is full continues in another one: both tell of the same slot. */
  private record Key(OrgId org, Instant slot) {}

  /** Sends to {@code queue}. */
  public HandOver(FleetStore fleet, OrgDirectory directory, ExportQueue queue) {
    this.fleet = fleet;
    this.directory = directory;
    this.queue = queue;
  }

  /** Keeps what was read, if there are exporters and this installation ships to them. */
  @Override
  public void committed(Committed one) {
    if (one.snapshot().readings().isEmpty()
        || !queue.isOpen()
        || fleet.settings().exporters().isEmpty()) {
      return;
    }
    synchronized (committed) {
      if (committed.size() < MAX_KEPT) {
        committed.put(new Key(one.state().org(), one.slot()), one);
      }
    }
  }

  /**
   * Sends what was kept.
   *
   * @return how many messages
   * @throws RuntimeException if the queue did not accept one; nothing is sent again
   */
  public int send() {
    List<Committed> kept;
    synchronized (committed) {
      kept = List.copyOf(committed.values());
      committed.clear();
    }
    if (kept.isEmpty()) {
      return 0;
    }
    List<OrgReadings> readings =
        kept.stream().map(this::readings).flatMap(Optional::stream).toList();
    List<ExportMessage> messages = new ArrayList<>();
    for (ExporterRule exporter : fleet.settings().exporters()) {
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
    Optional<Org> org = directory.find(one.state().org());
    return org.map(
        o -> {
          TreeMap<LimitName, Instant> projected = new TreeMap<>();
          one.foreseen()
              .forEach(
                  (limit, foresight) -> {
                    if (foresight instanceof Foresight.Exhaustion e) {
                      projected.put(limit, e.at());
                    }
                  });
          return new OrgReadings(
              o.id(),
              o.tenant(),
              new TreeMap<>(o.tags()),
              one.slot(),
              one.snapshot(),
              projected,
              new TreeMap<>());
        });
  }
}
