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
 * The file of a data folder that says where the Headroom listens that runs on it. It is of use only
 * while the folder's lock is held; whoever takes the lock removes what another one left.
 *
 * @param process its id
 * @param host where it listens, as this machine reaches it
 * @param token what it and a command prove themselves with; made anew at every start
 */
public record RunningFile(long process, String host, int port, String token) {
  /** Its name in the data folder. */
  public static final String NAME = "headroom-data.running";

  private static final int MAX_BYTES = 4096;
  private static final JsonMapper JSON =
      JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  /** Not with the token, which belongs into no log. */
  @Override
  public String toString() {
    return "process " + process + " on " + address();
  }

  /** Where it listens. */
  URI address() {
    String name = host.contains(":") ? "[" + host + "]" : host;
    return URI.create("http://" + name + ":" + port);
  }

  /**
   * Puts the file into {@code folder}, for its owner alone, whole or not at all.
   *
   * @throws IOException when it cannot be written
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

  /** What stands in {@code folder}; empty when nothing does that can be read. */
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

  /** Takes the file away, if it is there. */
  public static void removeFrom(Path folder) throws IOException {
    Files.deleteIfExists(folder.resolve(NAME));
  }
}
