package dev.headroom.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.headroom.fleet.Violation;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.OptionSpec;

class LineTest {
  @Test
  void optionsBearTheNamesOfTheirMembers() {
    Line line = read("manage backtest acme --recover-below 5 --limit=Daily*");
    assertThat(line.operands()).containsExactly("acme");
    assertThat(line.values())
        .containsExactlyInAnyOrderEntriesOf(Map.of("limit", "Daily*", "recoverBelow", "5"));
    assertThat(line.violations()).isEmpty();
    assertThat(line.misused()).isFalse();
  }

  @Test
  void allProblemsAreReportedAtOnceInTheOrderOfTheLine() {
    assertThat(told("manage backtest acme --zz 1 --limit a --limit b --to --from= --format"))
        .satisfiesExactly(
            line -> assertThat(line).startsWith("--zz: is not an option. Write one of --limit, "),
            line -> assertThat(line).isEqualTo("--limit: appears twice (found: b). Write it once."),
            line -> assertThat(line).isEqualTo("--to: has no value. Write it after the option."),
            line ->
                assertThat(line).isEqualTo("--format: has no value. Write it after the option."));
    assertThat(told("manage apply f.yaml --allow-secret-moves=x --allow-secret-moves"))
        .containsExactly(
            "--allow-secret-moves: takes no value (found: x). Write the option alone.");
    assertThat(told("manage apply f.yaml --allow-secret-moves --allow-secret-moves"))
        .containsExactly("--allow-secret-moves: appears twice. Write it once.");
  }

  @Test
  void wrongOptionsAreReportedEvenIfAnOperandIsMissing() {
    Line line = read("manage what-if --cals=5");
    assertThat(line.misused()).isTrue();
    assertThat(line.violations()).extracting(Violation::path).containsExactly("--cals");
  }

  @ParameterizedTest
  @CsvSource({
    "manage valdate f.yaml,                    valdate: is not a command. Did you mean validate?",
    "manage paln f.yaml,                       paln: is not a command. Did you mean plan?",
    "manage backtest acme --fromat json,       --fromat: is not an option. Did you mean --format or"
        + " --from?",
    "manage backtest acme --recover_below=3,   --recover_below: is not an option. Did you mean"
        + " --recover-below?",
    "manage what-if acme --hlep,               --hlep: is not an option. Did you mean --help?",
    "manage plan --allow-secret-moves f.yaml,  --allow-secret-moves: is not an option. Write one"
        + " of --tenant.",
    "--versoin,                                --versoin: is not an option. Did you mean"
        + " --version?",
    "manage frobnicate,                        'frobnicate: is not a command. Write one of"
        + " validate, plan, apply, init, resume, pause, erase, note, backtest, what-if, lock-out,"
        + " check, samples, completion, ack, snooze, mute, unmute, mutes, override, end-override,"
        + " overrides, explain, deliveries, replay, test-fire, add, remove.'"
  })
  void aSlipIsAnsweredWithWhatWasMeant(String line, String told) {
    assertThat(told(line)).containsExactly(told);
  }

  @Test
  void aValueMayBeEmptyOrNegative() {
    Line line = read("manage what-if acme --limit= --add-on -1 --move-by -PT1H --shape=--x");
    assertThat(line.values())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of("limit", "", "addOn", "-1", "moveBy", "-PT1H", "shape", "--x"));
    assertThat(line.violations()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "manage",
        "manage validate",
        "manage plan a b",
        "manage destroy a",
        "manage resume",
        "manage resume --all",
        "manage resume chat --all"
      })
  void aLineThatLacksSomethingIsMisused(String line) {
    assertThat(read(line).misused()).isTrue();
  }

  @Test
  void aFileNamedLikeAListOfArgumentsIsNotReadAsOne() {
    assertThat(read("manage validate @f.yaml").operands()).containsExactly("@f.yaml");
  }

  @ParameterizedTest
  @CsvSource({
    "--help,                        java [-D<key>=<value> ...] -jar quarkus-run.jar [COMMAND]",
    "-h,                            java [-D<key>=<value> ...] -jar quarkus-run.jar [COMMAND]",
    "manage --help,                 headroom manage [OPTIONS] [COMMAND]",
    "manage validate --help,        headroom manage validate [OPTIONS] <fleet.yaml>",
    "manage plan -h,                headroom manage plan [OPTIONS] <fleet.yaml>",
    "manage apply --help,           headroom manage apply [OPTIONS] <fleet.yaml>",
    "manage resume --help,          headroom manage resume [OPTIONS] <target>",
    "manage backtest --help --zz,   headroom manage backtest [OPTIONS] <org>",
    "manage what-if acme --help,    headroom manage what-if [OPTIONS] <org>",
    "manage completion --help,      headroom manage completion [OPTIONS]"
  })
  void everyLevelHasItsHelp(String line, String synopsis) {
    String help = read(line).help().orElseThrow().text(Ansi.OFF);
    assertThat(help.lines().map(String::length)).allMatch(length -> length <= 100);
    assertThat(help)
        .startsWith("Usage: " + synopsis + "\n")
        .contains("--help", "Exit codes:\n  0   done")
        .doesNotContain("\u001b");
    assertThat(help.lines()).noneMatch(text -> text.contains("dev.headroom"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"-h -h", "--help -h", "manage -V -V", "manage plan -h f.yaml --help"})
  void whoAsksForHelpTwiceGetsIt(String line) {
    assertThat(read(line).help()).isPresent();
    assertThat(read(line).violations()).isEmpty();
  }

  /** Whatever stands on a line, it is read, or what is wrong with it is told. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void noLineIsAFaultOfTheProgram(long seed) {
    Random random = new Random(seed);
    List<String> words =
        List.of(
            "manage",
            "plan",
            "apply",
            "what-if",
            "backtest",
            "resume",
            "completion",
            "acme",
            "",
            "-",
            "--",
            "-h",
            "-h=x",
            "-V",
            "-hV",
            "--help",
            "--help=x",
            "--version",
            "--limit",
            "--limit=",
            "--limit=a",
            "-limit",
            "--=",
            "=",
            "--allow-secret-moves",
            "-x",
            "@f",
            "--allow-secret-moves=x",
            "--format",
            "--zz",
            "--zz=1",
            "'",
            "\u00e4",
            "--calls=-1");
    for (int i = 0; i < 1_000; i++) {
      List<String> line =
          random.ints(random.nextInt(7), 0, words.size()).mapToObj(words::get).toList();
      assertThatCode(() -> Line.read(line)).as(line.toString()).doesNotThrowAnyException();
    }
  }

  @Test
  void theVersionIsOneLine() {
    for (String line : List.of("--version", "-V", "manage --version", "manage plan --version")) {
      assertThat(read(line).help().orElseThrow().text(Ansi.OFF)).matches("headroom \\S.*\\R");
    }
  }

  /** Whoever adds a member says what its option is for. */
  @Test
  void helpSaysOfEveryOptionWhatItIsFor() {
    for (String command : List.of(BacktestAction.WORD, WhatIfAction.WORD)) {
      assertThat(read("manage " + command + " acme").spec().options())
          .hasSizeGreaterThan(5)
          .noneMatch(option -> option.paramLabel().equals("<value>"))
          .allSatisfy(LineTest::isSentence);
    }
  }

  private static void isSentence(OptionSpec option) {
    assertThat(String.join("", option.description())).as(option.longestName()).endsWith(".");
  }

  private static List<String> told(String line) {
    return read(line).violations().stream().map(Violation::toString).toList();
  }

  private static Line read(String line) {
    return Line.read(Stream.of(line.split(" ")).toList());
  }
}
