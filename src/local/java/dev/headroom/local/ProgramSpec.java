package dev.headroom.local;

import dev.headroom.cycle.ask.EraseCycle;
import dev.headroom.cycle.ask.NoteCycle;
import dev.headroom.cycle.ask.PauseCycle;
import dev.headroom.cycle.ask.TellForms;
import dev.headroom.cycle.ask.TellOrder;
import dev.headroom.local.console.ConsoleCommand;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.IParameterPreprocessor;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * The commands of the program, their options and their help.
 *
 * <p>Built from the members that the function {@code manage} and the API read, not from annotated
 * fields, which would be a second list of them.
 */
final class ProgramSpec {
  static final String MANAGE = "manage";
  static final String COMPLETION = "completion";

  /** The name of the completed command. */
  static final String PROGRAM = "headroom";

  private static final int WIDTH = 100;
  private static final int LONGEST_OPTION = 38;
  private static final String MANIFEST = "<fleet.yaml>";

  private static final List<List<String>> CONSOLE =
      List.of(
          List.of(
              ConsoleCommand.STACK,
              "<stacks>",
              "Names of stacks, as headroom or headroom@eu-west-1, with commas between them."),
          List.of(
              ConsoleCommand.TABLES,
              "<tables>",
              "Instead: <samples table>+<state table>[@<region>], with commas between stacks."),
          List.of(ConsoleCommand.TENANT, "<tenant>", "Show this tenant only."));

  private ProgramSpec() {}

  /**
   * Returns the whole program, ready to parse a command line.
   *
   * @param values examines the value of each option before it is accepted
   */
  static CommandLine program(IParameterPreprocessor values) {
    CommandSpec program =
        spec(PROGRAM)
            .addSubcommand(MANAGE, manage(values))
            .addSubcommand(ConsoleCommand.WORD, console(values));
    program
        .usageMessage()
        .customSynopsis("java [-D<key>=<value> ...] -jar quarkus-run.jar [COMMAND]")
        .description(
            "Watches the limits of a fleet of Salesforce orgs.",
            "",
            "Without a command it starts and runs until it is stopped. It watches the fleet of"
                + " headroom.fleet, or without that key a simulated one; its pages are on"
                + " http://localhost:8080.")
        .footer(
            "",
            "Keys (docs/reference/commands.md lists all):",
            "  -Dheadroom.fleet=<fleet.yaml>    manifest of the fleet to watch",
            "  -Dheadroom.local.data=<folder>   keeps the data between runs; manage works on it",
            "  -Dquarkus.http.port=<port>       port of the pages, the API and the functions");
    CommandLine line = new CommandLine(program);
    line.setExpandAtFiles(false);
    line.setPosixClusteredShortOptionsAllowed(false);
    line.setUsageHelpWidth(WIDTH);
    line.setUsageHelpLongOptionsMaxWidth(LONGEST_OPTION);
    return line;
  }

  /** Returns a script that completes the commands of {@link #PROGRAM}. */
  static String completion() {
    return AutoComplete.bash(PROGRAM, program((rest, spec, option, state) -> false)).strip();
  }

  /** Returns the members that a command's own options are for. */
  static List<String> members(CommandSpec spec) {
    return spec.options().stream()
        .filter(ProgramSpec::isOwn)
        .map(option -> Options.member(option.longestName()))
        .toList();
  }

  /** Returns whether a command has options besides those for help. */
  static boolean hasOwnOptions(CommandSpec spec) {
    return spec.options().stream().anyMatch(ProgramSpec::isOwn);
  }

  /**
   * Returns whether {@code option} belongs to its command, and does not ask for help or the
   * version.
   */
  static boolean isOwn(OptionSpec option) {
    return !option.usageHelp() && !option.versionHelp();
  }

  private static CommandSpec console(IParameterPreprocessor values) {
    CommandSpec console =
        spec(
            ConsoleCommand.WORD,
            "Shows the pages over the tables of deployed stacks, with your AWS credentials. Nothing"
                + " is changed.");
    for (List<String> option : CONSOLE) {
      console.addOption(
          OptionSpec.builder("--" + option.getFirst())
              .type(String.class)
              .paramLabel(option.get(1))
              .description(option.get(2))
              .preprocessor(values)
              .build());
    }
    return console;
  }

