package dev.headroom.config;

import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A switch: {@code true} or {@code false}, or another common word for one of them. */
public final class Flag extends Form<Boolean> {
  private static final long serialVersionUID = 1L;
  private static final Set<String> ON = Set.of("true", "yes", "y", "on", "1");
  private static final Set<String> OFF = Set.of("false", "no", "n", "off", "0");

  /** Called by the configuration. */
  public Flag() {
    super("Write true or false.");
  }

  @Override
  public @Nullable Boolean convert(String value) {
    return super.convert(value);
  }

  @Override
  protected Boolean read(String text) {
    String word = text.toLowerCase(Locale.ROOT);
    if (ON.contains(word)) {
      return true;
    }
    if (OFF.contains(word)) {
      return false;
    }
    throw bad("is neither true nor false");
  }
}
