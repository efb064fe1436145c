package dev.headroom.local;

import dev.headroom.fleet.Violation;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A command line that was taken apart: operands, and options with a value each, {@code --name
 * value} or {@code --name=value}. An option bears the name of the member that the function {@code
 * manage} and the API have for it: {@code --recover-below} is {@code recoverBelow}.
 *
 * <p>Own code because every violation is told at once, in the form of all others; parsers of
 * command lines stop at the first and tell it in theirs.
 *
 * @param operands what is no option, in order
 * @param values by the name of the member
 */
record Options(List<String> operands, SortedMap<String, String> values) {
  private static final String DASHES = "--";

  Options {
    operands = List.copyOf(operands);
    values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
  }

  /**
   * Takes {@code args} apart.
   *
   * @param members those that there are options for
   * @param violations gets everything that is wrong
   */
  static Options read(List<String> args, Collection<String> members, List<Violation> violations) {
    List<String> operands = new ArrayList<>();
    SortedMap<String, String> values = new TreeMap<>();
    for (int i = 0; i < args.size(); i++) {
      String arg = args.get(i);
      if (!arg.startsWith(DASHES)) {
        operands.add(arg);
        continue;
      }
      int equals = arg.indexOf('=');
      String option = equals < 0 ? arg : arg.substring(0, equals);
      Optional<String> member = members.stream().filter(m -> of(m).equals(option)).findFirst();
      String value = null;
      if (equals >= 0) {
        value = arg.substring(equals + 1);
      } else if (i + 1 < args.size() && !args.get(i + 1).startsWith(DASHES)) {
        value = args.get(++i);
      }
      if (member.isEmpty()) {
        violations.add(
            new Violation(option, null, "is not an option", "Write one of " + all(members) + "."));
      } else if (value == null) {
        violations.add(new Violation(option, null, "has no value", "Write it after the option."));
      } else if (values.putIfAbsent(member.get(), value) != null) {
        violations.add(new Violation(option, value, "stands twice", "Write it once."));
      }
    }
    return new Options(operands, values);
  }

  /** The option of a member. */
  static String of(String member) {
    return DASHES + member.replaceAll("(\\p{Upper})", "-$1").toLowerCase(Locale.ROOT);
  }

  /** The violations of members, told of their options. */
  static List<Violation> toldOf(List<Violation> violations, Collection<String> members) {
    return violations.stream()
        .map(
            v ->
                members.contains(v.path())
                    ? new Violation(of(v.path()), v.value(), v.problem(), v.remedy())
                    : v)
        .toList();
  }

  private static String all(Collection<String> members) {
    return String.join(", ", members.stream().map(Options::of).toList());
  }
}
