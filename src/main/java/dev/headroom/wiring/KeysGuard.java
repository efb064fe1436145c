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
 * Stops a function that is badly configured when Lambda initialises it, before a value is converted
 * and one message tells of one key. It is asked while the configuration is put together, as the
 * outermost interceptor, and then stands aside.
 */
@StaticInitSafe
public final class KeysGuard implements ConfigSourceInterceptorFactory {
  private static final int OUTERMOST = 100_000;

  /** Made by the configuration itself. */
  public KeysGuard() {}

  @Override
  public OptionalInt getPriority() {
    return OptionalInt.of(OUTERMOST);
  }

  /**
   * Lets every value pass.
   *
   * @throws ConfigurationException with one line a violation
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
      return null; // refers to a key that is not there yet; conversion tells if it never comes
    }
  }
}
