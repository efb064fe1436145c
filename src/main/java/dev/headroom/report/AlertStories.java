package dev.headroom.report;

import dev.headroom.alert.AlertKey;
import dev.headroom.alert.AlertRecord;
import dev.headroom.alert.Evidence;
import dev.headroom.alert.Rule;
import dev.headroom.alert.Subject;
import dev.headroom.alert.Transition;
import dev.headroom.notify.Deliveries;
import dev.headroom.notify.Delivery;
import dev.headroom.notify.Outbox;
import dev.headroom.notify.OutboxEntry;
import dev.headroom.notify.OutboxId;
import dev.headroom.notify.Target;
import dev.headroom.notify.TargetId;
import dev.headroom.report.AlertStory.Step;
import dev.headroom.report.AlertStory.Telling;
import dev.headroom.report.AlertStory.Told;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Reconstructs the course of alerts from the outbox and the deliveries, which are kept for 30 days
 * after the next transition. Entries that can no longer change are read once.
 */
final class AlertStories {
  /** The most episodes of one alert that are shown. */
  static final int MAX_EPISODES = 100;

  /** The most transitions of one alert that are shown. */
  static final int MAX_STEPS = 200;

  private static final int MAX_REMEMBERED = 20_000;
  private static final int MAX_GROUPS = 20;

  private final Commits commits;
  private final Outbox outbox;
  private final Deliveries deliveries;
  private final Map<OutboxId, OutboxEntry> entries = new ConcurrentHashMap<>();
  private final Map<OutboxId, List<Delivery>> settled = new ConcurrentHashMap<>();
  private final Map<Transited, Optional<Evidence>> judgedOn = new ConcurrentHashMap<>();

  private record Transited(AlertKey key, Instant at) {}

  /**
   * Which targets are shown.
   *
   * @param all whether every target is, including those that the manifest no longer has
   * @param type of a target that the manifest has
   */
  record Seen(boolean all, Map<TargetId, String> type) {
    static Seen of(boolean all, List<Target> targets) {
      Map<TargetId, String> type = new HashMap<>();
      targets.forEach(target -> type.put(target.id(), target.type()));
      return new Seen(all, type);
    }

    boolean sees(TargetId target) {
      return all || type.containsKey(target);
    }
  }

  AlertStories(Commits commits, Outbox outbox, Deliveries deliveries) {
    this.commits = commits;
    this.outbox = outbox;
    this.deliveries = deliveries;
  }

  /**
   * Returns the story of {@code key}; empty if it has no episode.
   *
   * @param isShown which episodes are shown
   */
  Optional<AlertStory> of(AlertKey key, Predicate<AlertRecord> isShown, Seen seen) {
    List<AlertRecord> records = commits.alerts(key, MAX_EPISODES).stream().filter(isShown).toList();
    if (records.isEmpty()) {
      return Optional.empty();
    }
    Map<Instant, List<OutboxEntry>> byOpening = new HashMap<>();
    for (OutboxEntry entry : chain(key)) {
      byOpening
          .computeIfAbsent(entry.transition().episode().openedAt(), at -> new ArrayList<>())
          .add(entry);
    }
    return Optional.of(
        new AlertStory(
            key,
            records.stream()
                .map(
                    record ->
                        episode(
                            record,
                            byOpening.getOrDefault(record.episode().openedAt(), List.of()),
                            seen))
                .toList()));
  }

  /**
   * Returns what the newest stored transition of {@code key} was judged on; read once for each
   * transition, because lists show many alerts several times a minute.
   *
   * @param updatedAt when the alert that is shown last changed
   */
  Optional<Evidence> evidence(AlertKey key, Instant updatedAt) {
    Transited transited = new Transited(key, updatedAt);
    Optional<Evidence> known = judgedOn.get(transited);
    if (known == null) {
      known = outbox.latest(key).map(entry -> entry.transition().evidence());
      remember(judgedOn, transited, known);
    }
    return known;
  }

  private AlertStory.Episode episode(AlertRecord record, List<OutboxEntry> kept, Seen seen) {
    dev.headroom.alert.Episode stored = record.episode();
    boolean whole =
        !kept.isEmpty()
            && kept.getFirst().transition() instanceof Transition.Opened
            && !kept.getLast().transition().episode().updatedAt().isBefore(stored.updatedAt());
    return new AlertStory.Episode(
        AlertView.of(record),
        held(record),
        kept.stream().map(entry -> step(entry, seen)).toList(),
        whole);
  }

  /** The org's own episode, which knows what holds it; the recorded one knows only its reason. */
  private dev.headroom.alert.@Nullable Episode held(AlertRecord record) {
    return record.episode().isOpen()
        ? commits.state(record.key().org()).open().get(record.key())
        : null;
  }

