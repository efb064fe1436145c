package dev.headroom.local.dynamodb;

import dev.headroom.dynamodb.Tables;
import dev.headroom.local.config.LocalConfig;
import io.quarkus.runtime.Startup;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/**
 * Replaces the cloud database by the embedded one, with its tables created. The key {@code
 * headroom.local.data} names the folder that keeps it; without the key it is in memory.
 */
@Startup
@Singleton
public class LocalDynamoDb {
  private final EmbeddedDynamoDb database;
  private final Optional<Path> folder;

  /**
   * Opens the database in the data folder, or one in memory.
   *
   * @throws DataFolderException if the folder cannot be used
   */
  @Inject
  public LocalDynamoDb(LocalConfig config, Tables tables) {
    this.folder = config.data();
    database = folder.map(EmbeddedDynamoDb::inFolder).orElseGet(EmbeddedDynamoDb::inMemory);
    try {
      database.createMissing(tables);
    } catch (RuntimeException e) {
      database.close();
      throw e;
    }
  }

  /** Returns the client of every adapter, in place of the extension's. */
  @Produces
  @Alternative
  @Priority(1)
  @ApplicationScoped
  DynamoDbClient client() {
    return database.client();
  }

  /** Returns the client of the stream's reader. */
  @Produces
  @Alternative
  @Priority(1)
  @ApplicationScoped
  DynamoDbStreamsClient streams() {
    return database.streams();
  }

  /** Returns the data folder, which this process has taken; empty if nothing is kept. */
  public Optional<Path> folder() {
    return folder;
  }

  /** Releases the data folder. */
  @PreDestroy
  public void close() {
    database.close();
  }
}
