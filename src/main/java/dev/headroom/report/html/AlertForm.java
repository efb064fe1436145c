package dev.headroom.report.html;

import dev.headroom.fleet.Violation;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The forms by which a person acknowledges, snoozes or mutes an open alert, ready to be written
 * out.
 *
 * @param back the alert's page
 * @param action where it is sent
 * @param token proves that the form was made here
 * @param until the end of a snooze in UTC, as a browser's field has it
 * @param earliest that the field takes
 * @param latest that the field takes
 * @param mute where the second form is sent
 * @param muteUntil the end of a mute, next Monday at 8 unless something was entered
 * @param latestMute that its field takes
 * @param reason of a mute
 * @param problems what is wrong with what was entered
 */
@RegisterForReflection
public record AlertForm(
    String back,
    String action,
    String token,
    String until,
    String earliest,
    String latest,
    String by,
    String mute,
    String muteUntil,
    String latestMute,
    String reason,
    List<PauseForm.Problem> problems) {
  private static final Duration USUAL = Duration.ofHours(4);
  private static final Duration LONGEST_MUTE = Duration.ofDays(366);
  private static final Duration LONGEST = Duration.ofDays(30);
  private static final DateTimeFormatter FIELD =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);

  /**
   * What a person entered.
   *
   * @param violations what is wrong with it, by the names of the fields
   */
  public record Entered(String until, String by, String reason, List<Violation> violations) {
    /** Nothing yet. */
    public static final Entered NOTHING = new Entered("", "", "", List.of());

    public Entered {
      violations = List.copyOf(violations);
    }
  }

  /**
   * Returns the form of an alert; null where pages can change nothing.
   *
   * @param key as targets know it
   */
  public static @Nullable AlertForm of(String key, Entered entered, Site site) {
    String token = site.formToken();
    if (token == null) {
      return null;
    }
    Instant usual = site.now().plus(USUAL).truncatedTo(ChronoUnit.HOURS);
    String back = "/alerts/" + key;
    return new AlertForm(
        back,
        back + "/acknowledge",
        token,
        entered.until().isEmpty() ? FIELD.format(usual) : entered.until(),
        FIELD.format(site.now()),
        FIELD.format(site.now().plus(LONGEST)),
        entered.by(),
        back + "/mute",
        entered.until().isEmpty() ? FIELD.format(monday(site.now())) : entered.until(),
        FIELD.format(site.now().plus(LONGEST_MUTE)),
        entered.reason(),
        entered.violations().stream()
            .map(v -> new PauseForm.Problem(label(v.path()), v.problem() + ". " + v.remedy()))
            .toList());
  }

  private static Instant monday(Instant now) {
    return now.atZone(ZoneOffset.UTC)
        .toLocalDate()
        .with(TemporalAdjusters.next(DayOfWeek.MONDAY))
        .atTime(8, 0)
        .toInstant(ZoneOffset.UTC);
  }

  /** What the form calls a field. */
  private static String label(String name) {
    return switch (name) {
      case "until" -> "Until";
      case "reason" -> "Reason";
      case "by" -> "Your name";
      case "alert" -> "The alert";
      default -> "The form";
    };
  }
}
