package dev.headroom.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoStartTest {
  private static final Instant NOW = Instant.parse("2026-11-25T10:00:00Z");

  @TempDir Path folder;

  @Test
  void itIsKeptInAFileThatIsOfNoUseToOtherUsers() throws IOException {
    assertThat(DemoStart.kept(folder, NOW)).isEqualTo(NOW);

    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(folder.resolve("demo-start"))))
        .isEqualTo("rw-------");
    assertThat(DemoStart.kept(folder, NOW.plusSeconds(60))).isEqualTo(NOW);
  }

  @Test
  void aDraftThatAStartWasCutOffAtIsWrittenAnew() throws IOException {
    Files.writeString(folder.resolve("demo-start.new"), "2026-");

    assertThat(DemoStart.kept(folder, NOW)).isEqualTo(NOW);
    assertThat(folder.resolve("demo-start.new")).doesNotExist();
    assertThat(DemoStart.read(folder)).contains(NOW);
  }
}
