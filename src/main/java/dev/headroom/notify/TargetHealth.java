package dev.headroom.notify;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Remembers which targets take no messages, and when each last took one. All times are real. */
public interface TargetHealth {
  /** The trouble of a target, read consistently; empty when there is none. */
  Optional<Trouble> find(TargetId target);

  /** Every target in trouble, ordered by id. */
  List<Trouble> all();

  /**
   * Puts {@code after} in the place of {@code before} if nobody changed it since.
   *
   * @param before as it was read; null when there was none
   * @return what is stored now; empty when it was changed, and then nothing was written
   */
  Optional<Trouble> replaceIfUnchanged(@Nullable Trouble before, Trouble after);

  /** Forgets it, if nobody changed it since it was read. */
  void forget(Trouble trouble);

  /** Remembers that the target took a message, unless it is known to have taken a later one. */
  void rememberSuccess(TargetId target, Instant at);

  /** When the target last took a message, as far as it was remembered; empty when it never did. */
  Optional<Instant> lastSuccess(TargetId target);

  /** When each target last took a message, of those that ever did. */
  Map<TargetId, Instant> lastSuccesses();
}
