package dev.headroom.local.dynamodb;

import dev.headroom.dynamodb.Tables;
import dev.headroom.local.config.LocalConfig;
import dev.headroom.local.console.Console;
import io.quarkus.runtime.Startup;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/**
 * Replaces the cloud database by the embedded one, with its tables created; in a console, by those
 * of the deployed stacks, which are only read. The key {@code headroom.local.data} names the folder
 * that keeps it; without the key it is in memory.
 */
@Startup
@Singleton
public class LocalDynamoDb {
  private final @Nullable EmbeddedDynamoDb database;
  private final @Nullable Console console;
  private final Optional<Path> folder;

  /**
   * Opens the database in the data folder, or one in memory.
   *
   * @throws DataFolderException if the folder cannot be used
   */
  public LocalDynamoDb(LocalConfig config, Tables tables) {
    this.console = null;
    this.folder = config.data();
    this.database = opened(folder, tables);
  }

  /**
   * Opens what a program that may be a console works on.
   *
   * @throws DataFolderException if the folder cannot be used
   */
  @Inject
  public LocalDynamoDb(LocalConfig config, Tables tables, Console console) {
    this.console = console.isOn() ? console : null;
    this.folder = console.isOn() ? Optional.empty() : config.data();
    this.database = console.isOn() ? null : opened(folder, tables);
  }

  private static EmbeddedDynamoDb opened(Optional<Path> folder, Tables tables) {
    EmbeddedDynamoDb database =
        folder.map(EmbeddedDynamoDb::inFolder).orElseGet(EmbeddedDynamoDb::inMemory);
    try {
      database.createMissing(tables);
      return database;
    } catch (RuntimeException e) {
      database.close();
      throw e;
    }
  }

  /** Returns whether the tables are those of deployed stacks. */
  public boolean isRemote() {
    return console != null;
  }

  private EmbeddedDynamoDb database() {
    return Objects.requireNonNull(database, "a console has no database of its own");
  }

  /** Returns the client of every adapter, in place of the extension's. */
  @Produces
  @Alternative
  @Priority(1)
  @ApplicationScoped
  DynamoDbClient client() {
    return console == null ? database().client() : console.client();
  }

  /** Returns the client of the stream's reader. */
  @Produces
  @Alternative
  @Priority(1)
  @ApplicationScoped
  DynamoDbStreamsClient streams() {
    return database().streams();
  }

  /** Returns the data folder, which this process has taken; empty if nothing is kept. */
  public Optional<Path> folder() {
    return folder;
  }

  /** Releases the data folder. */
  @PreDestroy
  public void close() {
    if (database != null) {
      database.close();
    }
  }
}
