package dev.headroom.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CompletionTest {
  private static final Path BASH = Path.of("/bin/bash");

  @TempDir Path temp;

  @ParameterizedTest
  @CsvSource({
    "headroom ma,                              manage",
    "headroom manage val,                      validate",
    "headroom manage backtest acme --proj,     --projection --projection-attention --projection-escalation",
    "headroom manage what-if acme --move-,     --move-from --move-by --move-integration",
    "headroom manage backtest acme --format h, html",
    "headroom manage apply --al,               --allow-secret-moves"
  })
  void bashCompletesCommandsOptionsAndWords(String line, String wanted) throws Exception {
    assertThat(completed(line)).containsExactlyInAnyOrder(wanted.split(" "));
  }

  @Test
  void theScriptIsForZshToo() {
    assertThat(ProgramSpec.completion()).startsWith("#!/usr/bin/env bash").contains("ZSH_VERSION");
  }

  /** What bash offers when the last word of {@code line} is to be completed. */
  private List<String> completed(String line) throws Exception {
    assumeThat(BASH).exists();
    Path script = Files.writeString(temp.resolve("completion"), ProgramSpec.completion());
    Process bash =
        new ProcessBuilder(
                BASH.toString(),
                "-c",
                """
                compopt() { :; } # only while bash completes
                source "$0"
                COMP_LINE="$1"; COMP_POINT=${#1}; COMP_WORDS=($1); COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
                $(complete -p headroom | sed 's/.*-F \\([^ ]*\\).*/\\1/')
                printf '%s\\n' "${COMPREPLY[@]}"
                """,
                script.toString(),
                line)
            .redirectErrorStream(true)
            .start();
    String said = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(bash.waitFor()).as(said).isZero();
    return said.lines().map(String::strip).toList();
  }
}
