package dev.headroom.report.html;

import dev.headroom.fleet.Violation;
import dev.headroom.report.Runbook;
import dev.headroom.report.words.NoteWords;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The notes about an org or one of its alerts, and the form for another one.
 *
 * @param alert the key of the alert; empty if they are about the org
 * @param notes the newest first, in words
 * @param form null where pages can change nothing
 */
@RegisterForReflection
public record NotePage(String org, String alert, List<String> notes, @Nullable Form form) {
  /**
   * The form.
   *
   * @param action where it is sent
   * @param token proves that the form was made here
   */
  @RegisterForReflection
  public record Form(
      String action,
      String token,
      String alert,
      String text,
      String by,
      List<PauseForm.Problem> problems) {}

  /**
   * What a person entered.
   *
   * @param alert the key of the alert; empty for a note about the org
   * @param violations what is wrong with it, by the names of the fields
   */
  public record Entered(String alert, String text, String by, List<Violation> violations) {
    public Entered {
      violations = List.copyOf(violations);
    }

    /** Returns an empty form for a note about this alert, or the org if it is empty. */
    public static Entered nothing(String alert) {
      return new Entered(alert, "", "", List.of());
    }
  }

  static NotePage of(Runbook book, Entered entered, Site site) {
    String org = book.org().id().value();
    return new NotePage(
        org,
        entered.alert(),
        book.notes().stream()
            .filter(note -> entered.alert().isEmpty() || entered.alert().equals(note.alert()))
            .map(note -> NoteWords.of(note, book.episodes(), book::label))
            .toList(),
        form(org, entered, site));
  }

  /** The form; null where pages can change nothing. */
  static @Nullable Form form(String org, Entered entered, Site site) {
    String token = site.formToken();
    return token == null
        ? null
        : new Form(
            "/orgs/" + org + "/note",
            token,
            entered.alert(),
            entered.text(),
            entered.by(),
            entered.violations().stream()
                .map(v -> new PauseForm.Problem(label(v.path()), v.problem() + ". " + v.remedy()))
                .toList());
  }

  /** What the form calls a field. */
  private static String label(String name) {
    return switch (name) {
      case "text" -> "Note";
      case "by" -> "Your name";
      case "alert" -> "The alert";
      default -> "The form";
    };
  }
}
