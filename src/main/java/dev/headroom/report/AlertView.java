package dev.headroom.report;

import dev.headroom.alert.AlertKey;
import dev.headroom.alert.AlertRecord;
import dev.headroom.alert.Episode;
import dev.headroom.alert.Rule;
import dev.headroom.alert.Severity;
import dev.headroom.alert.Subject;
import dev.headroom.limits.LimitName;
import dev.headroom.org.OrgId;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One episode of one problem.
 *
 * @param key the hash by which targets know the problem; the same for all its episodes
 * @param org {@link OrgId#FLEET} if it is about no org
 * @param subjectId as the API writes it
 * @param rule as the API writes it
 * @param reason as the API writes it
 * @param severity once resolved, the last it had
 * @param worst the highest it has had
 * @param updatedAt the slot of its last transition
 * @param resolvedAt null while it is open
 */
public record AlertView(
    String key,
    OrgId org,
    Subject subject,
    String subjectId,
    String rule,
    String reason,
    Severity severity,
    Severity worst,
    Instant openedAt,
    Instant updatedAt,
    @Nullable Instant resolvedAt) {

  /**
   * Open ones first, the worst of them first and advice last among equals; then the most recently
   * changed.
   */
  public static final Comparator<AlertView> WORST_FIRST =
      Comparator.comparing((AlertView v) -> !v.isOpen())
          .thenComparing(
              v -> v.isOpen() ? v.severity : Severity.ATTENTION, Comparator.reverseOrder())
          .thenComparing(AlertView::isAdvice)
          .thenComparing(AlertView::updatedAt, Comparator.reverseOrder())
          .thenComparing(AlertView::org)
          .thenComparing(AlertView::rule)
          .thenComparing(AlertView::subjectId)
          .thenComparing(AlertView::openedAt);

  /** Returns the view of {@code alert}. */
  public static AlertView of(AlertRecord alert) {
    Episode episode = alert.episode();
    return new AlertView(
        alert.key().hash(),
        alert.key().org(),
        alert.key().subject(),
        alert.key().subjectId(),
        alert.key().rule().word(),
        episode.reason().word(),
        episode.severity(),
        episode.worst(),
        episode.openedAt(),
        episode.updatedAt(),
        episode.resolvedAt());
  }

  /** Returns all of {@code alerts}, in the order in which to look at them. */
  public static List<AlertView> worstFirst(List<AlertRecord> alerts) {
    return alerts.stream().map(AlertView::of).sorted(WORST_FIRST).toList();
  }

  /** Returns the key of its alert. */
  public AlertKey alertKey() {
    return new AlertKey(org, subject, new Rule(rule));
  }

  /** Returns the limit that it is about; empty if the subject is not a limit. */
  public Optional<LimitName> limit() {
    return subject instanceof Subject.Limit limit ? Optional.of(limit.name()) : Optional.empty();
  }

  /** Returns whether nothing is in danger: it is about what could be saved, or news. */
  public boolean isAdvice() {
    return !new Rule(rule).isProblem();
  }

  /** Returns whether the problem still exists. */
  public boolean isOpen() {
    return resolvedAt == null;
  }

  /** {@code open} or {@code resolved}. */
  public String status() {
    return isOpen() ? "open" : "resolved";
  }
}
