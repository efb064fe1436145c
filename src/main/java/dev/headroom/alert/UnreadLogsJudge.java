package dev.headroom.alert;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Judges whether an org's event log files are read in time. Without Event Monitoring Salesforce
 * keeps a file for one day (Object Reference, EventLogFile): what is not read by then is lost, and
 * the day's calls stay unknown. The alert opens some hours before, whatever keeps them from being
 * read, and ends once every file is read again.
 */
public final class UnreadLogsJudge {
  /** A file is deleted so long after it was made. */
  public static final Duration FILE_KEPT = Duration.ofDays(1);

  /** From here on the org's files count as unread: a quarter of their time is left. */
  public static final Duration MAX_UNREAD = FILE_KEPT.multipliedBy(3).dividedBy(4);

  /** Longer than the time between two turns of an org whose files are read seldom. */
  private static final Duration MAX_GAP = Duration.ofHours(7);

  /** What does not report. */
  public static final Subject SUBJECT = new Subject.Finding("event-log-files");

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("d MMM HH:mm", Locale.ENGLISH).withZone(ZoneOffset.UTC);

  private UnreadLogsJudge() {}

  /**
   * The transition that a slot makes; empty when there is none.
   *
   * @param state the org's before the slot
   * @param reads whether the slot gave a reading: of an org that gives none nothing opens
   */
  public static Optional<Transition> judge(OrgState state, Instant slot, boolean reads) {
    AlertKey key = new AlertKey(state.org(), SUBJECT, Rule.NOT_REPORTING);
    Episode episode = state.open().get(key);
    Instant readTo = state.upkeep().logsReadTo();
    boolean unread = readTo != null && !readTo.plus(MAX_UNREAD).isAfter(slot);
    if (episode == null && (!reads || isAfterGap(state, slot))) {
      return Optional.empty();
    }
    return Optional.ofNullable(
        Lifecycle.next(
            key,
            episode,
            new Evidence.Finding(slot, title(readTo, unread), facts(readTo)),
            unread ? Severity.ATTENTION : null,
            Reason.SILENCE));
  }

  /**
   * Returns whether the org was not polled for so long before {@code slot} that nothing read its
   * files either, as after a pause or a restart: how long they have been unread says nothing then.
   */
  public static boolean isAfterGap(OrgState state, Instant slot) {
    Instant last = state.lastReadAt();
    return last != null
        && last.plus(MAX_GAP).isBefore(slot)
        && !state.open().containsKey(new AlertKey(state.org(), SUBJECT, Rule.NOT_REPORTING));
  }

  private static String title(@Nullable Instant readTo, boolean unread) {
    if (readTo == null) {
      return "event log files are not read any more";
    }
    return unread
        ? "event log files unread since %s GMT; without Event Monitoring, days of API usage are lost from %s GMT on"
            .formatted(TIME.format(readTo), TIME.format(readTo.plus(FILE_KEPT)))
        : "event log files are read again";
  }

  private static Map<String, Object> facts(@Nullable Instant readTo) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("id", SUBJECT.id());
    if (readTo != null) {
      facts.put("readTo", readTo.toString());
      facts.put("lostFrom", readTo.plus(FILE_KEPT).toString());
    }
    facts.put(
        "advice",
        "See the log of the function attribute for the reason, and give the monitoring user the"
            + " permission View Event Log Files.");
    return facts;
  }
}
