package dev.headroom.local;

import dev.headroom.local.dynamodb.DataFolderException;
import dev.headroom.local.file.FileProblem;
import dev.headroom.local.file.OwnerOnly;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * When the stories of a kept simulated fleet began, in a file of the data folder: they continue
 * from there at the next start.
 */
final class DemoStart {
  private static final String FILE = "demo-start";
  private static final int MAX_BYTES = 64;

  /** A time outside these was not written by Headroom, and its slots could not be stored. */
  private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");

  private static final Instant LATEST = Instant.parse("2200-01-01T00:00:00Z");

  private DemoStart() {}

  /**
   * Returns the time stored in {@code folder}; empty if there is none.
   *
   * @throws DataFolderException if the file cannot be read or contains something else
   */
  static Optional<Instant> read(Path folder) {
    Path file = folder.resolve(FILE);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try (InputStream in = Files.newInputStream(file)) {
      Instant kept =
          Instant.parse(new String(in.readNBytes(MAX_BYTES), StandardCharsets.UTF_8).strip());
      if (kept.isBefore(EARLIEST) || kept.isAfter(LATEST)) {
        throw unusable(folder, "its time is not one of this age", null);
      }
      return Optional.of(kept);
    } catch (IOException e) {
      throw unusable(folder, FileProblem.of(e), e);
    } catch (DateTimeException e) {
      throw unusable(folder, "it holds no time", e);
    }
  }

  /**
   * Returns the time stored in {@code folder}, which is {@code now} from the first call on.
   *
   * @throws DataFolderException if the file cannot be read or written
   */
  static Instant kept(Path folder, Instant now) {
    Optional<Instant> kept = read(folder);
    if (kept.isPresent()) {
      return kept.get();
    }
    try {
      // All or nothing: a start that is cut off here must not spoil the folder.
      Path draft = folder.resolve(FILE + ".new");
      Files.deleteIfExists(draft);
      Files.createFile(draft, OwnerOnly.ofNewFile(draft));
      Files.writeString(draft, now + "\n");
      Files.move(draft, folder.resolve(FILE), StandardCopyOption.ATOMIC_MOVE);
      return now;
    } catch (IOException e) {
      throw unusable(folder, FileProblem.of(e), e);
    }
  }

  private static DataFolderException unusable(Path folder, String why, @Nullable Exception cause) {
    return new DataFolderException(
        ("the data folder %s has an unusable %s (%s): set headroom.local.data to a new or empty"
                + " folder")
            .formatted(folder, FILE, why),
        cause);
  }
}
