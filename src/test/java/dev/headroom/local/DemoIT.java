package dev.headroom.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headroom.dynamodb.Tables;
import dev.headroom.local.config.HostNames;
import dev.headroom.local.config.LocalConfig;
import dev.headroom.local.dynamodb.DataFolderException;
import dev.headroom.local.dynamodb.LocalDynamoDb;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoIT {
  private static final Instant FIRST = Instant.parse("2026-11-25T10:07:31Z");

  @TempDir Path temp;

  @Test
  void aNewDataFolderKeepsWhenTheStoriesBegan() {
    Path folder = temp.resolve("new");
    assertThat(startedAt(folder, FIRST)).isEqualTo(Instant.parse("2026-11-25T10:05:00Z"));
    assertThat(startedAt(folder, FIRST.plusSeconds(86_400)))
        .isEqualTo(Instant.parse("2026-11-25T10:05:00Z"));
  }

  @Test
  void aFolderOfSomethingElseIsRefusedAndLeftAlone() throws IOException {
    Files.writeString(temp.resolve("letter.txt"), "dear");
    assertThatThrownBy(() -> startedAt(temp, FIRST)).isInstanceOf(DataFolderException.class);
    try (var files = Files.list(temp)) {
      assertThat(files).hasSize(1);
    }
  }

  @Test
  void anUnreadableBeginningIsReportedInOneLine() throws IOException {
    Path folder = temp.resolve("spoiled");
    startedAt(folder, FIRST);
    Files.writeString(folder.resolve("demo-start"), "");
    assertThatThrownBy(() -> startedAt(folder, FIRST))
        .isInstanceOf(DataFolderException.class)
        .hasMessageContaining("demo-start")
        .message()
        .doesNotContain("\n");
  }

  private static Instant startedAt(Path folder, Instant now) {
    LocalConfig config =
        new LocalConfig(
            Optional.empty(),
            Optional.of(folder),
            Optional.empty(),
            true,
            HostNames.NONE,
            0,
            Duration.ofDays(28));
    LocalDynamoDb database = new LocalDynamoDb(config, Tables.DEFAULT);
    try {
      return new Demo(config, database, () -> now).start();
    } finally {
      database.close();
    }
  }
}
