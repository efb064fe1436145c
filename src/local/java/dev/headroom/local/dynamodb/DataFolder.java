package dev.headroom.local.dynamodb;

import dev.headroom.local.file.FileProblem;
import dev.headroom.local.file.OwnerOnly;
import dev.headroom.local.running.RunningFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The folder that keeps local mode's data between runs, held by one process at a time.
 *
 * <p>A file in it names the format of the data, so that a program never misreads what another
 * version wrote.
 */
final class DataFolder implements AutoCloseable {
  /** The format that this program reads and writes; grows when old data can no longer be read. */
  static final String FORMAT = "1";

  static final String VERSION_FILE = "headroom-data.version";
  private static final String LOCK_FILE = "headroom-data.lock";
  private static final String DATABASE_FILE = "headroom.db";
  private static final Pattern OURS =
      Pattern.compile("headroom\\.db.*|headroom-data\\..*|demo-start.*");
  private static final int MAX_MARKER_BYTES = 64;

  private final Path folder;
  private final FileChannel lockFile;

  private DataFolder(Path folder, FileChannel lockFile) {
    this.folder = folder;
    this.lockFile = lockFile;
  }

  /**
   * Takes the folder for this process, creating it if it is missing.
   *
   * @throws DataFolderException if another process has it, if it contains something else, or if it
   *     cannot be written
   */
  static DataFolder open(Path folder) {
    FileChannel lockFile = null;
    try {
      Files.createDirectories(folder, OwnerOnly.ofNewFolder(folder));
      refuseForeign(folder);
      lockFile =
          FileChannel.open(
              folder.resolve(LOCK_FILE),
              Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
              OwnerOnly.ofNewFile(folder));
      if (!lock(lockFile)) {
        throw DataFolderException.inUse(
            ("the data folder %s is in use by another Headroom: stop that one, or set"
                    + " headroom.local.data to another folder")
                .formatted(folder));
      }
      RunningFile.removeFrom(folder); // of a process that was killed
      checkFormat(folder);
      DataFolder opened = new DataFolder(folder, lockFile);
      lockFile = null;
      return opened;
    } catch (IOException e) {
      throw unusable(folder, e);
    } finally {
      closeQuietly(lockFile);
    }
  }

  private static DataFolderException unusable(Path folder, IOException e) {
    return new DataFolderException(
        ("the data folder %s cannot be used (%s): set headroom.local.data to a folder that can"
                + " be written")
            .formatted(folder, why(folder, e)),
        e);
  }

  /** Names the file in the folder that it is about, if there is one. */
  private static String why(Path folder, IOException failure) {
    String words = FileProblem.of(failure);
    if (failure instanceof FileSystemException e && e.getFile() != null) {
      Path file = Path.of(e.getFile());
      return folder.equals(file.getParent()) ? file.getFileName() + ": " + words : words;
    }
    return words;
  }

  /**
   * Removes other users' permissions on the folder and its files, also if an earlier release
   * created them.
   *
   * @return what to report if that cannot be done; empty if it was
   * @throws DataFolderException if the folder cannot be read, or its database cannot be created
   */
  Optional<String> tighten() {
    try {
      if (!Files.exists(database(), LinkOption.NOFOLLOW_LINKS)) {
        // The database keeps the permissions of its file, and gives them to the files beside it.
        Files.createFile(database(), OwnerOnly.ofNewFile(database()));
      }
      // The folder may be named by a link, which has no permissions of its own.
      Optional<String> open = OwnerOnly.tighten(folder.toRealPath());
      for (Path file : ours()) {
        Optional<String> why =
            Files.isSymbolicLink(file)
                ? Optional.of(
                    file.getFileName() + " is a link, and what it leads to is left as it is")
                : OwnerOnly.tighten(file);
        open = open.isPresent() ? open : why;
      }
      return open.map(
          why ->
              ("other users of this machine may be able to read the data folder %s (%s): keep it on a"
                      + " file system with permissions, in a folder of this user")
                  .formatted(folder, why));
    } catch (IOException e) {
      throw unusable(folder, e);
    }
  }

  private List<Path> ours() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> OURS.matcher(String.valueOf(file.getFileName())).matches())
          .filter(
              file ->
                  Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                      || Files.isSymbolicLink(file))
          .toList();
    }
  }

  /** Returns the folder itself. */
  Path path() {
    return folder;
  }

  /** Returns the file that the database is kept in. */
  Path database() {
    return folder.resolve(DATABASE_FILE);
  }

  @Override
  public void close() {
    closeQuietly(lockFile);
  }

  /** The lock disappears with the process that holds it, however that ends. */
  private static boolean lock(FileChannel file) throws IOException {
    try {
      FileLock lock = file.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException heldByThisProcess) {
      return false;
    }
  }

  /** A folder that contains something not ours is not written to. */
  private static void refuseForeign(Path folder) throws IOException {
    if (Files.exists(folder.resolve(VERSION_FILE)) || Files.exists(folder.resolve(LOCK_FILE))) {
      return;
    }
    try (Stream<Path> files = Files.list(folder)) {
      if (files.findAny().isPresent()) {
        throw new DataFolderException(
            ("the data folder %s holds files but no %s: it was not made by Headroom; set"
                    + " headroom.local.data to a new or empty folder")
                .formatted(folder, VERSION_FILE));
      }
    }
  }

  private static void checkFormat(Path folder) throws IOException {
    Path file = folder.resolve(VERSION_FILE);
    if (!Files.exists(file)) {
      if (Files.exists(folder.resolve(DATABASE_FILE))) {
        throw new DataFolderException(
            ("the data folder %s has lost its %s: set headroom.local.data to a new or empty"
                    + " folder")
                .formatted(folder, VERSION_FILE));
      }
      // All or nothing: a start that is cut off here must not spoil the folder.
      Path draft = Files.writeString(folder.resolve(VERSION_FILE + ".new"), FORMAT + "\n");
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
      return;
    }
    String found = marker(file);
    if (!found.equals(FORMAT)) {
      throw new DataFolderException(
          ("the data folder %s holds data of format %s, and this Headroom reads format %s: start"
                  + " the version that wrote it, or set headroom.local.data to another folder")
              .formatted(folder, shown(found), FORMAT));
    }
  }

  /** What the file says; Headroom never wrote more than a little. */
  private static String marker(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return new String(in.readNBytes(MAX_MARKER_BYTES), StandardCharsets.UTF_8).strip();
    }
  }

  private static String shown(String found) {
    return found.matches("[\\w.-]{1,20}") ? found : "unknown";
  }

  private static void closeQuietly(@Nullable FileChannel file) {
    if (file == null) {
      return;
    }
    try {
      file.close();
    } catch (IOException e) {
      // The lock disappears with the process at the latest.
    }
  }
}
