package dev.headroom.local;

import dev.headroom.fleet.Violation;
import dev.headroom.wiring.KeyRule;
import dev.headroom.wiring.Keys;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigValue;

/** The keys of local mode, checked with those of every mode before anything is opened. */
final class LocalKeys {
  static final String HTTP_PORT = "quarkus.http.port";
  static final String SIMULATOR_PORT = "headroom.simulator.port";
  private static final int MOST_PORT = 65_535;

  private static final List<KeyRule> RULES =
      List.of(
          KeyRule.path("headroom.fleet"),
          KeyRule.path("headroom.local.data"),
          KeyRule.above0("headroom.local.clock-factor"),
          KeyRule.flag("headroom.local.autostart"),
          KeyRule.whole(SIMULATOR_PORT, 0, MOST_PORT),
          KeyRule.whole(HTTP_PORT, 0, MOST_PORT));

  private LocalKeys() {}

  /** Everything that is wrong with the configuration; empty when it will do. */
  static List<Violation> check(Config config) {
    List<Violation> wrong = Keys.check(key -> config.getConfigValue(key).getValue(), RULES);
    return Stream.concat(wrong.stream(), unknown(config)).toList();
  }

  /** Keys that do nothing, most likely misspelt. The environment may hold anything. */
  private static Stream<Violation> unknown(Config config) {
    return StreamSupport.stream(config.getPropertyNames().spliterator(), false)
        .filter(name -> name.startsWith("headroom."))
        .filter(name -> !Keys.isKey(name) && RULES.stream().noneMatch(r -> r.key().equals(name)))
        .sorted()
        .map(config::getConfigValue)
        .filter(value -> value.getValue() != null)
        .filter(value -> !String.valueOf(value.getSourceName()).startsWith("EnvConfigSource"))
        .map(LocalKeys::unknown);
  }

  private static Violation unknown(ConfigValue value) {
    return new Violation(
        value.getName(),
        null,
        "is not a key of Headroom",
        "Take it out or correct its name; docs/reference.md lists them.");
  }
}
