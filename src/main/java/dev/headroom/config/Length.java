package dev.headroom.config;

import dev.headroom.org.Forms;
import io.quarkus.runtime.configuration.DurationConverter;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A duration within bounds: ISO 8601, or short as in {@code 20s}. */
public abstract class Length extends Form<Duration> {
  private static final long serialVersionUID = 1L;

  private final Duration least;
  private final Duration most;

  /** Accepts durations from {@code least} to {@code most}, both included. */
  protected Length(Duration least, Duration most) {
    super("Write it as ISO 8601, such as PT20S or P30D.");
    this.least = least;
    this.most = most;
  }

  @Override
  public final @Nullable Duration convert(String value) {
    return super.convert(value);
  }

  @Override
  protected final Duration read(String text) {
    return parse(text)
        .filter(length -> length.compareTo(least) >= 0 && length.compareTo(most) <= 0)
        .orElseThrow(() -> bad("is not a duration from " + least + " to " + most));
  }

  /**
   * Returns the duration that a value stands for: as in the manifest, or in the short form that
   * Quarkus also accepts; empty if it is neither.
   */
  static Optional<Duration> parse(String text) {
    Optional<Duration> iso = Forms.duration(text);
    if (iso.isPresent()) {
      return iso;
    }
    try {
      Duration length = DurationConverter.parseDuration(text);
      return length.isNegative() ? Optional.empty() : Optional.of(length);
    } catch (IllegalArgumentException | ArithmeticException e) {
      return Optional.empty();
    }
  }
}
