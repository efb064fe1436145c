package dev.headroom.local.metrics;

import dev.headroom.alert.Foresight;
import dev.headroom.export.ExportMatch;
import dev.headroom.export.LimitPoint;
import dev.headroom.export.OrgReadings;
import dev.headroom.export.Scheme;
import dev.headroom.limits.LimitName;
import dev.headroom.limits.Reading;
import dev.headroom.limits.Snapshot;
import dev.headroom.org.Org;
import dev.headroom.org.TenantScope;
import dev.headroom.report.LimitView;
import dev.headroom.report.OrgView;
import dev.headroom.report.Projections;
import dev.headroom.report.UsageViews;
import dev.headroom.report.Views;
import dev.headroom.usage.RecentCalls;
import dev.headroom.wiring.FleetTime;
import io.micrometer.prometheus.PrometheusMeterRegistry;
import io.prometheus.client.Collector;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The current limits of every org and the calls of its integrations, for {@code /q/metrics}: what
 * the pages show, read when it is asked for. An org that does not report has none.
 */
@Singleton
public final class LimitMetrics extends Collector implements Collector.Describable {
  private static final Map<String, String> HELP =
      Map.of(
          Scheme.USED, "What is used of a limit.",
          Scheme.MAX, "The allocation of a limit.",
          Scheme.REMAINING, "What is left of a limit, negative over the entitlement.",
          Scheme.PROJECTED_HOURS, "Hours until a limit is expected to run out.",
          Scheme.CALLS, "Calls of an integration in the last 24 hours that are known.");

  private final Views views;
  private final UsageViews usage;
  private final InstantSource clock;

  /**
   * Reads through these views.
   *
   * @param clock the fleet's
   */
  public LimitMetrics(Views views, UsageViews usage, @FleetTime InstantSource clock) {
    this.views = views;
    this.usage = usage;
    this.clock = clock;
  }

  /** The registry of the extension, which is the only one that is served. */
  @SuppressWarnings("deprecation") // the extension is still on this client of Prometheus
  void register(@Observes StartupEvent started, PrometheusMeterRegistry registry) {
    registry.getPrometheusRegistry().register(this);
  }

  /** Returns the name of a metric in Prometheus: {@code headroom_limit_used} and its like. */
  public static String name(String metric) {
    return metric.replace("salesforce.", "headroom_").replace('.', '_');
  }

  @Override
  public List<MetricFamilySamples> collect() {
    Map<String, List<MetricFamilySamples.Sample>> samples = new LinkedHashMap<>();
    Scheme.METRICS.forEach(metric -> samples.put(metric, new ArrayList<>()));
    for (OrgView org : views.fleet(TenantScope.all()).orgs()) {
      readings(org.org()).points(ExportMatch.ALL).forEach(p -> add(samples, org.org(), p));
      calls(org.org())
          .ifPresent(
              recent ->
                  recent
                      .byIntegration()
                      .forEach(
                          (id, calls) ->
                              add(
                                  samples,
                                  Scheme.CALLS,
                                  labels(org.org(), Scheme.INTEGRATION, id),
                                  (double) calls)));
    }
    return samples.entrySet().stream().map(e -> family(e.getKey(), e.getValue())).toList();
  }

  /** Registering asks for names only: nothing is read for that. */
  @Override
  public List<MetricFamilySamples> describe() {
    return Scheme.METRICS.stream().map(metric -> family(metric, List.of())).toList();
  }

  private static MetricFamilySamples family(
      String metric, List<MetricFamilySamples.Sample> samples) {
    return new MetricFamilySamples(
        name(metric), Type.GAUGE, String.valueOf(HELP.get(metric)), samples);
  }

  private OrgReadings readings(Org org) {
    TreeMap<LimitName, Reading> readings = new TreeMap<>();
    for (LimitView limit : views.limits(TenantScope.all(), org)) {
      if (limit.reading() != null) {
        readings.put(limit.info().name(), limit.reading());
      }
    }
    Projections projections = views.projections(TenantScope.all(), org);
    TreeMap<LimitName, Instant> projected = new TreeMap<>();
    projections
        .byLimit()
        .forEach(
            (limit, outcome) -> {
              if (Foresight.of(outcome, projections.slot()) instanceof Foresight.Exhaustion e) {
                projected.put(limit, e.at());
              }
            });
    return new OrgReadings(
        org.id(),
        org.tenant(),
        new TreeMap<>(org.tags()),
        projections.slot(),
        new Snapshot(readings, true),
        projected,
        new TreeMap<>());
  }

  private Optional<RecentCalls> calls(Org org) {
    LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    return RecentCalls.of(
        RecentCalls.from(today)
            .datesUntil(today.plusDays(1))
            .map(day -> usage.day(TenantScope.all(), org, day))
            .flatMap(Optional::stream)
            .toList());
  }

  private static Map<String, String> labels(Org org, String own, String value) {
    Map<String, String> labels = new LinkedHashMap<>();
    labels.put(own, value);
    Scheme.attributes(org.id().value(), org.tenant(), new TreeMap<>(org.tags()))
        .forEach(
            a -> labels.putIfAbsent(sanitizeMetricName(a.name()).replace(':', '_'), a.value()));
    return labels;
  }

  private static void add(
      Map<String, List<MetricFamilySamples.Sample>> samples, Org org, LimitPoint point) {
    Map<String, String> labels = labels(org, Scheme.LIMIT, point.limit().value());
    point.forEach(
        new LimitPoint.Values() {
          @Override
          public void whole(String metric, long value) {
            add(samples, metric, labels, (double) value);
          }

          @Override
          public void decimal(String metric, double value) {
            add(samples, metric, labels, value);
          }
        });
  }

  private static void add(
      Map<String, List<MetricFamilySamples.Sample>> samples,
      String metric,
      Map<String, String> labels,
      double value) {
    samples
        .computeIfAbsent(metric, m -> new ArrayList<>())
        .add(
            new MetricFamilySamples.Sample(
                name(metric), List.copyOf(labels.keySet()), List.copyOf(labels.values()), value));
  }
}
