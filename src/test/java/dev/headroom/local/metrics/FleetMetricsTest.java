package dev.headroom.local.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.cycle.watch.Vital;
import io.prometheus.client.CollectorRegistry;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FleetMetricsTest {
  private final FleetMetrics metrics = new FleetMetrics();
  private final CollectorRegistry registry = new CollectorRegistry();

  FleetMetricsTest() {
    registry.register(metrics);
  }

  @Test
  void countsAddUpAndAgesAreTheLast() {
    metrics.tell(Map.of(Vital.ORGS_POLLED, 3.0, Vital.NEWEST_SAMPLE_AGE, 20.0));
    metrics.tell(Map.of(Vital.ORGS_POLLED, 4.0, Vital.NEWEST_SAMPLE_AGE, 10.0));

    assertThat(value("headroom_orgs_polled_total")).isEqualTo(7);
    assertThat(value("headroom_newest_sample_age_seconds")).isEqualTo(10);
  }

  @Test
  void partsAreLabels() {
    metrics.tell(
        Map.of(Vital.ORGS_UNREAD, 3.0),
        Map.of(Vital.ORGS_UNREAD, Map.of("auth", 2.0, "server", 1.0)));

    assertThat(
            registry.getSampleValue(
                "headroom_orgs_unread_total", new String[] {"kind"}, new String[] {"auth"}))
        .isEqualTo(2);
  }

  @Test
  void whatWasNeverToldHasNoSample() {
    assertThat(value("headroom_oldest_sample_age_seconds")).isNull();
    assertThat(metrics.describe()).hasSize(Vital.values().length);
    assertThat(List.copyOf(metrics.collect())).allSatisfy(f -> assertThat(f.samples).isEmpty());
  }

  private @Nullable Double value(String name) {
    return registry.getSampleValue(name);
  }
}
