package dev.headroom.bench;

import dev.headroom.auth.Secret;
import dev.headroom.export.ExportMatch;
import dev.headroom.export.ExportResult;
import dev.headroom.export.Exporter;
import dev.headroom.export.OrgReadings;
import dev.headroom.export.datadog.DatadogMetricsExporter;
import dev.headroom.export.newrelic.NewRelicExporter;
import dev.headroom.export.otlp.OtlpExporter;
import dev.headroom.export.splunk.SplunkMetricsExporter;
import dev.headroom.history.SamplePacking;
import dev.headroom.history.SamplePacking.Coded;
import dev.headroom.http.ApiCall;
import dev.headroom.http.Exchange;
import dev.headroom.http.HttpBody;
import dev.headroom.http.HttpOutcome;
import dev.headroom.http.OutboundHttp;
import dev.headroom.limits.LimitName;
import dev.headroom.limits.Reading;
import dev.headroom.limits.Snapshot;
import dev.headroom.notify.ResolvedTarget;
import dev.headroom.notify.TargetId;
import dev.headroom.org.OrgId;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Processor time and memory of one export: {@code ORGS} orgs with 94 limits each, unpacked, encoded
 * and compressed for each store, whose answer costs nothing.
 */
public final class Export {
  private static final Instant SLOT = Instant.parse("2026-11-25T10:05:00Z");
  private static final int LIMITS = 94;

  private Export() {}

  /** Counts what would be sent. */
  private static final class Store implements OutboundHttp {
    private final int status;
    private long bytes;

    Store(int status) {
      this.status = status;
    }

    @Override
    public <A, T> Exchange<T> exchange(ApiCall<A, T> call) {
      var unused =
          call.method()
              .apply(
                  call.api()
                      .cast(
                          Proxy.newProxyInstance(
                              call.api().getClassLoader(),
                              new Class<?>[] {call.api()},
                              (proxy, method, arguments) -> {
                                bytes += ((byte[]) arguments[arguments.length - 1]).length;
                                return null;
                              })));
      return new Exchange<>(
          "store", new HttpOutcome.Reply(status, Map.of(), HttpBody.of("{\"code\":0}")), null);
    }

    @Override
    public <A, R> Exchange<R> download(ApiCall<A, InputStream> call, BodyReader<R> reader) {
      throw new UnsupportedOperationException();
    }
  }

  /** Runs the benchmark for each store: the first argument is the number of orgs. */
  public static void main(String[] arguments) {
    int orgs = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 10_000;
    String only = arguments.length > 1 ? arguments[1] : "";
    List<LimitName> names = new ArrayList<>();
    for (int i = 0; i < LIMITS; i++) {
      names.add(new LimitName("DailyLimitNumber" + i));
    }
    List<byte[]> packed = new ArrayList<>();
    for (int o = 0; o < orgs; o++) {
      TreeMap<Integer, Reading> readings = new TreeMap<>();
      for (int l = 0; l < LIMITS; l++) {
        readings.put(l, Reading.ofUsed((o * 7_919L + l * 104_729L) % 90_000, 100_000));
      }
      packed.add(SamplePacking.pack(new Coded(readings, true)));
    }
    Iterable<OrgReadings> lazily =
        () ->
            new java.util.Iterator<>() {
              private int next;

              @Override
              public boolean hasNext() {
                return next < packed.size();
              }

              @Override
              public OrgReadings next() {
                return readings(next, packed.get(next++), names);
              }
            };
    System.out.println("store, orgs, values, requests, MB sent, processor s, heap MB");
    run(only, "splunk-metrics", 200, orgs, lazily);
    run(only, "datadog-metrics", 202, orgs, lazily);
    run(only, "newrelic", 202, orgs, lazily);
    run(only, "otlp", 200, orgs, lazily);
  }

  private static void run(
      String only, String type, int status, int orgs, Iterable<OrgReadings> readings) {
    if (!only.isEmpty() && !only.equals(type)) {
      return;
    }
    Store store = new Store(status);
    Exporter exporter =
        switch (type) {
          case "splunk-metrics" -> new SplunkMetricsExporter(store);
          case "datadog-metrics" -> new DatadogMetricsExporter(store);
          case "newrelic" -> new NewRelicExporter(store);
          default -> new OtlpExporter(store);
        };
    ResolvedTarget target =
        new ResolvedTarget(
            new TargetId("bench"),
            Map.of(
                "url", Secret.of("https://store.example.com"),
                "token", Secret.of("t"),
                "apiKey", Secret.of("k")));
    long before = processor();
    ExportResult result = exporter.ship(readings, ExportMatch.ALL, target, SLOT);
    double seconds = (processor() - before) / 1e9;
    System.out.printf(
        "%s, %d, %d, %d, %.1f, %.2f, %d%n",
        type,
        orgs,
        result.points(),
        result.requests(),
        store.bytes / 1e6,
        seconds,
        Runtime.getRuntime().totalMemory() >> 20);
  }

  private static long processor() {
    return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }

  private static OrgReadings readings(int org, byte[] packed, List<LimitName> names) {
    SortedMap<LimitName, Reading> readings = new TreeMap<>();
    SamplePacking.unpack(packed)
        .readings()
        .forEach((code, reading) -> readings.put(names.get(code), reading));
    return new OrgReadings(
        new OrgId("org-" + org),
        "tenant-" + org % 100,
        new TreeMap<>(Map.of("env", "prod", "owner", "team-" + org % 20)),
        SLOT,
        new Snapshot(readings, true),
        new TreeMap<>(),
        new TreeMap<>());
  }
}
