package dev.headroom.cycle.ask;

import dev.headroom.fleet.Settings;
import dev.headroom.fleet.Violation;
import dev.headroom.notify.Delivery.Status;
import dev.headroom.notify.OutboxId;
import dev.headroom.notify.Target;
import dev.headroom.notify.TargetId;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Which deliveries a person means, as they wrote it. */
final class AskedDelivery {
  private static final int MAX_LISTED = 500;

  private AskedDelivery() {}

  static Optional<Status> state(@Nullable String text, List<Violation> violations) {
    if (text == null || text.isBlank()) {
      return Optional.empty();
    }
    Optional<Status> found =
        Stream.of(Status.values()).filter(one -> one.word().equals(text.strip())).findFirst();
    if (found.isEmpty()) {
      violations.add(
          new Violation(
              DeliveryOrders.STATE,
              null,
              "is not a state of a delivery",
              "Write one of "
                  + Stream.of(Status.values()).map(Status::word).collect(Collectors.joining(", "))
                  + "."));
    }
    return found;
  }

  static Violation unknown(String text, SortedMap<TargetId, Target> known) {
    return new Violation(
        DeliveryOrders.TARGET,
        null,
        text.isBlank() ? "is missing" : "is not a target of the manifest",
        known.isEmpty()
            ? "The manifest has none."
            : "Write one of "
                + known.keySet().stream().map(TargetId::value).collect(Collectors.joining(", "))
                + ".");
  }

  static int most(@Nullable String text, List<Violation> violations) {
    if (text == null || text.isBlank()) {
      return 50;
    }
    boolean fits = text.strip().matches("[1-9][0-9]{0,2}");
    int most = fits ? Integer.parseInt(text.strip()) : 0;
    if (most < 1 || most > MAX_LISTED) {
      violations.add(
          new Violation(
              DeliveryOrders.MOST, null, "is not a number from 1 to 500", "Write such a number."));
    }
    return most;
  }

  static Optional<OutboxId> id(@Nullable String text, List<Violation> violations) {
    if (text == null || text.isBlank()) {
      return Optional.empty();
    }
    Optional<OutboxId> found = OutboxId.parse(text.strip());
    if (found.isEmpty()) {
      violations.add(
          new Violation(
              DeliveryOrders.ID,
              null,
              "is not the id of a transition",
              "Write an id of 'manage deliveries'."));
    }
    return found;
  }

  static Optional<Instant> time(
      String member, Map<String, String> members, List<Violation> violations) {
    String text = members.getOrDefault(member, "").strip();
    if (text.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(Instant.parse(text));
    } catch (DateTimeException e) {
      violations.add(
          new Violation(
              member, null, "is not a time", "Write a time such as 2026-11-25T18:00:00Z."));
      return Optional.empty();
    }
  }

  static Optional<TargetId> target(
      @Nullable String text, Settings settings, List<Violation> violations) {
    if (text == null || text.isBlank()) {
      return Optional.empty();
    }
    // Also one that the manifest no longer has.
    Optional<TargetId> found =
        settings.targets().keySet().stream()
            .filter(id -> id.value().equals(text.strip()))
            .findFirst();
    if (found.isEmpty()) {
      violations.add(unknown(text, settings.current()));
    }
    return found;
  }
}
