package dev.headroom.local.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headroom.dynamodb.StoreCalls;
import dev.headroom.dynamodb.StoreUnavailableException;
import dev.headroom.dynamodb.Tables;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedDynamoDbIT {
  @TempDir Path temp;

  @Test
  void aFolderThatCannotBeOpenedIsLetGo() throws IOException {
    Files.writeString(temp.resolve("headroom-data.version"), "1\n");
    Files.writeString(temp.resolve("headroom.db"), "no database at all");
    assertThatThrownBy(() -> EmbeddedDynamoDb.inFolder(temp))
        .isInstanceOf(DataFolderException.class)
        .hasMessageContaining("it is not a database");

    Files.delete(temp.resolve("headroom.db"));
    try (EmbeddedDynamoDb again = EmbeddedDynamoDb.inFolder(temp)) {
      assertThat(again.client()).isNotNull();
    }
  }

  @Test
  void aDatabaseThatBreaksWhileItIsOpenIsAStoreThatFails() throws IOException {
    try (EmbeddedDynamoDb db = EmbeddedDynamoDb.inFolder(temp)) {
      db.createMissing(Tables.DEFAULT);
      try (RandomAccessFile file =
          new RandomAccessFile(temp.resolve("headroom.db").toFile(), "rw")) {
        file.write(new byte[(int) file.length()]);
      }

      assertThatThrownBy(() -> StoreCalls.call("read it", () -> db.client().listTables()))
          .isInstanceOf(StoreUnavailableException.class);
    }
  }
}
