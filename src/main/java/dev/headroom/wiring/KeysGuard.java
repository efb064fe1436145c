package dev.headroom.wiring;

import dev.headroom.fleet.Violation;
import io.quarkus.runtime.annotations.StaticInitSafe;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.config.ConfigSourceInterceptor;
import io.smallrye.config.ConfigSourceInterceptorContext;
import io.smallrye.config.ConfigSourceInterceptorFactory;
import io.smallrye.config.ConfigValue;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Stops a badly configured function when Lambda initialises it, before the conversion of a value
 * fails with a message about only one key. It is called while the configuration is put together, as
 * the outermost interceptor, and then does nothing.
 */
@StaticInitSafe
public final class KeysGuard implements ConfigSourceInterceptorFactory {
  private static final int OUTERMOST = 100_000;

  /** Called by the configuration itself. */
  public KeysGuard() {}

  @Override
  public OptionalInt getPriority() {
    return OptionalInt.of(OUTERMOST);
  }

  /**
   * Passes on every value.
   *
   * @throws ConfigurationException with one line per violation
   */
  @Override
  public ConfigSourceInterceptor getInterceptor(ConfigSourceInterceptorContext context) {
    Keys.Values values = key -> value(context, key);
    List<Violation> violations = new ArrayList<>(Keys.check(values, Keys.all()));
    violations.addAll(Keys.needs(values.of("quarkus.funqy.export"), values));
    if (!violations.isEmpty()) {
      throw new ConfigurationException(
          violations.stream()
              .map(Violation::toString)
              .collect(Collectors.joining("\n", "the configuration is invalid:\n", "")));
    }
    return ConfigSourceInterceptorContext::proceed;
  }

  private static @Nullable String value(ConfigSourceInterceptorContext context, String key) {
    try {
      ConfigValue value = context.proceed(key);
      return value == null ? null : value.getValue();
    } catch (NoSuchElementException e) {
      return null; // refers to a key that is not there yet; conversion reports it if it never comes
    }
  }
}
