package dev.headroom.report.html;

import dev.headroom.fleet.Violation;
import dev.headroom.report.OrgView;
import dev.headroom.spend.Pause;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The forms that pause an org and resume it, ready to be written out.
 *
 * @param action where the first one is sent
 * @param resume where the second one is sent; empty while the org is not paused
 * @param token proves that the form was made here
 * @param until in UTC, as a browser's field has it
 * @param earliest that the field takes
 * @param latest that the field takes
 * @param problems what is wrong with what was entered
 */
@RegisterForReflection
public record PauseForm(
    String action,
    String resume,
    String token,
    String until,
    String earliest,
    String latest,
    String reason,
    String by,
    List<Problem> problems) {
  /** The longest name of who orders a pause. */
  public static final int MAX_BY = 60;

  private static final Duration USUAL = Duration.ofHours(2);
  private static final DateTimeFormatter FIELD =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);

  /** What is wrong with a field, and what to do. */
  @RegisterForReflection
  public record Problem(String field, String text) {}

  /**
   * What a person entered.
   *
   * @param violations what is wrong with it, by the names of the fields
   */
  public record Entered(String until, String reason, String by, List<Violation> violations) {
    /** Nothing yet. */
    public static final Entered NOTHING = new Entered("", "", "", List.of());

    public Entered {
      violations = List.copyOf(violations);
    }
  }

  /** The forms of an org; null where pages can change nothing. */
  static @Nullable PauseForm of(OrgView view, Entered entered, Site site) {
    String token = site.formToken();
    if (token == null) {
      return null;
    }
    Pause pause = view.pause();
    String path = "/orgs/" + view.org().id();
    Instant usual = site.now().plus(USUAL).truncatedTo(ChronoUnit.HOURS);
    return new PauseForm(
        path + "/pause",
        pause == null ? "" : path + "/resume",
        token,
        entered.until().isEmpty()
            ? FIELD.format(pause == null ? usual : pause.until())
            : entered.until(),
        FIELD.format(site.now()),
        FIELD.format(site.now().plus(Pause.LONGEST)),
        entered.reason().isEmpty() && pause != null ? pause.reason() : entered.reason(),
        entered.by(),
        entered.violations().stream()
            .map(v -> new Problem(label(v.path()), v.problem() + ". " + v.remedy()))
            .toList());
  }

  /** What the form calls a field. */
  private static String label(String name) {
    return switch (name) {
      case "until" -> "Until";
      case "reason" -> "Reason";
      case "by" -> "Your name";
      default -> "The form";
    };
  }
}
