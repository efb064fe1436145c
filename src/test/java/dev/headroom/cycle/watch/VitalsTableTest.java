package dev.headroom.cycle.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The documented metrics are those of the definition, and so are those that are charged. */
class VitalsTableTest {
  private static final Path PAGE = Path.of("docs/operate.md");
  private static final Path CHARGED = Path.of("infra/cost/deployed.py");

  @Test
  void theTableListsEveryMetricUnderEachOfItsNames() throws Exception {
    String rows =
        Stream.of(Vital.values())
            .map(
                vital ->
                    "| %s | `%s`%s | `%s%s` |"
                        .formatted(
                            vital.help(),
                            vital.metric(),
                            vital.isCharged() ? "" : ", in log lines only",
                            vital.prometheus(),
                            vital.part().isEmpty() ? "" : "{" + vital.part() + "}"))
            .collect(Collectors.joining("\n"));

    assertThat(Files.readString(PAGE))
        .contains("| what | CloudWatch | Prometheus |\n|---|---|---|\n" + rows + "\n\n");
  }

  @Test
  void whatIsChargedIsInTheBill() throws Exception {
    String charged =
        Stream.of(Vital.values())
            .filter(Vital::isCharged)
            .map(vital -> '"' + vital.metric() + '"')
            .collect(Collectors.joining(", ", "METRICS = (", ")"));

    assertThat(Files.readString(CHARGED)).contains(charged);
  }
}
