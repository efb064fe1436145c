package dev.headroom.local.metrics;

import dev.headroom.cycle.watch.Vital;
import dev.headroom.cycle.watch.Vitals;
import io.micrometer.prometheus.PrometheusMeterRegistry;
import io.prometheus.client.Collector;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * {@link Vitals} of this process, for {@code /q/metrics}: counts since its start, and the last
 * value of everything else. What was never told has no sample.
 */
@Singleton
public final class FleetMetrics extends Collector implements Collector.Describable, Vitals {
  private static final String TOTAL = "_total";

  private final Map<Vital, Map<String, Double>> values = new EnumMap<>(Vital.class);

  /** The registry of the extension, which is the only one that is served. */
  @SuppressWarnings("deprecation") // the extension is still on this client of Prometheus
  void register(@Observes StartupEvent started, PrometheusMeterRegistry registry) {
    registry.getPrometheusRegistry().register(this);
  }

  @Override
  public synchronized void tell(Map<Vital, Double> figures, Map<Vital, Map<String, Double>> parts) {
    figures.forEach(
        (vital, value) -> {
          Map<String, Double> kept = values.computeIfAbsent(vital, v -> new TreeMap<>());
          if (vital.isSeconds()) {
            kept.put("", value);
          } else if (vital.part().isEmpty()) {
            kept.merge("", value, Double::sum);
          } else {
            parts
                .getOrDefault(vital, Map.of())
                .forEach((part, count) -> kept.merge(part, count, Double::sum));
          }
        });
  }

  @Override
  public synchronized List<MetricFamilySamples> collect() {
    return Stream.of(Vital.values()).map(this::family).toList();
  }

  @Override
  public List<MetricFamilySamples> describe() {
    return Stream.of(Vital.values()).map(vital -> family(vital, List.of())).toList();
  }

  private MetricFamilySamples family(Vital vital) {
    List<MetricFamilySamples.Sample> samples = new ArrayList<>();
    values
        .getOrDefault(vital, Map.of())
        .forEach(
            (part, value) ->
                samples.add(
                    new MetricFamilySamples.Sample(
                        vital.prometheus(),
                        vital.part().isEmpty() ? List.of() : List.of(vital.part()),
                        vital.part().isEmpty() ? List.of() : List.of(part),
                        value)));
    return family(vital, samples);
  }

  private static MetricFamilySamples family(Vital vital, List<MetricFamilySamples.Sample> samples) {
    String name = vital.prometheus();
    return new MetricFamilySamples(
        name.endsWith(TOTAL) ? name.substring(0, name.length() - TOTAL.length()) : name,
        vital.isSeconds() ? Type.GAUGE : Type.COUNTER,
        vital.help().substring(0, 1).toUpperCase(Locale.ROOT) + vital.help().substring(1) + ".",
        samples);
  }
}
