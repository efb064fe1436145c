package dev.headroom.local;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The usage of a command, in a line or a few, shown after a wrong command line. */
final class UsageText {
  private static final String FIRST = "usage: ";
  private static final String MANIFEST = "manage validate|plan|apply <fleet.yaml>";
  private static final String APPLY = "manage apply --allow-secret-moves <fleet.yaml>";

  /** Those with a line of their own. */
  private static final Set<String> ALONE =
      Set.of(
          TargetActions.RESUME,
          BacktestAction.WORD,
          WhatIfAction.WORD,
          LockOutAction.WORD,
          ProgramSpec.COMPLETION);

  private UsageText() {}

  /** Returns the lines for {@code spec}: its own, or those of all commands. */
  static List<String> of(CommandSpec spec) {
    if (ALONE.contains(spec.name())) {
      return List.of(FIRST + line(spec));
    }
    CommandSpec manage = spec.name().equals(ProgramSpec.MANAGE) ? spec : spec.parent();
    List<String> lines = new ArrayList<>(List.of(FIRST + MANIFEST, indented(APPLY)));
    manage.subcommands().values().stream()
        .map(command -> command.getCommandSpec())
        .filter(command -> ALONE.contains(command.name()))
        .forEach(command -> lines.add(indented(line(command))));
    return lines;
  }

  private static String indented(String line) {
    return " ".repeat(FIRST.length()) + line;
  }

  private static String line(CommandSpec spec) {
    return Stream.concat(
            Stream.concat(
                Stream.of(ProgramSpec.MANAGE, spec.name()),
                spec.positionalParameters().stream().map(operand -> operand.paramLabel())),
            spec.options().stream()
                .filter(ProgramSpec::isOwn)
                .map(OptionSpec::longestName)
                .map(option -> "[" + option + " ...]"))
        .collect(Collectors.joining(" "));
  }
}
