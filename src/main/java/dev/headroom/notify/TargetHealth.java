package dev.headroom.notify;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Remembers which targets accept no messages, and when each last accepted one. All times are real
 * time.
 */
public interface TargetHealth {
  /** Returns the trouble of a target, read consistently; empty if there is none. */
  Optional<Trouble> find(TargetId target);

  /** Returns every target in trouble, ordered by id. */
  List<Trouble> all();

  /**
   * Replaces {@code before} by {@code after} if nobody has changed it since.
   *
   * @param before as it was read; null if there was none
   * @return what is stored now; empty if it was changed, and then nothing was written
   */
  Optional<Trouble> replaceIfUnchanged(@Nullable Trouble before, Trouble after);

  /** Forgets it, if nobody has changed it since it was read. */
  void forget(Trouble trouble);

  /** Records that the target accepted a message, unless a later one is already recorded. */
  void rememberSuccess(TargetId target, Instant at);

  /** Returns when the target last accepted a message, as far as recorded; empty if it never did. */
  Optional<Instant> lastSuccess(TargetId target);

  /** Returns when each target last accepted a message, for those that ever did. */
  Map<TargetId, Instant> lastSuccesses();
}
