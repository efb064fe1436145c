package dev.headroom.report;

import dev.headroom.notify.Target;
import dev.headroom.notify.TargetId;
import dev.headroom.notify.Trouble;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A target, and whether it accepts messages. All times are real time.
 *
 * @param type as in the manifest
 * @param since when it was parked or disabled; null while it is ok
 * @param why what it said then, for a person; null while it is ok
 */
public record TargetView(
    TargetId target, String type, Status status, @Nullable Instant since, @Nullable String why) {

  /** Whether a target accepts messages. */
  public enum Status {
    /** It does, or fails only temporarily. */
    OK,
    /** Its settings were refused: messages are held, and one is tried now and then. */
    PARKED,
    /** It wants no more messages: they are held until a person resumes it. */
    DISABLED;

    /** Returns the word in lower case, as the API writes it. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * Returns the target as it is now.
   *
   * @param known the trouble stored for it, which may be over or belong to other settings; null if
   *     there is none
   */
  public static TargetView of(Target target, @Nullable Trouble known) {
    if (known == null || !known.isOf(target)) {
      return new TargetView(target.id(), target.type(), Status.OK, null, null);
    }
    Status status =
        switch (known.kind()) {
          case PARKED -> Status.PARKED;
          case DISABLED -> Status.DISABLED;
        };
    return new TargetView(target.id(), target.type(), status, known.since(), known.reason());
  }

  /** Returns all of {@code targets} in order, with the trouble stored for them. */
  public static List<TargetView> all(Collection<Target> targets, List<Trouble> troubles) {
    Map<TargetId, Trouble> known =
        troubles.stream().collect(Collectors.toMap(Trouble::target, Function.identity()));
    return targets.stream().map(target -> of(target, known.get(target.id()))).toList();
  }

  /** Returns whether messages to it are held. */
  public boolean isHeld() {
    return status != Status.OK;
  }
}
