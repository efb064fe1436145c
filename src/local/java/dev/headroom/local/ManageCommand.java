package dev.headroom.local;

import dev.headroom.auth.env.SecretsConfig;
import dev.headroom.cycle.ask.ManageCycle.Action;
import dev.headroom.cycle.ask.TellForms;
import dev.headroom.cycle.ask.TellOrder;
import dev.headroom.dynamodb.Tables;
import dev.headroom.dynamodb.TablesConfig;
import dev.headroom.fleet.ManifestReader;
import dev.headroom.fleet.Violation;
import dev.headroom.fleet.manifest.YamlManifestReader;
import dev.headroom.history.dynamodb.HistoryConfig;
import dev.headroom.http.EgressPolicy;
import dev.headroom.limits.csv.CsvLimitCatalogue;
import dev.headroom.local.config.LocalConfig;
import dev.headroom.local.running.Outcome;
import dev.headroom.wiring.EgressConfig;
import dev.headroom.wiring.Keys;
import dev.headroom.wiring.PollConfig;
import dev.headroom.wiring.TargetTypes;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.Config;
import picocli.CommandLine.Help.Ansi;

/**
 * The command line {@code manage <action> ...}. Starts no application and opens no port; all
 * actions except {@code validate} work on the data folder, or ask the instance that is running on
 * it.
 */
public final class ManageCommand {
  /** The request was fulfilled. */
  public static final int DONE = 0;

  /** The instance that holds the data folder did not answer. */
  static final int NOT_ANSWERED = 1;

  /** Violations, or the command failed. */
  public static final int FAILED = 2;

  private final ManifestActions manifests;
  private final TargetActions targets;
  private final OrgActions orgs;
  private final InitAction init;

  /**
   * Creates a command with a configuration.
   *
   * @param config provides {@code headroom.local.data}, {@code headroom.egress.allow-loopback},
   *     {@code headroom.history.raw-retention}, {@code headroom.poll.interval}, {@code
   *     headroom.secrets.env-prefix} and the names of the tables
   */
  public ManageCommand(Config config) {
    Path folder = LocalConfig.of(config).data().orElse(null);
    ManifestReader reader =
        new YamlManifestReader(
                new EgressPolicy(Keys.mapped(config, EgressConfig.class).allowLoopback()),
                TargetTypes.ALL,
                Keys.mapped(config, PollConfig.class).interval(),
                new CsvLimitCatalogue().names())
            .at(InstantSource.system());
    StoresCommand stores =
        new StoresCommand(
            Tables.of(Keys.mapped(config, TablesConfig.class)),
            Keys.mapped(config, HistoryConfig.class).rawRetention(),
            reader,
            Keys.mapped(config, SecretsConfig.class).envPrefix().orElse(""));
    this.manifests = new ManifestActions(reader, folder, stores);
    this.targets = new TargetActions(folder, stores);
    this.orgs = new OrgActions(folder, stores);
    this.init = new InitAction(reader, Objects.requireNonNullElse(System.getenv("PATH"), ""));
  }

  /**
   * Runs the command.
   *
   * @param args what follows {@code manage}
   * @param out receives violations and the answer
   * @param err receives one line if the command fails, or its usage
   * @return the exit code
   */
  public int run(List<String> args, PrintStream out, PrintStream err) {
    return run(
        Line.read(Stream.concat(Stream.of(ProgramSpec.MANAGE), args.stream()).toList()), out, err);
  }

  /** Runs {@code line}, which names {@code manage} or one of its commands. */
  int run(Line line, PrintStream out, PrintStream err) {
    if (line.help().isPresent()) {
      out.print(line.help().get().text(Ansi.OFF));
      return DONE;
    }
    if (line.misused() || !line.violations().isEmpty()) {
      FleetFile.print(line.violations(), out);
      if (line.misused()) {
        UsageText.of(line.spec()).forEach(err::println);
      }
      return FAILED;
    }
    List<Violation> violations = new ArrayList<>();
    CommandReply reply = reply(line, violations, out, err);
    return switch (reply) {
      case CommandReply.Failed(int exitCode, String why) -> {
        err.println(why);
        yield exitCode;
      }
      case CommandReply.Heard(Outcome outcome) -> {
        violations.addAll(outcome.violations());
        if (!outcome.text().isEmpty()) {
          // It says the violations too, if there are any.
          out.println(outcome.text());
          yield violations.isEmpty() ? DONE : FAILED;
        }
        FleetFile.print(Options.toldOf(violations, ProgramSpec.members(line.spec())), out);
        if (!violations.isEmpty()) {
          yield FAILED;
        }
        out.println(outcome.text());
        yield DONE;
      }
    };
  }

  /** The options of a check; its flag is a member like the others. */
  private static Map<String, String> checked(Line line) {
    Map<String, String> members = new HashMap<>(line.values());
    if (line.flags().contains(Options.of(ManageWork.ALLOW_SECRET_MOVES))) {
      members.put(ManageWork.ALLOW_SECRET_MOVES, "true");
    }
    return members;
  }

  private CommandReply reply(
      Line line, List<Violation> violations, PrintStream out, PrintStream err) {
    String operand = line.operands().stream().findFirst().orElse("");
    Optional<TellOrder.Form> order =
        TellForms.ALL.stream().filter(form -> form.word().equals(line.command())).findFirst();
    if (order.isPresent()) {
      return orgs.order(order.get(), operand, line.values());
    }
    return switch (line.command()) {
      case InitAction.WORD ->
          init.run(
              operand,
              line.flags().contains(Options.of(InitAction.FROM_SF)),
              line.values(),
              InitAction.terminal());
      case ProgramSpec.COMPLETION -> new CommandReply.Heard(Outcome.of(ProgramSpec.completion()));
      case TargetActions.RESUME -> targets.resume(operand);
      case BacktestAction.WORD,
          WhatIfAction.WORD,
          LockOutAction.WORD,
          SamplesAction.WORD,
          PauseAction.WORD,
          EraseAction.WORD,
          NoteAction.WORD ->
          orgs.ask(line.command(), operand, line.values(), violations);
      case CheckAction.WORD -> orgs.ask(line.command(), operand, checked(line), violations);
      default ->
          manifests.run(
              Action.of(line.command()).orElseThrow(),
              operand,
              line.values().get(ManageWork.TENANT),
              line.flags().contains(Options.of(ManageWork.ALLOW_SECRET_MOVES)),
              out,
              err);
    };
  }
}