  private static CommandSpec manage(IParameterPreprocessor values) {
    CommandSpec manage =
        spec(MANAGE, "Checks and applies manifests, and answers questions about orgs and targets.")
            .addSubcommand(
                "validate",
                ofManifest("validate", "Lists everything that is wrong with a manifest.")
                    .addOption(ofTenant(values)))
            .addSubcommand(
                "plan",
                ofManifest("plan", "Shows what a manifest would change.")
                    .addOption(ofTenant(values)))
            .addSubcommand("apply", apply(values))
            .addSubcommand(InitAction.WORD, init(values))
            .addSubcommand(TargetActions.RESUME, resume())
            .addSubcommand(
                PauseAction.WORD,
                ofOrg(
                    PauseAction.WORD,
                    "Stops reading an org until a time, or until it is resumed.",
                    PauseCycle.MEMBERS,
                    values))
            .addSubcommand(
                EraseAction.WORD,
                ofOrg(
                    EraseAction.WORD,
                    "Erases what is kept of an org's API usage, or of one of its users.",
                    EraseCycle.MEMBERS,
                    values))
            .addSubcommand(
                NoteAction.WORD,
                ofOrg(
                    NoteAction.WORD,
                    "Keeps a note about an org or an alert for the next one on call, or removes"
                        + " one.",
                    NoteCycle.MEMBERS,
                    values))
            .addSubcommand(
                BacktestAction.WORD,
                ofOrg(
                    BacktestAction.WORD,
                    "Shows which alerts an org's stored history would have raised.",
                    BacktestAction.MEMBERS,
                    values))
            .addSubcommand(
                WhatIfAction.WORD,
                ofOrg(
                    WhatIfAction.WORD,
                    "Shows what a new integration, an add-on or a moved batch would do to a limit.",
                    WhatIfAction.MEMBERS,
                    values))
            .addSubcommand(
                LockOutAction.WORD,
                ofOrg(
                    LockOutAction.WORD,
                    "Shows whom a change of IP ranges would lock out of an org.",
                    LockOutAction.MEMBERS,
                    values))
            .addSubcommand(CheckAction.WORD, check(values))
            .addSubcommand(
                SamplesAction.WORD,
                ofOrg(
                    SamplesAction.WORD,
                    "Prints what is stored of an org's limits: readings, hours or days.",
                    SamplesAction.MEMBERS,
                    values))
            .addSubcommand(
                COMPLETION, spec(COMPLETION, "Prints what completes commands in bash and zsh."));
    for (TellOrder.Form form : TellForms.ALL) {
      manage.addSubcommand(form.word(), order(form, values));
    }
    manage
        .usageMessage()
        .footer(
            "",
            "All but validate work on the data folder of headroom.local.data, and ask the Headroom"
                + " that runs on it if one does. See COMMAND --help.");
    return manage;
  }

  private static CommandSpec ofManifest(String name, String description) {
    return spec(name, description).addPositional(operand(MANIFEST, "file of the manifest"));
  }

  private static CommandSpec apply(IParameterPreprocessor values) {
    return ofManifest("apply", "Makes a manifest the complete desired state.")
        .addOption(ofTenant(values))
        .addOption(allowSecretMoves());
  }

  private static OptionSpec ofTenant(IParameterPreprocessor values) {
    return OptionSpec.builder(Options.of(ManageWork.TENANT))
        .type(String.class)
        .paramLabel("<tenant>")
        .description("The manifest is this tenant's: nothing else of the fleet changes.")
        .preprocessor(values)
        .build();
  }

  private static CommandSpec init(IParameterPreprocessor values) {
    CommandSpec spec =
        ofManifest(
                InitAction.WORD,
                "Writes a first manifest, from answers or from the orgs that the sf CLI knows.")
            .addOption(
                OptionSpec.builder(Options.of(InitAction.FROM_SF))
                    .type(boolean.class)
                    .description("Take names and addresses from sf org list; never its tokens.")
                    .build());
    InitAction.ANSWERS.forEach(
        (member, help) ->
            spec.addOption(
                OptionSpec.builder(Options.of(member))
                    .type(String.class)
                    .paramLabel(help.label())
                    .description(help.description())
                    .preprocessor(values)
                    .build()));
    return spec;
  }

