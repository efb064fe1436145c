package dev.headroom.bench;

import dev.headroom.forecast.Forecaster;
import dev.headroom.forecast.Projection;
import dev.headroom.forecast.UseForecast;
import dev.headroom.limits.Reading;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;

/**
 * Feeds every history of a folder to its own {@link Forecaster}, row by row, and writes the
 * projection at each row before it reads the next: nothing later can be known.
 */
public final class Backtest {
  private static final String HEAD =
      "t,verdict,eta_lo,eta,eta_hi,p_exhaust_24h,used_1h_lo,used_1h,used_1h_hi,"
          + "used_4h_lo,used_4h,used_4h_hi,used_12h_lo,used_12h,used_12h_hi,reason\n";
  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private long projections;
  private long nanos;

  private Backtest() {}

  /**
   * Arguments: a folder of traces, a folder for the projections, which is created, and, if usual
   * work follows local time, its time zone.
   */
  public static void main(String[] args) throws IOException {
    if (args.length < 2 || args.length > 3) {
      throw new IllegalArgumentException("TRACES_DIR OUT_DIR [TIME_ZONE]");
    }
    ZoneId zone = args.length == 3 ? ZoneId.of(args[2]) : ZoneOffset.UTC;
    run(Path.of(args[0]), Path.of(args[1]), zone);
  }

  static void run(Path traces, Path out) throws IOException {
    run(traces, out, ZoneOffset.UTC);
  }

  private static void run(Path traces, Path out, ZoneId zone) throws IOException {
    Files.createDirectories(out);
    Backtest b = new Backtest();
    for (Trace trace : Trace.in(traces)) {
      try (BufferedReader in = trace.open();
          Writer w =
              Files.newBufferedWriter(
                  out.resolve(trace.name() + ".csv"), StandardCharsets.US_ASCII)) {
        b.replay(new Forecaster(trace.window(), zone), in, w);
      }
    }
    Files.writeString(
        out.resolve("timing.json"),
        String.format(
            Locale.ROOT,
            "{\"projections\": %d, \"seconds\": %.3f}%n",
            b.projections,
            b.nanos / 1e9));
  }

  private void replay(Forecaster forecaster, BufferedReader rows, Writer out) throws IOException {
    rows.readLine();
    out.write(HEAD);
    for (String row = rows.readLine(); row != null; row = rows.readLine()) {
      String[] x = row.split(",", -1);
      if (x[1].isEmpty() || x[2].isEmpty()) {
        continue;
      }
      Instant at = Instant.from(MINUTE.parse(x[0]));
      Reading reading = Reading.ofUsed(Long.parseLong(x[1]), Long.parseLong(x[2]));
      long before = System.nanoTime();
      Projection projection = forecaster.next(at, reading);
      nanos += System.nanoTime() - before;
      projections++;
      out.write(line(x[0], projection));
    }
  }

  private static String line(String at, Projection projection) {
    double p = projection.probability24h();
    return String.join(
            ",",
            at,
            claim(projection),
            Double.isNaN(p) ? "" : String.format(Locale.ROOT, "%.3f", p),
            use(projection.use()),
            reason(projection))
        + "\n";
  }

  private static String claim(Projection projection) {
    return switch (projection) {
      case Projection.Stable s -> "stable,,,";
      case Projection.Exhausted e -> "exhausted,,,";
      case Projection.Unknown u -> "unknown,,,";
      case Projection.Exhausting e ->
          String.join(
              ",", "exhausting", minute(e.earliest()), minute(e.likely()), minute(e.latest()));
    };
  }

  private static String reason(Projection projection) {
    return switch (projection) {
      case Projection.Unknown u -> u.reason().words();
      case Projection.Exhausting e -> e.grounds().getClass().getSimpleName();
      case Projection.Stable s -> "";
      case Projection.Exhausted e -> "";
    };
  }

  private static String minute(Instant t) {
    return MINUTE.format(t.truncatedTo(ChronoUnit.MINUTES));
  }

  private static String use(Optional<UseForecast> use) {
    return use.map(u -> band(u.in1h()) + "," + band(u.in4h()) + "," + band(u.in12h()))
        .orElse(",,,,,,,,");
  }

  private static String band(UseForecast.Band b) {
    return Math.round(b.low()) + "," + Math.round(b.middle()) + "," + Math.round(b.high());
  }
}
