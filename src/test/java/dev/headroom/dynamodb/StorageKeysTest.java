package dev.headroom.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Storage keys are known in one class; the templates say the same. */
class StorageKeysTest {
  private static final Path SAM = Path.of("infra/sam/template.yaml");
  private static final Path CDK = Path.of("infra/cdk/lib/headroom.ts");
  private static final Path CDK_PERMISSIONS = Path.of("infra/cdk/lib");

  /** A partition's or a row's word before its {@code #}, or an attribute of a key. */
  private static final Pattern KEY =
      Pattern.compile(
          "\"(?:[A-Z]{1,8}#|(?:pk|sk|fleetPk|fleetSk|pendingPk|pendingSk)\\b(?! ?[:?]))[^\"\\n"
              + "]*\"");

  private static final List<String> SAMPLES_KEY = List.of(Tables.PK, Tables.SK);
  private static final List<String> STATE_KEYS =
      List.of(
          Tables.PK,
          Tables.SK,
          Tables.FLEET_PK,
          Tables.FLEET_SK,
          Tables.PENDING_PK,
          Tables.PENDING_SK);

  @ParameterizedTest
  @ValueSource(strings = {"src/main/java", "src/local/java"})
  void noOtherClassSpellsOne(String root) throws IOException {
    try (Stream<Path> files = Files.walk(Path.of(root))) {
      assertThat(
              files
                  .filter(file -> file.toString().endsWith(".java"))
                  .filter(file -> !file.endsWith("dynamodb/Tables.java"))
                  .flatMap(
                      file ->
                          KEY.matcher(read(file))
                              .results()
                              .map(found -> file.getFileName() + ": " + found.group())))
          .isEmpty();
    }
  }

  @Test
  void aKeyThatIsSpelledIsFound() {
    assertThat(KEY.matcher("of(\"OUT#\" + org)").find()).isTrue();
    assertThat(KEY.matcher("where(\"pk = :pk\")").find()).isTrue();
    assertThat(KEY.matcher("get(\"sk\")").find()).isTrue();
  }

  @Test
  void samHasTheKeysOfTheTables() {
    String samples = between(read(SAM), "\n  SamplesTable:\n", "SSESpecification");
    String state = between(read(SAM), "\n  StateTable:\n", "SSESpecification");
    String schema = "AttributeName: (\\w+), KeyType";
    assertThat(all(samples, schema)).isEqualTo(SAMPLES_KEY);
    assertThat(all(state, schema)).isEqualTo(STATE_KEYS);
    assertThat(all(state, "IndexName: (\\w+)"))
        .containsExactly(Tables.FLEET_INDEX, Tables.PENDING_INDEX);
    assertThat(all(samples + state, "TimeToLiveSpecification: \\{AttributeName: (\\w+)"))
        .containsExactly(Tables.TTL, Tables.TTL);
  }

  @Test
  void cdkHasTheKeysOfTheTables() {
    String samples = between(read(CDK), "private makeSamplesTable", "\n  }\n");
    String state = between(read(CDK), "private makeStateTable", "\n  }\n");
    String key = "(?:partitionKey|sortKey): (?:text\\(|\\{name: )'(\\w+)'";
    assertThat(all(samples, key)).isEqualTo(SAMPLES_KEY);
    assertThat(all(state, key)).isEqualTo(STATE_KEYS);
    assertThat(all(state, "indexName: '(\\w+)'"))
        .containsExactly(Tables.FLEET_INDEX, Tables.PENDING_INDEX);
    assertThat(all(read(CDK), "timeToLiveAttribute: '(\\w+)'")).containsExactly(Tables.TTL);
  }

  @Test
  void theStreamIsFilteredByThePrefixOfTheOutbox() {
    assertThat(all(read(SAM), "Pattern: '(\\{\"eventName\".*)'"))
        .containsExactly(
            "{\"eventName\":[\"INSERT\"],\"dynamodb\":{\"Keys\":{\"%s\":{\"S\":[{\"prefix\":\"%s\"}]}}}}"
                .formatted(Tables.PK, Tables.OUTBOX_PREFIX));
    assertThat(all(read(CDK), "Keys: \\{(\\w+: \\{S: .*?)\\}\\}"))
        .containsExactly(
            "%s: {S: lambda.FilterRule.beginsWith('%s')"
                .formatted(Tables.PK, Tables.OUTBOX_PREFIX));
  }

  @Test
  void permissionsGoByPartitionsThatThereAre() throws IOException {
    assertThat(all(read(SAM), "dynamodb:LeadingKeys\": \\[?([^\\]}]*)"))
        .isNotEmpty()
        .allSatisfy(
            keys ->
                assertThat(List.of(keys.replace("\"", "").split(", ")))
                    .isSubsetOf(
                        Tables.TOKEN_PREFIX + "*",
                        Tables.AUDIT,
                        Tables.MUTES,
                        Tables.WRITTEN_PAGES));
    try (Stream<Path> files = Files.list(CDK_PERMISSIONS)) {
      String all = String.join("\n", files.map(StorageKeysTest::read).toList());
      assertThat(all)
          .contains(
              "'" + Tables.TOKEN_PREFIX + "*'", "'" + Tables.AUDIT + "'", "'" + Tables.MUTES + "'");
    }
  }

  private static List<String> all(String text, String pattern) {
    return Pattern.compile(pattern)
        .matcher(text)
        .results()
        .map((MatchResult found) -> found.group(1))
        .toList();
  }

  private static String between(String text, String from, String to) {
    int begin = text.indexOf(from);
    assertThat(begin).as(from).isPositive();
    return text.substring(begin, text.indexOf(to, begin + from.length()));
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
