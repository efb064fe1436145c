package dev.headroom.local;

import dev.headroom.config.PortNumber;
import dev.headroom.fleet.Violation;
import dev.headroom.local.config.LocalConfig;
import dev.headroom.wiring.Key;
import dev.headroom.wiring.Keys;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigValue;

/** The keys of local mode, checked together with those of every mode before anything is opened. */
final class LocalKeys {
  private static final String FLEET = "headroom.fleet";
  static final String HTTP_HOST = "quarkus.http.host";
  static final String HTTP_PORT = "quarkus.http.port";
  static final String SIMULATOR_PORT = "headroom.simulator.port";

  private static final List<Key> ALL =
      Stream.of(
              Keys.all(),
              Key.of(LocalConfig.mappings()),
              List.of(new Key(HTTP_PORT, false, new PortNumber())))
          .flatMap(List::stream)
          .sorted(Comparator.comparing(Key::name))
          .toList();

  private LocalKeys() {}

  /** Returns the keys of local mode, by name: those of every mode, its own, and its port. */
  static List<Key> all() {
    return ALL;
  }

  /** Returns everything that is wrong with the configuration; empty if nothing is. */
  static List<Violation> check(Config config) {
    Map<String, Violation> unresolved = new LinkedHashMap<>();
    Function<String, Optional<ConfigValue>> values = key -> value(config, key, unresolved);
    List<Violation> wrong = new ArrayList<>();
    wrong.addAll(Keys.check(key -> values.apply(key).map(ConfigValue::getValue).orElse(null), ALL));
    onePort(values).ifPresent(wrong::add);
    unknown(config, values).forEach(wrong::add);
    wrong.addAll(0, unresolved.values());
    return wrong;
  }

  /** Empty, and noted, if it refers to something that is not set: that key would have no effect. */
  private static Optional<ConfigValue> value(
      Config config, String key, Map<String, Violation> unresolved) {
    ConfigValue value = config.getConfigValue(key);
    String raw = value.getRawValue();
    if (value.getValue() == null && raw != null && raw.contains("${")) {
      unresolved.put(
          key,
          new Violation(
              key,
              isShown(key, raw) ? raw : null,
              "refers to something that is not set",
              "Set that, or write the value itself."));
      return Optional.empty();
    }
    return Optional.of(value);
  }

  private static boolean isShown(String key, String raw) {
    return ALL.stream().filter(k -> k.name().equals(key)).allMatch(k -> k.form().isShown(raw));
  }

  private static Optional<Violation> onePort(Function<String, Optional<ConfigValue>> values) {
    Optional<String> simulator = values.apply(SIMULATOR_PORT).map(ConfigValue::getValue);
    Optional<String> http = values.apply(HTTP_PORT).map(ConfigValue::getValue);
    boolean simulated =
        values.apply(FLEET).map(ConfigValue::getValue).filter(v -> !v.isBlank()).isEmpty();
    return simulator
        .filter(port -> simulated && http.isPresent() && !port.strip().equals("0"))
        .filter(port -> port.strip().equals(http.orElseThrow().strip()))
        .map(
            port ->
                new Violation(
                    SIMULATOR_PORT,
                    port,
                    "is the port of " + HTTP_PORT + " too",
                    "Set one of them to another port."));
  }

  /** Keys without effect, most likely misspelt. The environment may contain anything. */
  private static Stream<Violation> unknown(
      Config config, Function<String, Optional<ConfigValue>> values) {
    return StreamSupport.stream(config.getPropertyNames().spliterator(), false)
        .filter(name -> name.startsWith("headroom."))
        .filter(name -> ALL.stream().noneMatch(key -> key.name().equals(name)))
        .sorted()
        .map(values)
        .flatMap(Optional::stream)
        .filter(value -> value.getValue() != null)
        .filter(value -> !String.valueOf(value.getSourceName()).startsWith("EnvConfigSource"))
        .map(LocalKeys::unknown);
  }

  private static Violation unknown(ConfigValue value) {
    return new Violation(
        value.getName(),
        null,
        "is not a key of Headroom",
        "Remove it or correct its name; docs/reference/commands.md lists them.");
  }
}
