package dev.headroom.local.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTest {
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
}