  /** The newest transitions of {@code key} in time order. */
  private List<OutboxEntry> chain(AlertKey key) {
    List<OutboxEntry> chain = new ArrayList<>();
    Optional<OutboxEntry> next = outbox.latest(key);
    while (next.isPresent() && chain.size() < MAX_STEPS) {
      OutboxEntry entry = next.get();
      chain.add(entry);
      OutboxId previous = entry.previous();
      next = previous == null ? Optional.empty() : find(previous);
    }
    Collections.reverse(chain);
    return chain;
  }

  /** An entry whose deliveries exist no longer changes. */
  private Optional<OutboxEntry> find(OutboxId id) {
    OutboxEntry known = entries.get(id);
    if (known != null) {
      return Optional.of(known);
    }
    Optional<OutboxEntry> found = outbox.find(id);
    found.filter(OutboxEntry::handedOver).ifPresent(entry -> remember(entries, id, entry));
    return found;
  }

  private List<Delivery> deliveries(OutboxId id) {
    List<Delivery> known = settled.get(id);
    if (known != null) {
      return known;
    }
    List<Delivery> read = deliveries.of(id);
    if (!read.isEmpty() && read.stream().allMatch(delivery -> delivery.status().isSettled())) {
      remember(settled, id, read);
    }
    return read;
  }

  private static <K, T> void remember(Map<K, T> memory, K id, T value) {
    if (memory.size() >= MAX_REMEMBERED) {
      memory.clear();
    }
    memory.put(id, value);
  }

  private Step step(OutboxEntry entry, Seen seen) {
    Transition transition = entry.transition();
    if (entry.decision() == null) {
      return new Step(entry.id(), transition, Telling.UNDECIDED, List.of());
    }
    List<TargetId> targets = entry.decision().targets();
    if (!targets.isEmpty()) {
      return step(entry, Telling.TOLD, entry.id(), targets, seen);
    }
    if (entry.decision().muted().stream().anyMatch(seen::sees)) {
      return new Step(entry.id(), transition, Telling.MUTED, List.of(), why(entry, seen), null);
    }
    return together(transition)
        .map(group -> step(entry, Telling.TOGETHER, group.id(), targets(group), seen))
        .orElseGet(
            () ->
                new Step(
                    entry.id(),
                    transition,
                    seen.all() ? Telling.NOBODY : Telling.UNSEEN,
                    List.of(),
                    why(entry, seen),
                    nobody(entry, seen)));
  }

  private static SortedMap<TargetId, String> why(OutboxEntry entry, Seen seen) {
    SortedMap<TargetId, String> why = new TreeMap<>();
    if (entry.decision() != null) {
      entry
          .decision()
          .why()
          .forEach(
              (target, reason) -> {
                if (seen.sees(target)) {
                  why.put(target, reason);
                }
              });
    }
    return why;
  }

  private static List<TargetId> targets(OutboxEntry entry) {
    return entry.decision() == null ? List.of() : entry.decision().targets();
  }

  private Step step(
      OutboxEntry entry, Telling telling, OutboxId sent, List<TargetId> targets, Seen seen) {
    Map<TargetId, Delivery> made = new HashMap<>();
    deliveries(sent).forEach(delivery -> made.put(delivery.target(), delivery));
    List<Told> told =
        targets.stream()
            .filter(seen::sees)
            .sorted()
            .map(target -> new Told(target, seen.type().get(target), made.get(target)))
            .toList();
    return new Step(
        entry.id(),
        entry.transition(),
        told.isEmpty() && !seen.all() ? Telling.UNSEEN : telling,
        told,
        why(entry, seen),
        nobody(entry, seen));
  }

  /** Whoever sees only some targets learns nothing about the others. */
  private static @Nullable String nobody(OutboxEntry entry, Seen seen) {
    return entry.decision() == null || !seen.all() ? null : entry.decision().nobody();
  }

  /** The first group message that included {@code transition}; empty if there was none. */
  private Optional<OutboxEntry> together(Transition transition) {
    if (!transition.key().rule().equals(Rule.NOT_REPORTING)) {
      return Optional.empty();
    }
    Instant slot = transition.evidence().slot();
    return commits.alerts().stream()
        .filter(
            record ->
                record.key().subject() instanceof Subject.Group
                    && !record.episode().openedAt().isAfter(slot)
                    && !record.episode().updatedAt().isBefore(slot))
        .sorted(Comparator.comparing((AlertRecord r) -> r.episode().openedAt()).reversed())
        .limit(MAX_GROUPS)
        .map(record -> chain(record.key()))
        .map(
            chain ->
                chain.stream().filter(entry -> knows(entry.transition(), transition)).findFirst())
        .flatMap(Optional::stream)
        .findFirst();
  }

  private static boolean knows(Transition group, Transition transition) {
    return group.evidence() instanceof Evidence.Group of
        && of.members().stream()
            .anyMatch(
                member ->
                    member.key().equals(transition.key())
                        && !member.episode().updatedAt().isBefore(transition.evidence().slot()));
  }
}
