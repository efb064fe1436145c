package dev.headroom.bench;

import dev.headroom.alert.Horizons;
import dev.headroom.alert.Levels;
import dev.headroom.alert.Yardstick;
import dev.headroom.backtest.Alert;
import dev.headroom.backtest.Backtest;
import dev.headroom.backtest.Event;
import dev.headroom.backtest.LimitResult;
import dev.headroom.backtest.Method;
import dev.headroom.backtest.Plan;
import dev.headroom.backtest.Warning;
import dev.headroom.history.Sample;
import dev.headroom.history.Series;
import dev.headroom.history.UsageHistory;
import dev.headroom.limits.LimitName;
import dev.headroom.limits.Reading;
import dev.headroom.limits.Snapshot;
import dev.headroom.limits.Window;
import dev.headroom.org.Credentials.ClientCredentials;
import dev.headroom.org.Org;
import dev.headroom.org.OrgId;
import dev.headroom.org.SecretRef;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * What a folder of traces would have paged about, for several probabilities at which a projection
 * pages. Each history is replayed through the production rule; events before a trace's {@code
 * score_from} are not counted.
 */
public final class Paging {
  private static final LimitName LIMIT = new LimitName("Traced");
  private static final double MONTH = Duration.ofDays(30).toSeconds();

  /** Levels at which almost nothing but projections pages. */
  private static final Levels HIGH = new Levels(99, 99.5, 5);

  private final double pageFrom;
  private final List<Duration> leads = new ArrayList<>();
  private long seconds;
  private int events;
  private int pages;
  private int real;
  private int unfounded;

  private Paging(double pageFrom) {
    this.pageFrom = pageFrom;
  }

  /** Arguments: a folder of traces, {@code high} or {@code default} levels, and probabilities. */
  public static void main(String[] args) throws IOException {
    if (args.length < 3) {
      throw new IllegalArgumentException("TRACES_DIR high|default PAGE_FROM...");
    }
    Levels levels = args[1].equals("high") ? HIGH : Levels.DEFAULT;
    List<Paging> all =
        Arrays.stream(args).skip(2).map(Double::parseDouble).map(Paging::new).toList();
    for (Trace trace : Trace.in(Path.of(args[0]))) {
      NavigableMap<Instant, Sample> samples = samples(trace);
      for (Paging paging : all) {
        paging.add(trace, samples, levels);
      }
    }
    System.out.println(
        "| pageFrom | pages / 30 limit-days | came true | 30 min before | 2 h before | median lead h"
            + " |");
    all.forEach(paging -> System.out.println(paging.line()));
  }

  private static NavigableMap<Instant, Sample> samples(Trace trace) throws IOException {
    NavigableMap<Instant, Sample> samples = new TreeMap<>();
    try (BufferedReader rows = trace.open()) {
      rows.readLine();
      for (String row = rows.readLine(); row != null; row = rows.readLine()) {
        String[] x = row.split(",", -1);
        if (!x[1].isEmpty() && !x[2].isEmpty()) {
          Instant at = Trace.instant(x[0]);
          Reading reading = Reading.ofUsed(Long.parseLong(x[1]), Long.parseLong(x[2]));
          samples.put(
              at, new Sample(at, new Snapshot(new TreeMap<>(Map.of(LIMIT, reading)), true)));
        }
      }
    }
    return samples;
  }

  private void add(Trace trace, NavigableMap<Instant, Sample> samples, Levels levels) {
    boolean gauge = trace.window() == Window.CONCURRENT;
    Yardstick yardstick =
        new Yardstick(
            levels,
            Horizons.byDefault(trace.window()),
            pageFrom,
            gauge ? Yardstick.GAUGE_MINIMUM : Duration.ZERO,
            gauge);
    Plan plan =
        new Plan(
            org(trace),
            "*",
            samples.firstKey(),
            samples.lastKey().plusSeconds(1),
            limit -> trace.window(),
            limit -> yardstick,
            null);
    LimitResult result = Backtest.run(plan, new Replayed(samples)).limits().getFirst();
    seconds += Duration.between(trace.scoreFrom(), samples.lastKey()).toSeconds();
    for (Alert alert : result.alerts(Method.HEADROOM)) {
      Instant paged = alert.pagedAt();
      if (paged != null && !paged.isBefore(trace.scoreFrom())) {
        pages++;
        real += alert.outcome() == Alert.Outcome.REAL ? 1 : 0;
        unfounded += alert.outcome() == Alert.Outcome.UNFOUNDED ? 1 : 0;
      }
    }
    for (Event event : result.events()) {
      if (!event.start().isBefore(trace.scoreFrom())) {
        events++;
        event.warning(Method.HEADROOM).map(Warning::pageLead).ifPresent(leads::add);
      }
    }
  }

  private static Org org(Trace trace) {
    return new Org(
        new OrgId("traced"),
        "bench",
        URI.create("https://traced.my.salesforce.com"),
        new ClientCredentials("key", new SecretRef(SecretRef.Scheme.ENV, "S")),
        trace.interval(),
        null,
        Map.of());
  }

  private String line() {
    return String.format(
        Locale.ROOT,
        "| %s | %.2f | %.2f | %.2f | %.2f | %.1f |",
        pageFrom,
        pages * MONTH / seconds,
        (double) real / (real + unfounded),
        share(Duration.ofMinutes(30)),
        share(Duration.ofHours(2)),
        median());
  }

  private double share(Duration lead) {
    return (double) leads.stream().filter(l -> l.compareTo(lead) >= 0).count() / events;
  }

  private double median() {
    List<Duration> told = leads.stream().filter(Duration::isPositive).sorted().toList();
    return told.isEmpty() ? Double.NaN : told.get(told.size() / 2).toMinutes() / 60.0;
  }

  /** A trace as the history of an org. */
  private record Replayed(NavigableMap<Instant, Sample> samples) implements UsageHistory {
    @Override
    public void put(OrgId org, Sample sample) {
      throw new UnsupportedOperationException("a trace is only read");
    }

    @Override
    public Series raw(OrgId org, LimitName limit, Instant from, Instant to) {
      throw new UnsupportedOperationException("a backtest reads samples");
    }

    @Override
    public List<Sample> samples(OrgId org, Instant from, Instant to) {
      return List.copyOf(samples.subMap(from, true, to, false).values());
    }
  }
}
