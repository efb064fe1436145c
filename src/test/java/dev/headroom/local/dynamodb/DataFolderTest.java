package dev.headroom.local.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headroom.dynamodb.Tables;
import dev.headroom.local.file.OwnerOnly;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTest {
  private static final String NO_PERMISSIONS = "its file system has no permissions of that kind";

  @TempDir Path temp;

  @Test
  void aMissingFolderIsMadeAndMarkedWithTheFormat() throws IOException {
    Path folder = temp.resolve("a/b");
    try (DataFolder data = DataFolder.open(folder)) {
      assertThat(data.database().getParent()).isEqualTo(folder);
    }
    assertThat(folder.resolve("headroom-data.version")).hasContent(DataFolder.FORMAT);
  }

  @Test
  void aClosedFolderOpensAgain() {
    DataFolder.open(temp).close();
    DataFolder again = DataFolder.open(temp);
    again.close();
    assertThat(again.database()).hasParentRaw(temp);
  }

  @Test
  void aFolderInUseIsRefusedInOneLine() {
    try (DataFolder first = DataFolder.open(temp)) {
      assertThat(first.database()).hasParentRaw(temp);
      refused("in use by another Headroom");
    }
  }

  @Test
  void aFolderOfAnotherFormatIsRefusedInOneLine() throws IOException {
    Files.writeString(temp.resolve("headroom-data.version"), "99\n");
    refused("holds data of format 99, and this Headroom reads format 1");
  }

  @Test
  void anUnreadableMarkerIsRefusedInOneLine() throws IOException {
    Files.writeString(temp.resolve("headroom-data.version"), "a\nb\nc");
    refused("holds data of format unknown");
  }

  @Test
  void aFolderOfSomethingElseIsLeftAlone() throws IOException {
    Files.writeString(temp.resolve("letter.txt"), "dear");
    refused("was not made by Headroom");
    try (var files = Files.list(temp)) {
      assertThat(files).hasSize(1);
    }
  }

  @Test
  void aFileInPlaceOfAFolderIsRefusedInOneLine() throws IOException {
    Path file = Files.writeString(temp.resolve("file"), "");
    assertThatThrownBy(() -> DataFolder.open(file))
        .isInstanceOf(DataFolderException.class)
        .hasMessageContaining("cannot be used");
  }

  private void refused(String text) {
    assertThatThrownBy(() -> DataFolder.open(temp))
        .isInstanceOf(DataFolderException.class)
        .hasMessageContaining(text)
        .hasMessageContaining("headroom.local.data")
        .message()
        .doesNotContain("\n");
  }

  @Test
  void whatIsMadeIsOfNoUseToOtherUsers() throws IOException {
    Path folder = temp.resolve("a/b");
    try (EmbeddedDynamoDb database = EmbeddedDynamoDb.inFolder(folder)) {
      database.createMissing(Tables.DEFAULT);
      assertThat(rights(folder)).isEqualTo("rwx------");
      assertThat(rights(temp.resolve("a"))).isEqualTo("rwx------");
      for (String file : List.of("headroom.db", "headroom-data.version", "headroom-data.lock")) {
        assertThat(rights(folder.resolve(file))).as(file).isEqualTo("rw-------");
      }
    }
  }

  @Test
  void whatAnEarlierReleaseMadeIsTightenedAtTheStartAndTheRestIsLeft() throws IOException {
    EmbeddedDynamoDb.inFolder(temp).close();
    Path beside = Files.writeString(temp.resolve("headroom.db-wal"), "");
    Path begun = Files.writeString(temp.resolve("demo-start"), "2026-01-01T00:00:00Z");
    Path mine = Files.writeString(temp.resolve("fleet.yaml"), "version: 1");
    for (Path file : List.of(beside, begun, mine, temp.resolve("headroom.db"))) {
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-r--"));
    }
    Files.setPosixFilePermissions(temp, PosixFilePermissions.fromString("rwxrwxr-x"));

    try (DataFolder data = DataFolder.open(temp)) {
      assertThat(data.tighten()).isEmpty();
    }

    assertThat(rights(temp)).isEqualTo("rwx------");
    for (Path file : List.of(beside, begun, temp.resolve("headroom.db"))) {
      assertThat(rights(file)).as(file.toString()).isEqualTo("rw-------");
    }
    assertThat(rights(mine)).isEqualTo("rw-rw-r--");
  }

  @Test
  void aFolderThatIsNamedByALinkIsTightenedWhereItIs() throws IOException {
    Path folder = Files.createDirectory(temp.resolve("real"));
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxr-x"));
    Path link = Files.createSymbolicLink(temp.resolve("link"), folder);

    try (DataFolder data = DataFolder.open(link)) {
      assertThat(data.tighten()).isEmpty();
    }

    assertThat(rights(folder)).isEqualTo("rwx------");
    assertThat(rights(folder.resolve("headroom.db"))).isEqualTo("rw-------");
  }

  @Test
  void aDatabaseThatIsALinkKeepsItsPermissionsAndThatIsReported() throws IOException {
    EmbeddedDynamoDb.inFolder(temp).close();
    Path elsewhere = Files.createTempFile("headroom", ".db");
    try {
      Files.move(temp.resolve("headroom.db"), elsewhere, StandardCopyOption.REPLACE_EXISTING);
      Files.setPosixFilePermissions(elsewhere, PosixFilePermissions.fromString("rw-rw-r--"));
      Files.createSymbolicLink(temp.resolve("headroom.db"), elsewhere);

      try (DataFolder data = DataFolder.open(temp)) {
        assertThat(data.tighten())
            .hasValueSatisfying(
                told ->
                    assertThat(told)
                        .contains("headroom.db is a link, and what it leads to is left as it is"));
      }
      assertThat(rights(elsewhere)).isEqualTo("rw-rw-r--");
    } finally {
      Files.deleteIfExists(elsewhere);
    }
  }

  @Test
  void nothingIsGivenToTheOwnerThatHeHasNot() throws IOException {
    Path file = Files.writeString(temp.resolve("file"), "");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--r--r--"));

    assertThat(OwnerOnly.tighten(file)).isEmpty();

    assertThat(rights(file)).isEqualTo("r--------");
  }

  @Test
  void aFileSystemWithoutPermissionsIsReportedOnce() throws IOException {
    try (FileSystem zip =
        FileSystems.newFileSystem(temp.resolve("a.zip"), Map.of("create", "true"))) {
      Path folder = zip.getPath("/data");
      Files.createDirectories(folder, OwnerOnly.ofNewFolder(folder));
      Path file = Files.createFile(folder.resolve("a"), OwnerOnly.ofNewFile(folder));

      assertThat(OwnerOnly.tighten(folder)).contains(NO_PERMISSIONS);
      assertThat(OwnerOnly.tighten(file)).contains(NO_PERMISSIONS);
    }
  }

  private static String rights(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }
}
