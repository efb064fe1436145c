package dev.headroom.notify;

import dev.headroom.alert.Foresight;
import dev.headroom.alert.Reason;
import dev.headroom.alert.Severity;
import dev.headroom.alert.Transition;
import dev.headroom.limits.LimitAdvice;
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
 * Everything that any target says about one transition. The same on every attempt and for every
 * target, but for names of users, which the targets of a tenant may not be told (see {@link
 * ToldTo}).
 *
 * @param outbox identifies the transition
 * @param tenant the org's tenant; null if the org had left the fleet before it was ever known
 * @param tags the org's tags; empty in the same case
 * @param limitLabel the limit's name in plain words; null if the alert is about none
 * @param advice what happens when the limit is used up, and what to do; nothing if the alert is
 *     about none
 * @param title one sentence that says what is the matter
 * @param page the org's page; null if Headroom's own address is not configured
 */
public record Notification(
    OutboxId outbox,
    Transition transition,
    @Nullable String tenant,
    SortedMap<String, String> tags,
    @Nullable String limitLabel,
    LimitAdvice advice,
    String title,
    @Nullable URI page) {

  public Notification {
    tags = Collections.unmodifiableSortedMap(new TreeMap<>(tags));
  }

  /**
   * Returns a notification with its title, without advice.
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
        LimitAdvice.NONE,
        Titles.title(transition, labels),
        page);
  }

  /** Returns the same notification with what to do about the limit. */
  public Notification with(LimitAdvice advice) {
    return new Notification(outbox, transition, tenant, tags, limitLabel, advice, title, page);
  }

  /** Returns the level after the transition; on a resolve, the one before it. */
  public Severity severity() {
    return transition.episode().severity();
  }

  /** Returns the level before the transition; null if there was none. */
  public @Nullable Severity previousSeverity() {
    return transition.previousSeverity();
  }

  /** Returns whether its title may be set in bold: not if it is only projected and unlikely. */
  public boolean isCertainEnough() {
    Foresight.Exhaustion foreseen = transition.foreseen();
    return foreseen == null
        || !transition.episode().reason().equals(Reason.PROJECTION)
        || ProjectionWords.isLikely(foreseen.probability());
  }

  /** Returns whether it ends the episode. */
  public boolean isResolve() {
    return transition instanceof Transition.Resolved;
  }

  /** Returns the key by which every target knows the alert, whatever its severity. */
  public String dedupKey() {
    return transition.key().hash();
  }
}
