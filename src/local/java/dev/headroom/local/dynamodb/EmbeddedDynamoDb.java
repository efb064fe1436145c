package dev.headroom.local.dynamodb;

import dev.headroom.dynamodb.TableCreator;
import dev.headroom.dynamodb.Tables;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/**
 * A DynamoDB inside this process, without telemetry. In memory it disappears at the end; in a
 * folder, acknowledged data survives a crash of the process.
 */
public final class EmbeddedDynamoDb implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(EmbeddedDynamoDb.class.getName());

  /**
   * The database's own loggers, whose debug lines contain whole items, including addresses that
   * give access.
   */
  private static final List<Logger> SHOWING_ITEMS =
      Stream.of("software.amazon.dynamodb", "com.amazonaws.services.dynamodbv2", "com.almworks")
          .map(Logger::getLogger)
          .toList();

  static {
    SHOWING_ITEMS.forEach(logger -> logger.setLevel(Level.INFO));
  }

  private static final Duration MAX_CLOSE = Duration.ofSeconds(5);

  private final EmbeddedClients database;
  private final @Nullable DataFolder folder;
  private final DynamoDbClient client;
  private final DynamoDbStreamsClient streams;

  private EmbeddedDynamoDb(EmbeddedClients database, @Nullable DataFolder folder) {
    this.database = database;
    this.folder = folder;
    this.client = folder == null ? database.tables() : AwaitedCommits.of(database.tables());
    this.streams = database.streams();
  }

  /** Creates a separate database in memory. */
  public static EmbeddedDynamoDb inMemory() {
    return new EmbeddedDynamoDb(EmbeddedClients.open(null), null);
  }

  /**
   * Opens the database in {@code folder}, which is created if it is missing.
   *
   * @throws DataFolderException if the folder is in use, of another format, or not writable, or its
   *     database cannot be used
   */
  public static EmbeddedDynamoDb inFolder(Path folder) {
    DataFolder data = DataFolder.open(folder);
    try {
      DatabaseFile.check(folder, data.database());
      data.tighten().ifPresent(open -> LOG.log(System.Logger.Level.WARNING, open));
      return new EmbeddedDynamoDb(EmbeddedClients.open(data.database().toFile()), data);
    } catch (DataFolderException e) {
      data.close();
      throw e;
    } catch (RuntimeException e) {
      data.close();
      throw DatabaseFile.unusable(folder, e);
    }
  }

  /**
   * Checks whether {@link #inFolder} could open {@code folder}, which is created if it is missing,
   * and releases it again.
   *
   * @throws DataFolderException as {@link #inFolder} would
   */
  public static void check(Path folder) {
    try (DataFolder data = DataFolder.open(folder)) {
      DatabaseFile.check(folder, data.database());
    }
  }

  /**
   * Creates the tables that are missing.
   *
   * @throws DataFolderException if the folder's database cannot be used
   */
  public void createMissing(Tables tables) {
    if (folder == null) {
      TableCreator.createMissingWithoutOldImages(client, tables);
      return;
    }
    try {
      TableCreator.createMissingWithoutOldImages(client, tables);
    } catch (RuntimeException e) {
      throw DatabaseFile.unusable(folder.path(), e);
    }
  }

  /** Returns a client for the tables and their items. */
  public DynamoDbClient client() {
    return client;
  }

  /** Returns a client for the streams of the tables. */
  public DynamoDbStreamsClient streams() {
    return streams;
  }

  /** What was acknowledged is already in the file, so a hanging database is not waited for. */
  @Override
  public void close() {
    Thread closing = Thread.ofPlatform().daemon().name("database-close").start(database::close);
    try {
      closing.join(MAX_CLOSE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (folder != null) {
      folder.close();
    }
  }
}
