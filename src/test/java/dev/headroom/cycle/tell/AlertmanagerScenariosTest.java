package dev.headroom.cycle.tell;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.headroom.cycle.tell.Scenario.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * The scenarios that {@code src/test/alertmanager/run} recorded of Alertmanager, through Headroom:
 * what each target learns is the same, except where {@code docs/reference/alertmanager.md} says
 * otherwise and why.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AlertmanagerScenariosTest {
  private static final Path FOLDER = Path.of("src/test/resources/alertmanager");
  private static final Path DOC = Path.of("docs/reference/alertmanager.md");
  private static final Pattern ROW =
      Pattern.compile("(?m)^\\| `([a-z0-9-]+)` \\| (.+?) \\| (.+?) \\| (.+) \\|$");
  private static final int LEAST_SCENARIOS = 40;

  private final JsonMapper json = JsonMapper.builder().build();
  private final SortedMap<String, JsonNode> scripts = new TreeMap<>();
  private final SortedMap<String, String> theirs = new TreeMap<>();
  private final SortedMap<String, String> ours = new TreeMap<>();
  private String version = "";

  @BeforeAll
  void run() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER.resolve("scenarios"))) {
      for (Path file : files.sorted().toList()) {
        JsonNode script = json.readTree(file.toFile());
        scripts.put(script.path("name").asText(), script);
      }
    }
    JsonNode recorded = json.readTree(FOLDER.resolve("recorded.json").toFile());
    version = recorded.path("alertmanager").asText();
    recorded
        .path("scenarios")
        .properties()
        .forEach(one -> theirs.put(one.getKey(), cell(outcomes(one.getValue()))));
    scripts.forEach((name, script) -> ours.put(name, cell(new Scenario(script).run())));
  }

  @Test
  void everyScenarioIsRecorded() {
    assertThat(theirs.keySet()).isEqualTo(scripts.keySet());
    assertThat(scripts).hasSizeGreaterThanOrEqualTo(LEAST_SCENARIOS);
  }

  @Test
  void whatTargetsLearnIsTheSameExceptWhereTheDocumentationSaysOtherwiseAndWhy()
      throws IOException {
    List<String> differences = new ArrayList<>();
    scripts
        .keySet()
        .forEach(
            name -> {
              if (!Objects.equals(theirs.get(name), ours.get(name))) {
                differences.add(
                    "| `%s` | %s | %s |".formatted(name, theirs.get(name), ours.get(name)));
              }
            });
    List<String> told = new ArrayList<>();
    Matcher row = ROW.matcher(Files.readString(DOC));
    while (row.find()) {
      told.add("| `%s` | %s | %s |".formatted(row.group(1), row.group(2), row.group(3)));
      assertThat(row.group(4)).as("why %s differs", row.group(1)).hasSizeGreaterThan(20);
    }

    assertThat(told).containsExactlyInAnyOrderElementsOf(differences);
  }

  @Test
  void theDocumentationNamesTheVersionAndCountsTheScenarios() throws IOException {
    String doc = Files.readString(DOC);
    assertThat(doc).contains("Alertmanager " + version.replaceFirst(" .*", ""));
    long same =
        scripts.keySet().stream().filter(n -> Objects.equals(theirs.get(n), ours.get(n))).count();
    assertThat(doc).contains("In %d of %d scenarios".formatted(same, scripts.size()));
  }

  /** Nobody is left with an alert that is over; Alertmanager's record shows that this can fail. */
  @Test
  void whoeverLearnsOfAProblemLearnsOfItsEnd() {
    assertThat(ours.values()).noneMatch(AlertmanagerScenariosTest::isLeftOpen);
    assertThat(
            theirs.entrySet().stream()
                .filter(one -> isLeftOpen(one.getValue()))
                .map(Map.Entry::getKey))
        .contains("ends-under-a-mute", "limit-ends-while-the-org-is-silent", "quiet-hours-begin");
  }

  private static boolean isLeftOpen(String cell) {
    for (String target : cell.split("; ", -1)) {
      Map<String, String> last = new TreeMap<>();
      Matcher news =
          Pattern.compile("\\d+ (\\S+ \\S+) (attention|escalation|resolved)").matcher(target);
      while (news.find()) {
        last.put(news.group(1), news.group(2));
      }
      if (last.values().stream().anyMatch(level -> !level.equals("resolved"))) {
        return true;
      }
    }
    return false;
  }

  private static SortedMap<String, Outcome> outcomes(JsonNode recorded) {
    SortedMap<String, Outcome> outcomes = new TreeMap<>();
    recorded
        .properties()
        .forEach(
            target -> {
              List<String> news = new ArrayList<>();
              target.getValue().path("news").forEach(one -> news.add(one.asText()));
              outcomes.put(
                  target.getKey(), new Outcome(target.getValue().path("messages").asInt(), news));
            });
    return outcomes;
  }

  /** As the documentation shows it: {@code hooks: 0 acme DataStorageMB attention (1 message)}. */
  private static String cell(SortedMap<String, Outcome> outcomes) {
    return outcomes.isEmpty()
        ? "nothing"
        : outcomes.entrySet().stream()
            .map(
                one ->
                    "%s: %s (%d message%s)"
                        .formatted(
                            one.getKey(),
                            String.join(", ", one.getValue().news()),
                            one.getValue().messages(),
                            one.getValue().messages() == 1 ? "" : "s"))
            .collect(Collectors.joining("; "));
  }
}
