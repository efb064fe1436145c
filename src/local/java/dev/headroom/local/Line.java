package dev.headroom.local;

import dev.headroom.fleet.Violation;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.Stack;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.OverwrittenOptionException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * A parsed command line: everything that is wrong with it is reported at once, in the form of all
 * other violations.
 *
 * @param spec of the requested command: the program itself, {@code manage}, or one of its commands
 * @param operands arguments that are not options, in order
 * @param values of options, by the name of the member
 * @param flags given options without a value
 * @param strays words in the place of a command, in order
 * @param misused whether it has too few or too many operands, or a command is missing or unknown
 * @param violations what is wrong with its options, and unknown commands
 * @param help what to show instead of everything else
 */
record Line(
    CommandSpec spec,
    List<String> operands,
    SortedMap<String, String> values,
    Set<String> flags,
    List<String> strays,
    boolean misused,
    List<Violation> violations,
    Optional<Help> help) {
  private static final String DASHES = "--";

  Line {
    operands = List.copyOf(operands);
    values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
    flags = Set.copyOf(flags);
    strays = List.copyOf(strays);
    violations = List.copyOf(violations);
  }

  /** The help that a person asked for. */
  interface Help {
    /** Returns the text, including its last line break. */
    String text(Ansi ansi);
  }

  /** Parses the arguments of the program. */
  static Line read(List<String> args) {
    Reader reader = new Reader(args);
    ParseResult parsed =
        ProgramSpec.program(reader::hasNoValue).parseArgs(args.toArray(String[]::new));
    ParseResult last = parsed;
    for (ParseResult at = parsed; at != null; at = at.subcommand()) {
      reader.faults(at);
      last = at;
    }
    return reader.line(last);
  }

  /** Returns the command's name. */
  String command() {
    return spec.name();
  }

  /** Returns whether no command was named. */
  boolean isProgram() {
    return spec.parent() == null;
  }

  private static final class Reader {
    private final List<String> args;
    private final List<String> strays = new ArrayList<>();
    private final List<Violation> violations = new ArrayList<>();
    private boolean misused;
    private Optional<Help> help = Optional.empty();

    Reader(List<String> args) {
      this.args = args;
    }

    Line line(ParseResult last) {
      SortedMap<String, String> values = new TreeMap<>();
      Set<String> flags = new HashSet<>();
      for (OptionSpec option : last.matchedOptions()) {
        List<String> given = option.originalStringValues();
        if (option.arity().max() == 0) {
          flags.add(option.longestName());
        } else if (!given.isEmpty()) {
          values.put(Options.member(option.longestName()), given.getFirst());
        }
      }
      violations.sort(Comparator.comparingInt(violation -> place(violation.path())));
      CommandSpec spec = last.commandSpec();
      if (!spec.subcommands().isEmpty() && spec.parent() != null) {
        misused = true;
      }
      return new Line(
          spec,
          last.matchedPositionals().stream()
              .flatMap(operand -> operand.originalStringValues().stream())
              .toList(),
          values,
          flags,
          strays,
          misused,
          violations,
          help);
    }

    /** Returns whether the value of an option is another option, or is missing. */
    boolean hasNoValue(
        Stack<String> rest, CommandSpec spec, ArgSpec option, Map<String, Object> state) {
      boolean apart = " ".equals(state.get("separator"));
      boolean missing = rest.isEmpty() || (apart && rest.peek().startsWith(DASHES));
      if (missing) {
        violations.add(
            new Violation(name(option), null, "has no value", "Write it after the option."));
      }
      return missing;
    }

    void faults(ParseResult at) {
      CommandLine line = at.commandSpec().commandLine();
      if (help.isEmpty() && at.isUsageHelpRequested()) {
        help = Optional.of(line::getUsageMessage);
      }
      if (help.isEmpty() && at.isVersionHelpRequested()) {
        help = Optional.of(ansi -> line.getCommandSpec().version()[0] + System.lineSeparator());
      }
      at.errors().forEach(fault -> fault(at.commandSpec(), fault));
    }

    private void fault(CommandSpec spec, Exception fault) {
      switch (fault) {
        case UnmatchedArgumentException e -> unmatched(spec, e.getUnmatched());
        case OverwrittenOptionException e -> twice(e.getOverwritten());
        case MissingParameterException e ->
            misused |= e.getMissing().stream().anyMatch(ArgSpec::isPositional);
        case ParameterException e when e.getArgSpec() != null ->
            violations.add(
                new Violation(
                    name(e.getArgSpec()),
                    e.getValue(),
                    "takes no value",
                    "Write the option alone."));
        default -> throw new IllegalStateException("a fault that no command line has", fault);
      }
    }

    private void twice(ArgSpec option) {
      if (option instanceof OptionSpec asked && !ProgramSpec.isOwn(asked)) {
        return; // help requested twice is shown once
      }
      int again = places(name(option)).get(1);
      String word = args.get(again);
      int equals = word.indexOf('=');
      String value =
          option.arity().max() == 0
              ? null
              : equals < 0 ? args.get(again + 1) : word.substring(equals + 1);
      violations.add(new Violation(name(option), value, "appears twice", "Write it once."));
    }

    /** The first position of {@code word}; the end if it occurs under another name. */
    private int place(String word) {
      return places(word).stream().findFirst().orElse(args.size());
    }

    /** The positions of {@code word}, alone or with a value. */
    private List<Integer> places(String word) {
      return IntStream.range(0, args.size())
          .filter(i -> args.get(i).equals(word) || args.get(i).startsWith(word + "="))
          .boxed()
          .toList();
    }

    private void unmatched(CommandSpec spec, List<String> words) {
      for (int i = 0; i < words.size(); i++) {
        String word = words.get(i);
        if (word.startsWith("-")) {
          unknownOption(spec, word);
          boolean apart = word.indexOf('=') < 0 && i + 1 < words.size();
          i += apart && !words.get(i + 1).startsWith("-") ? 1 : 0; // its value
        } else if (spec.subcommands().isEmpty()) {
          misused = true;
        } else {
          misused = true;
          strays.add(word);
          violations.add(
              new Violation(
                  word,
                  null,
                  "is not a command",
                  remedy(
                      word,
                      spec.subcommands().keySet().stream(),
                      spec.subcommands().keySet().stream())));
          return; // what follows was meant for it
        }
      }
    }

    private void unknownOption(CommandSpec spec, String word) {
      if (spec.parent() != null
          && spec.subcommands().isEmpty()
          && !ProgramSpec.hasOwnOptions(spec)) {
        misused = true; // its usage says everything
        return;
      }
      int equals = word.indexOf('=');
      String option = equals < 0 ? word : word.substring(0, equals);
      violations.add(
          new Violation(
              option,
              null,
              "is not an option",
              remedy(
                  option,
                  spec.options().stream().map(OptionSpec::longestName),
                  spec.options().stream()
                      .filter(ProgramSpec.hasOwnOptions(spec) ? ProgramSpec::isOwn : o -> true)
                      .map(OptionSpec::longestName))));
    }

    private static String remedy(String word, Stream<String> known, Stream<String> told) {
      List<String> near = Spelling.near(word, known.toList());
      return near.isEmpty()
          ? "Write one of " + told.collect(Collectors.joining(", ")) + "."
          : "Did you mean " + String.join(" or ", near) + "?";
    }

    private static String name(@Nullable ArgSpec option) {
      return option instanceof OptionSpec named ? named.longestName() : "";
    }
  }
}