  private static OptionSpec allowSecretMoves() {
    return OptionSpec.builder(Options.of(ManageWork.ALLOW_SECRET_MOVES))
        .type(boolean.class)
        .description("Let secrets of the stored fleet be sent to other hosts.")
        .build();
  }

  private static CommandSpec check(IParameterPreprocessor values) {
    CommandSpec spec =
        spec(
                CheckAction.WORD,
                "Checks step by step whether an org can be read; `all` checks every org.")
            .addPositional(
                PositionalParamSpec.builder()
                    .paramLabel("<org>")
                    .description("id of the org, or all, which is the default with a manifest")
                    .index("0")
                    .arity("0..1")
                    .type(String.class)
                    .build());
    addOptions(spec, CheckAction.WORD, CheckAction.VALUES, values);
    return spec.addOption(allowSecretMoves());
  }

  private static CommandSpec resume() {
    return spec(
            TargetActions.RESUME,
            "Tries a parked or disabled target at once, or reads a paused org again.")
        .addPositional(operand("<target>", "id of the target or org"));
  }

  private static CommandSpec order(TellOrder.Form form, IParameterPreprocessor values) {
    CommandSpec spec = spec(form.word(), form.description());
    form.members()
        .forEach(
            (member, help) -> {
              if (member.equals(form.operand())) {
                spec.addPositional(operand(help.label(), help.description()));
              } else {
                spec.addOption(
                    OptionSpec.builder(Options.of(member))
                        .type(String.class)
                        .paramLabel(help.label())
                        .description(help.description())
                        .preprocessor(values)
                        .build());
              }
            });
    return spec;
  }

  private static CommandSpec ofOrg(
      String name, String description, List<String> members, IParameterPreprocessor values) {
    CommandSpec spec =
        spec(name, description).addPositional(operand("<org>", "id of the org in the manifest"));
    addOptions(spec, name, members, values);
    return spec;
  }

  private static void addOptions(
      CommandSpec spec, String name, List<String> members, IParameterPreprocessor values) {
    for (String member : members) {
      OptionHelp help = OptionHelp.of(name, member);
      OptionSpec.Builder option =
          OptionSpec.builder(Options.of(member))
              .type(String.class)
              .paramLabel(help.label())
              .description(help.description())
              .preprocessor(values);
      if (!help.words().isEmpty()) {
        option.completionCandidates(help.words());
      }
      spec.addOption(option.build());
    }
  }

  private static PositionalParamSpec operand(String label, String description) {
    return PositionalParamSpec.builder()
        .paramLabel(label)
        .description(description)
        .index("0")
        .arity("1")
        .required(true)
        .type(String.class)
        .build();
  }

  private static CommandSpec spec(String name, String... description) {
    CommandSpec spec = CommandSpec.create().name(name);
    // Not picocli's mixin: its annotations would take a third of the time to parse a line.
    spec.addOption(
        OptionSpec.builder("-h", "--help")
            .type(boolean.class)
            .usageHelp(true)
            .description("Show this help and exit.")
            .build());
    spec.addOption(
        OptionSpec.builder("-V", "--version")
            .type(boolean.class)
            .versionHelp(true)
            .description("Show the version and exit.")
            .build());
    spec.version(PROGRAM + " " + version());
    spec.parser().collectErrors(true);
    Map<String, String> codes = new LinkedHashMap<>();
    codes.put("0", "done; the manifest is valid");
    codes.put("1", "not started, a key is wrong, or the Headroom that was asked did not answer");
    codes.put("2", "violations, a wrong command line, or it could not be carried out");
    spec.usageMessage()
        .description(description)
        .abbreviateSynopsis(true)
        .sortOptions(false)
        .parameterListHeading("%n")
        .optionListHeading("%n")
        .commandListHeading("%nCommands:%n")
        .exitCodeListHeading("%nExit codes:%n")
        .exitCodeList(codes);
    return spec;
  }

  /** The version that the build wrote into the jar; there is none when classes are in a folder. */
  static String version() {
    return Objects.requireNonNullElse(
        ProgramSpec.class.getPackage().getImplementationVersion(), "of no release");
  }
}
