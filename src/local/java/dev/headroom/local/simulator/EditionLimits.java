package dev.headroom.local.simulator;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * An edition's usual limits, with an org's everyday use of them.
 *
 * <p>Names and sizes are those of real replies; see {@code limits-by-edition.json}.
 */
final class EditionLimits {

  private static final List<JsonNode> ROWS = read();

  private EditionLimits() {}

  /**
   * Returns the edition's limits, some of them replaced or added by the org's story.
   *
   * @param utcOffset hours that the org's people are ahead of GMT
   * @param scale how busy it is; 1 is usual
   * @param origin the minute on whose day traffic begins
   * @param story by name
   */
  static List<SimulatedLimit> of(
      Edition edition,
      long seed,
      int utcOffset,
      double scale,
      long origin,
      List<SimulatedLimit> story) {
    Map<String, SimulatedLimit> limits = new TreeMap<>();
    for (JsonNode row : ROWS) {
      if (row.has(edition.limitsColumn())) {
        SimulatedLimit limit = usual(row, edition, seed, utcOffset, scale, origin);
        limits.put(limit.name(), limit);
      }
    }
    story.forEach(limit -> limits.put(limit.name(), limit));
    List<SimulatedLimit> sorted = new ArrayList<>(limits.values());
    sorted.sort(Comparator.comparing(SimulatedLimit::name));
    return sorted;
  }

  private static SimulatedLimit usual(
      JsonNode row, Edition edition, long seed, int utcOffset, double scale, long origin) {
    String name = row.path("name").asText();
    long max = row.path(edition.limitsColumn()).asLong();
    double usual = max * row.path("background").asDouble() / 100 * scale;
    long own = seed * 31 + name.hashCode();
    String window = row.path("window").asText();
    SimulatedLimit limit =
        SimulatedLimit.of(name, max, usage(name, window, usual, utcOffset, own, origin));
    if (!name.equals("PermissionSets")) {
      return limit;
    }
    long custom = max * 2 / 3;
    return limit.with(
        List.of(SimulatedLimit.of("CreateCustom", custom, stock(custom * 0.07 * scale, origin))));
  }

  private static Usage usage(
      String name, String window, double usual, int utcOffset, long seed, long origin) {
    if (usual == 0) {
      return Usage.none();
    }
    if (window.equals("LEVEL")) {
      return name.contains("Concurrent") ? atOnce(usual, utcOffset, seed) : stock(usual, origin);
    }
    FlowWindow flow = FlowWindow.valueOf(window);
    Rate rate =
        switch (flow) {
          case ROLLING_DAY, FIXED_DAY_GMT ->
              Shapes.officeHours(usual * 0.7, utcOffset, seed)
                  .plus(Shapes.steady(usual * 0.3, seed + 7));
          case ROLLING_HOUR, ROLLING_HALF_HOUR ->
              minute ->
                  usual
                      / Shapes.HOUR
                      * Shapes.atWork(minute, utcOffset)
                      * (0.6 + 0.8 * Noise.wander(seed, minute, 40));
        };
    return new Usage.Flow(
        new ScriptedArrivals(rate, seed, origin, ScriptedArrivals.UNCAPPED), flow);
  }

  private static Usage atOnce(double usual, int utcOffset, long seed) {
    return new Usage.Level(
        minute ->
            Math.round(
                usual * Shapes.atWork(minute, utcOffset) * 2 * Noise.wander(seed, minute, 12)));
  }

  /** A stock that grows by 0.5 % a day. */
  private static Usage stock(double usual, long origin) {
    return new Usage.Level(
        minute -> Math.round(usual * (1 + 0.005 * Math.min(100, (minute - origin) / 1440.0))));
  }

  private static List<JsonNode> read() {
    try (InputStream in =
        Objects.requireNonNull(EditionLimits.class.getResourceAsStream("limits-by-edition.json"))) {
      return Reply.JSON.readValue(in, new TypeReference<List<JsonNode>>() {});
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
