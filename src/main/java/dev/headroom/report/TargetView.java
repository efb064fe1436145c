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
 * A target, and whether it takes messages. All times are real.
 *
 * @param type as the manifest has it
 * @param since when it was parked or disabled; null while it is ok
 * @param why what it said then, for a person; null while it is ok
 */
public record TargetView(
    TargetId target, String type, Status status, @Nullable Instant since, @Nullable String why) {

  /** Whether a target takes messages. */
  public enum Status {
    /** It does, or only fails for now. */
    OK,
    /** Its settings were refused: messages are held, and one is tried now and then. */
    PARKED,
    /** It wants no more messages: they are held until a person resumes it. */
    DISABLED;

    /** In lower case, as the API writes it. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * The target as it is now.
   *
   * @param known the trouble that is stored of it, which may be over or of other settings; null
   *     when there is none
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

  /** All of {@code targets} in their order, with the trouble that is stored of them. */
  public static List<TargetView> all(Collection<Target> targets, List<Trouble> troubles) {
    Map<TargetId, Trouble> known =
        troubles.stream().collect(Collectors.toMap(Trouble::target, Function.identity()));
    return targets.stream().map(target -> of(target, known.get(target.id()))).toList();
  }

  /** Whether messages to it are held. */
  public boolean isHeld() {
    return status != Status.OK;
  }
}
