package dev.headroom.notify;

import dev.headroom.alert.Foresight;
import dev.headroom.alert.Reason;
import dev.headroom.alert.Severity;
import dev.headroom.alert.Transition;
import dev.headroom.limits.LimitName;
import dev.headroom.org.PlainText;
import dev.headroom.words.ProjectionWords;
import dev.headroom.words.Titles;
import java.net.URI;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Everything that any target says of one transition. The same on every attempt and for every
 * target.
 *
 * @param outbox names the transition
 * @param tenant the org's tenant; null when the org had left the fleet before it was ever known
 * @param tags the org's tags; empty when likewise
 * @param limitLabel the limit's name in plain words; null when the alert is about none
 * @param title one sentence that says what is the matter
 * @param page the org's page; null when Headroom's own address is not configured
 */
public record Notification(
    OutboxId outbox,
    Transition transition,
    @Nullable String tenant,
    SortedMap<String, String> tags,
    @Nullable String limitLabel,
    String title,
    @Nullable URI page) {

  public Notification {
    tags = Collections.unmodifiableSortedMap(new TreeMap<>(tags));
  }

  /**
   * A notification with its title made.
   *
   * @param labels names of limits in plain words
   */
  public static Notification of(
      OutboxId outbox,
      Transition transition,
      @Nullable String tenant,
      Map<String, String> tags,
      Function<LimitName, String> labels,
      @Nullable URI page) {
    return new Notification(
        outbox,
        transition,
        tenant,
        new TreeMap<>(tags),
        transition.key().limit().map(labels).map(PlainText::of).orElse(null),
        Titles.title(transition, labels),
        page);
  }

  /** The level after the transition; on a resolve, the one before it. */
  public Severity severity() {
    return transition.episode().severity();
  }

  /** The level before the transition; null when there was none. */
  public @Nullable Severity previousSeverity() {
    return transition.previousSeverity();
  }

  /** Whether its title may be set in bold: what is only foreseen, and not likely, is not. */
  public boolean isCertainEnough() {
    Foresight.Exhaustion foreseen = transition.foreseen();
    return foreseen == null
        || !transition.episode().reason().equals(Reason.PROJECTION)
        || ProjectionWords.isLikely(foreseen.probability());
  }

  /** Whether it ends the episode. */
  public boolean isResolve() {
    return transition instanceof Transition.Resolved;
  }

  /** What every target knows the alert by, whatever its severity. */
  public String dedupKey() {
    return transition.key().hash();
  }
}
