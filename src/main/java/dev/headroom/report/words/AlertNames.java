package dev.headroom.report.words;

import dev.headroom.alert.Evidence;
import dev.headroom.alert.Rule;
import dev.headroom.alert.Subject;
import dev.headroom.limits.LimitName;
import dev.headroom.report.AlertView;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Says in a few words what an alert is about. */
public final class AlertNames {
  private AlertNames() {}

  /**
   * Returns what an alert is about: {@code Daily API requests}, {@code Advice: ERP Sync, change
   * polling}, {@code Not reporting}.
   *
   * @param labels names of limits in plain words
   * @param evidence of one of its transitions, which knows names; null if none is stored
   */
  public static String of(
      AlertView alert, Function<LimitName, String> labels, @Nullable Evidence evidence) {
    String subject =
        switch (alert.subject()) {
          case Subject.Limit limit -> labels.apply(limit.name());
          case Subject.WholeOrg org -> "";
          case Subject.Finding finding -> finding(alert, evidence);
          case Subject.Integration integration ->
              evidence instanceof Evidence.Budget b && !b.name().isEmpty()
                  ? b.name()
                  : integration.id();
          default -> alert.subjectId();
        };
    if (alert.rule().equals(Rule.USAGE.word())) {
      return subject;
    }
    String rule = sentence(alert.rule().replace('-', ' '));
    return subject.isEmpty() ? rule : rule + ": " + subject;
  }

  /** The id of a finding is a digest, which names nothing. */
  private static String finding(AlertView alert, @Nullable Evidence evidence) {
    if (!(evidence instanceof Evidence.Finding finding)) {
      return "";
    }
    if (alert.rule().equals(Rule.ADVICE.word())
        && finding.facts().get("name") instanceof String name
        && finding.facts().get("pattern") instanceof String pattern) {
      return name + ", " + pattern.replace('-', ' ');
    }
    return finding.title();
  }

  private static String sentence(String words) {
    return words.isEmpty() ? words : Character.toUpperCase(words.charAt(0)) + words.substring(1);
  }
}
