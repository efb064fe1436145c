package dev.headroom.fleet;

import dev.headroom.notify.Mute;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads one mute, written like an entry of the manifest's {@code mutes}. */
@FunctionalInterface
public interface MuteReader {
  /**
   * The result.
   *
   * @param violations what is wrong with it
   * @param mute null with violations
   */
  record Read(List<Violation> violations, @Nullable Mute mute) {
    public Read {
      violations = List.copyOf(violations);
    }
  }

  /**
   * Reads {@code text}, which is JSON or YAML.
   *
   * @param id of the mute
   */
  Read read(String id, String text);
}
