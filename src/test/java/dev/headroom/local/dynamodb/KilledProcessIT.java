package dev.headroom.local.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.headroom.alert.OrgState;
import dev.headroom.alert.OrgState.Known;
import dev.headroom.alert.Transition;
import dev.headroom.alert.dynamodb.DynamoDbAlertStates;
import dev.headroom.alert.dynamodb.TransitionJson;
import dev.headroom.dynamodb.Item;
import dev.headroom.dynamodb.Tables;
import dev.headroom.limits.LimitName;
import dev.headroom.org.OrgId;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A process that commits to a data folder is killed at any moment, again and again. What it was
 * told is committed is there, whole; what it was not told is there whole or not at all.
 */
class KilledProcessIT {
  private static final int ROUNDS = 5;

  @TempDir Path temp;

  private final long seed = System.nanoTime();
  private final Random random = new Random(seed);

  @Test
  @Timeout(value = 5, unit = TimeUnit.MINUTES)
  void everyAcknowledgedCommitSurvivesWhole() throws Exception {
    Path folder = temp.resolve("data");
    long[] acknowledged = new long[Committer.ORGS];
    // Every process puts the same items from the first on.
    int mostPuts = 0;
    for (int round = 0; round < ROUNDS; round++) {
      int puts = runAndKill(folder, acknowledged, random.nextInt(1, 120));
      mostPuts = Math.max(mostPuts, puts);
      try (EmbeddedDynamoDb db = EmbeddedDynamoDb.inFolder(folder)) {
        assertThat(rows(db, Tables.DEFAULT.samples()))
            .as("single writes, seed %d", seed)
            .hasSizeGreaterThanOrEqualTo(mostPuts);
        for (int org = 0; org < Committer.ORGS; org++) {
          assertThatItIsWhole(db, org, acknowledged[org]);
        }
      }
    }
    System.out.printf(
        "killed %d times, seed %d; commits acknowledged: %s, all there%n",
        ROUNDS, seed, LongStream.of(acknowledged).boxed().toList());
  }

  /**
   * Kills the process at the {@code nth} commit or a little later, and notes which commits it was
   * told.
   *
   * @return how many single writes it was told
   */
  private int runAndKill(Path folder, long[] acknowledged, int nth) throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                Committer.class.getName(),
                folder.toString())
            .redirectError(temp.resolve("errors.txt").toFile())
            .start();
    int told = 0;
    int puts = 0;
    try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        String[] words = line.split(" ", 3);
        if (words.length == 3 && words[0].equals("committed")) {
          acknowledged[Integer.parseInt(words[1])] = Long.parseLong(words[2]);
          told++;
        } else if (words[0].equals("put")) {
          puts++;
        }
        if (told == 1) {
          assertThatThrownBy(() -> EmbeddedDynamoDb.inFolder(folder))
              .isInstanceOf(DataFolderException.class)
              .hasMessageContaining("in use by another Headroom");
        }
        if (told == nth) {
          // SIGKILL through the handle: the process's own method would close the pipe, and what is
          // in it was told, too.
          process.toHandle().destroyForcibly();
        }
      }
    } catch (IOException e) {
      throw new AssertionError("the process's output broke off, seed " + seed, e);
    } finally {
      process.destroyForcibly();
    }
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(told)
        .as("commits before the end, seed %d; errors are in %s", seed, temp)
        .isGreaterThanOrEqualTo(nth);
    return puts;
  }

  private void assertThatItIsWhole(EmbeddedDynamoDb db, int i, long acknowledged) {
    OrgId org = Committer.org(i);
    DynamoDbAlertStates states = Committer.states(db);
    OrgState state = states.read(org);
    long version = state.version();
    // One commit more may have been done without the word of it getting out.
    assertThat(version).as("%s, seed %d", org, seed).isBetween(acknowledged, acknowledged + 1);
    List<Item> rows = rows(db, Tables.DEFAULT.state());
    List<Item> outbox =
        rows.stream()
            .filter(row -> row.text("pk").equals("OUT#" + org))
            .sorted(Comparator.comparing(row -> row.text("sk")))
            .toList();
    assertThat(outbox).as("outbox of %s, seed %d", org, seed).hasSize((int) version);
    TransitionJson json = new TransitionJson(new JsonMapper());
    for (int n = 1; n <= version; n++) {
      Item row = outbox.get(n - 1);
      assertThat(row.text("sk")).isEqualTo("%012d#000".formatted(n));
      Transition told = json.read(row.text("transition"));
      assertThat(told.episode()).isEqualTo(Committer.episode(n));
      assertThat(states.find(told.key(), told.episode().openedAt()).orElseThrow().episode())
          .as("alert of %s at %d of %d, seed %d", org, n, version, seed)
          .isEqualTo(Committer.episode(n % 2 == 1 && n < version ? n + 1 : n));
    }
    long alerts =
        rows.stream()
            .filter(row -> row.text("pk").equals("ORG#" + org))
            .filter(row -> row.text("sk").startsWith("ALERT#"))
            .count();
    assertThat(alerts).as("alerts of %s, seed %d", org, seed).isEqualTo((version + 1) / 2);
    if (version > 0) {
      assertThat(state.lastSlot()).isEqualTo(Committer.slot(version));
      assertThat(state.known())
          .containsExactly(
              Map.entry(LimitName.DAILY_API_REQUESTS, new Known(Committer.reading(version), true)));
    }
    assertThat(state.open()).hasSize(version % 2 == 1 ? 1 : 0);
  }

  private static List<Item> rows(EmbeddedDynamoDb db, String table) {
    List<Item> rows = new ArrayList<>();
    db.client().scanPaginator(b -> b.tableName(table)).items().stream()
        .map(Item::new)
        .forEach(rows::add);
    return rows;
  }
}
