package dev.headroom.local.dynamodb;

import com.almworks.sqlite4java.SQLiteConnection;
import com.almworks.sqlite4java.SQLiteException;
import com.almworks.sqlite4java.SQLiteStatement;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.logging.Level;
import java.util.logging.Logger;
import software.amazon.dynamodb.services.local.shared.access.sqlite.SQLiteLibraryLoader;

/**
 * The file in which DynamoDB Local keeps its tables. DynamoDB Local reports a file that it cannot
 * use in stack traces; about one that it cannot open it says nothing and retries forever. So the
 * file is checked before DynamoDB Local gets it.
 */
final class DatabaseFile {
  /** The library writes to it while it loads and opens; Headroom reports that instead. */
  private static final Logger LIBRARY = Logger.getLogger("com.almworks.sqlite4java");

  static {
    // It announces each database that it opens and closes.
    LIBRARY.setLevel(Level.WARNING);
  }

  private static final String RESTORE = "put back a copy of the folder";
  private static final String GIVE_RIGHTS = "let this user read and write it";

  /** The low byte of a result code; the others give details. */
  private static final int PRIMARY_CODE = 0xff;

  // Result codes of SQLite: https://www.sqlite.org/rescode.html
  private static final int NO_PERMISSION = 3;
  private static final int BUSY = 5;
  private static final int LOCKED = 6;
  private static final int READ_ONLY = 8;
  private static final int CORRUPT = 11;
  private static final int FULL = 13;
  private static final int CANNOT_OPEN = 14;
  private static final int NOT_A_DATABASE = 26;

  private DatabaseFile() {}

  /**
   * Reads the file once from beginning to end and checks that it may be written.
   *
   * @param folder the data folder, for the message
   * @param file need not exist yet
   * @throws DataFolderException if it cannot be used
   */
  static void check(Path folder, Path file) {
    if (!Files.exists(file)) {
      return;
    }
    if (!Files.isRegularFile(file)) {
      throw unusable(folder, "it is not a file", RESTORE);
    }
    if (!Files.isReadable(file) || !Files.isWritable(file)) {
      throw unusable(folder, "permission denied", GIVE_RIGHTS);
    }
    Level before = LIBRARY.getLevel();
    LIBRARY.setLevel(Level.OFF);
    try {
      loadLibrary();
      read(folder, file);
    } finally {
      LIBRARY.setLevel(before);
    }
  }

  /**
   * Loads the library that reads databases, which is first unpacked into {@code java.io.tmpdir}.
   *
   * @throws DataFolderException if that fails
   */
  static void loadLibrary() {
    try {
      SQLiteLibraryLoader.initialize();
    } catch (Exception | LinkageError e) { // what it throws depends on what the machine lacks
      throw new DataFolderException(
          ("the database's library cannot be loaded from the folder for temporary files, %s: set"
                  + " java.io.tmpdir to a folder where programs can be written and run")
              .formatted(System.getProperty("java.io.tmpdir")),
          e);
    }
  }

  private static void read(Path folder, Path file) {
    SQLiteConnection connection = new SQLiteConnection(file.toFile());
    try {
      connection.open(false);
      connection.exec("BEGIN IMMEDIATE");
      connection.exec("ROLLBACK");
      SQLiteStatement check = connection.prepare("PRAGMA quick_check(1)");
      if (!check.step() || !"ok".equals(check.columnString(0))) {
        throw unusable(folder, "it is damaged", RESTORE);
      }
    } catch (SQLiteException e) {
      throw failed(folder, e);
    } finally {
      connection.dispose();
    }
  }

  private static DataFolderException failed(Path folder, SQLiteException e) {
    return switch (e.getErrorCode() & PRIMARY_CODE) {
      case NOT_A_DATABASE -> unusable(folder, "it is not a database", RESTORE);
      case CORRUPT -> unusable(folder, "it is damaged", RESTORE);
      case BUSY, LOCKED -> unusable(folder, "another program has it open", "end that program");
      case NO_PERMISSION, READ_ONLY -> unusable(folder, "it cannot be written", GIVE_RIGHTS);
      case CANNOT_OPEN -> unusable(folder, "it cannot be opened", GIVE_RIGHTS);
      case FULL -> unusable(folder, "the disk is full", "make room on it");
      default -> unusable(folder, "error " + e.getErrorCode() + " of SQLite", RESTORE);
    };
  }

  /** The database turned out to be unusable when DynamoDB Local opened it. */
  static DataFolderException unusable(Path folder, RuntimeException cause) {
    return new DataFolderException(
        message(folder, "DynamoDB Local cannot read it", RESTORE), cause);
  }

  private static DataFolderException unusable(Path folder, String why, String remedy) {
    return new DataFolderException(message(folder, why, remedy));
  }

  private static String message(Path folder, String why, String remedy) {
    return ("the data folder %s has a headroom.db that cannot be used (%s): %s, or set"
            + " headroom.local.data to a new or empty folder")
        .formatted(folder, why, remedy);
  }
}
