package dev.headroom.local.config;

import dev.headroom.config.Form;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A file or a folder; whether it exists is checked later. */
public final class FilePath extends Form<Path> {
  private static final long serialVersionUID = 1L;

  /** Called by the configuration. */
  public FilePath() {
    super("Write the path of a file or folder.");
  }

  @Override
  public @Nullable Path convert(String value) {
    return super.convert(value);
  }

  @Override
  protected Path read(String text) {
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw bad("is not a path");
    }
  }
}
