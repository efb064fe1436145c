package dev.headroom.config;

import dev.headroom.org.Forms;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The time between two readings of an org, by the same rule as in the manifest. */
public final class Interval extends Form<Duration> {
  private static final long serialVersionUID = 1L;

  /** Called by the configuration. */
  public Interval() {
    super(Forms.INTERVAL_REMEDY);
  }

  @Override
  public @Nullable Duration convert(String value) {
    return super.convert(value);
  }

  @Override
  protected Duration read(String text) {
    Duration interval = Length.parse(text).orElseThrow(() -> bad("is not a duration"));
    Optional<String> wrong = Forms.wrongInterval(interval);
    if (wrong.isPresent()) {
      throw bad(wrong.get());
    }
    return interval;
  }
}
