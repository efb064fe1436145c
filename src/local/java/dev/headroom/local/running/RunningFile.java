package dev.headroom.local.running;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.headroom.local.file.OwnerOnly;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/**
 * The file of a data folder that says where the instance running on it listens. It is meaningful
 * only while the folder's lock is held; whoever takes the lock removes a file left by another
 * process.
 *
 * @param process its id
 * @param host where it listens, as reached from this machine
 * @param token with which it and a command prove themselves; generated at every start
 */
public record RunningFile(long process, String host, int port, String token) {
  /** Its name in the data folder. */
  public static final String NAME = "headroom-data.running";

  private static final int MAX_BYTES = 4096;
  private static final JsonMapper JSON =
      JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  /** Leaves out the token, which must not be logged. */
  @Override
  public String toString() {
    return "process " + process + " on " + address();
  }

  /** Returns where it listens. */
  URI address() {
    String name = host.contains(":") ? "[" + host + "]" : host;
    return URI.create("http://" + name + ":" + port);
  }

  /**
   * Writes the file into {@code folder}, for its owner only, all or nothing.
   *
   * @throws IOException if it cannot be written
   */
  public void writeTo(Path folder) throws IOException {
    Path draft = folder.resolve(NAME + ".new");
    Files.deleteIfExists(draft);
    Files.createFile(draft, OwnerOnly.ofNewFile(draft));
    Files.write(draft, JSON.writeValueAsBytes(this));
    Files.move(
        draft,
        folder.resolve(NAME),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
  }

  /** Reads the file in {@code folder}; empty if there is none that can be read. */
  public static Optional<RunningFile> readFrom(Path folder) {
    try (InputStream in = Files.newInputStream(folder.resolve(NAME))) {
      RunningFile read = JSON.readValue(in.readNBytes(MAX_BYTES), RunningFile.class);
      return Optional.ofNullable(read).filter(RunningFile::isWhole);
    } catch (JacksonException e) {
      return Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  @SuppressWarnings("ConstantValue") // JSON may lack any of them
  private boolean isWhole() {
    return host != null && token != null && !token.isEmpty() && port > 0 && port <= 65_535;
  }

  /** Removes the file, if it exists. */
  public static void removeFrom(Path folder) throws IOException {
    Files.deleteIfExists(folder.resolve(NAME));
  }
}
