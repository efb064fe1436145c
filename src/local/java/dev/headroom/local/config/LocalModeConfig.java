package dev.headroom.local.config;

import dev.headroom.config.Flag;
import dev.headroom.config.Form;
import dev.headroom.org.Forms;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Keys {@code headroom.local.*}; {@link LocalConfig} says what they mean. */
@ConfigMapping(prefix = "headroom.local")
interface LocalModeConfig {
  /** The data folder. */
  Optional<@WithConverter(FilePath.class) Path> data();

  /** Fleet seconds per real second. */
  Optional<@WithConverter(Factor.class) Double> clockFactor();

  /** Whether ticks start by themselves. */
  @WithDefault("true")
  @WithConverter(Flag.class)
  boolean autostart();

  /** Further hosts that requests may use. */
  Optional<@WithConverter(HostNames.Listed.class) HostNames> hosts();

  /** Above 0 and at most a day per second: beyond that, a clock soon leaves the range of years. */
  final class Factor extends Form<Double> {
    private static final long serialVersionUID = 1L;
    private static final int MOST = 86_400;

    /** Called by the configuration. */
    public Factor() {
      super("Write a number such as 1 or 0.5.");
    }

    @Override
    public @Nullable Double convert(String value) {
      return super.convert(value);
    }

    @Override
    protected Double read(String text) {
      return Forms.number(text)
          .filter(n -> n.compareTo(BigDecimal.valueOf(MOST)) <= 0)
          .map(BigDecimal::doubleValue)
          .filter(n -> n > 0)
          .orElseThrow(() -> bad("is not a number above 0 and at most " + MOST));
    }
  }
}
