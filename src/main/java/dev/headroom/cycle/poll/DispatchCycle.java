package dev.headroom.cycle.poll;

import dev.headroom.org.Org;
import dev.headroom.org.OrgDirectory;
import dev.headroom.org.OrgId;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Sends the orgs that are due in a minute to the poll queue. Each org has its own minute within its
 * interval, so that the fleet is spread evenly over the interval and never polled all at once.
 */
public final class DispatchCycle {
  private final OrgDirectory directory;
  private final PollQueue queue;

  public DispatchCycle(OrgDirectory directory, PollQueue queue) {
    this.directory = directory;
    this.queue = queue;
  }

  /** Dispatches the minute of {@code time}. Repeating it is harmless: each slot is read once. */
  public DispatchReport dispatch(Instant time) {
    Instant minute = time.truncatedTo(ChronoUnit.MINUTES);
    List<Org> orgs = directory.all();
    Map<Instant, List<OrgId>> due = new TreeMap<>();
    for (Org org : Spread.due(orgs, minute)) {
      due.computeIfAbsent(org.slotAt(minute), slot -> new ArrayList<>()).add(org.id());
    }
    List<PollMessage> messages = new ArrayList<>();
    due.forEach((slot, ids) -> messages.addAll(messages(slot, ids)));
    Set<OrgId> adaptive =
        orgs.stream().filter(Org::isAdaptive).map(Org::id).collect(Collectors.toSet());
    messages.replaceAll(
        message ->
            message.orgs().stream().anyMatch(adaptive::contains) ? message.asScheduled() : message);
    if (!messages.isEmpty()) {
      queue.send(messages);
    }
    int count = due.values().stream().mapToInt(List::size).sum();
    return new DispatchReport(minute, orgs.size(), count, messages.size());
  }

  /**
   * Returns whether {@code minute} is the org's own within its interval, by the hash of its id. A
   * few orgs of a large fleet are dispatched in another one, so that no minute has more than its
   * share.
   */
  public static boolean isDue(Org org, Instant minute) {
    return Spread.own(org) == Spread.placeOf(minute, org.interval().toMinutes());
  }

  /** Returns the orgs in messages of at most {@link PollMessage#MAX_ORGS}. */
  public static List<PollMessage> messages(Instant slot, List<OrgId> orgs) {
    List<PollMessage> messages = new ArrayList<>();
    for (int from = 0; from < orgs.size(); from += PollMessage.MAX_ORGS) {
      messages.add(
          new PollMessage(
              slot, orgs.subList(from, Math.min(orgs.size(), from + PollMessage.MAX_ORGS))));
    }
    return messages;
  }
}
