package dev.headroom.local;

import dev.headroom.fleet.Violation;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The options of commands. An option has the name of its member in the function {@code manage} and
 * the API: {@code --recover-below} is {@code recoverBelow}.
 */
final class Options {
  private static final Pattern LATER_WORD = Pattern.compile("-([a-z])");

  private Options() {}

  /** Returns the option of a member. */
  static String of(String member) {
    return "--" + member.replaceAll("(\\p{Upper})", "-$1").toLowerCase(Locale.ROOT);
  }

  /** Returns the member of an option. */
  static String member(String option) {
    return LATER_WORD
        .matcher(option.substring(2))
        .replaceAll(word -> word.group(1).toUpperCase(Locale.ROOT));
  }

  /** Returns the violations of members with their options as paths. */
  static List<Violation> toldOf(List<Violation> violations, Collection<String> members) {
    return violations.stream()
        .map(
            v ->
                members.contains(v.path())
                    ? new Violation(of(v.path()), v.value(), v.problem(), v.remedy())
                    : v)
        .toList();
  }
}
