package dev.headroom.backtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.headroom.forecast.UseForecast;
import dev.headroom.limits.Window;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The baselines over the committed traces say what the scripts said by which they are compared in
 * {@code docs/forecast.md}: {@code baselines.csv} holds some of those rows.
 */
class BaselinesTest {
  private static final Path TRACES = Path.of("src/bench/traces");

  @ParameterizedTest
  @CsvSource({
    "t3754ec, ROLLING_24H, 300",
    "t9276bd, FIXED_DAY_GMT, 300",
    "tc19ccf, HOUR_UNSPECIFIED, 300",
    "tdf0b87, STOCK, 900"
  })
  void sayWhatTheScriptsSaid(String trace, Window window, long interval) throws IOException {
    Rules.Kind kind = Rules.of(window).kind();
    for (Method method : List.of(Method.LINEAR, Method.SEASONAL)) {
      Map<Long, String[]> expected = expected(trace, method);
      assertThat(expected).hasSizeGreaterThan(20);
      Baseline baseline =
          method == Method.LINEAR
              ? new LinearBaseline(kind, Duration.ofSeconds(interval))
              : new SeasonalBaseline(kind);
      int checked = 0;
      for (String row : rows(trace)) {
        String[] x = row.split(",", -1);
        if (x[1].isEmpty()) {
          continue;
        }
        long t = seconds(x[0]);
        Guess guess = baseline.next(t, Double.parseDouble(x[1]), Double.parseDouble(x[2]));
        String[] e = expected.get(t);
        if (e != null) {
          check(guess, e);
          checked++;
        }
      }
      assertThat(checked).isEqualTo(expected.size());
    }
  }

  private static void check(Guess guess, String[] expected) {
    String place = String.join(",", expected);
    assertThat(guess.state().name().toLowerCase(Locale.ROOT)).as(place).isEqualTo(expected[3]);
    if (guess.state() == Guess.State.EXHAUSTING) {
      assertThat(guess.earliest()).as(place).isCloseTo(seconds(expected[4]), within(60L));
      assertThat(guess.likely()).as(place).isCloseTo(seconds(expected[5]), within(60L));
      assertThat(guess.latest()).as(place).isCloseTo(seconds(expected[6]), within(60L));
    }
    UseForecast use = guess.use();
    if (expected[7].isEmpty()) {
      assertThat(use).as(place).isNull();
      return;
    }
    UseForecast said = Objects.requireNonNull(use);
    List<UseForecast.Band> bands = List.of(said.in1h(), said.in4h(), said.in12h());
    for (int k = 0; k < bands.size(); k++) {
      assertThat(bands.get(k).low()).as(place).isCloseTo(number(expected[7 + 3 * k]), within(1.0));
      assertThat(bands.get(k).middle())
          .as(place)
          .isCloseTo(number(expected[8 + 3 * k]), within(1.0));
      assertThat(bands.get(k).high()).as(place).isCloseTo(number(expected[9 + 3 * k]), within(1.0));
    }
  }

  private static double number(String text) {
    return Double.parseDouble(text);
  }

  private static Map<Long, String[]> expected(String trace, Method method) throws IOException {
    try (InputStream in =
            Objects.requireNonNull(BaselinesTest.class.getResourceAsStream("baselines.csv"));
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.US_ASCII))) {
      return lines
          .lines()
          .map(line -> line.split(",", -1))
          .filter(x -> x[0].equals(trace) && x[1].equals(method.word()))
          .collect(Collectors.toMap(x -> seconds(x[2]), x -> x));
    }
  }

  private static List<String> rows(String trace) throws IOException {
    try (BufferedReader in =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(TRACES.resolve(trace + ".csv.gz"))),
                StandardCharsets.US_ASCII))) {
      return in.lines().skip(1).toList();
    }
  }

  private static long seconds(String minute) {
    return Instant.from(OffsetDateTime.parse(minute)).getEpochSecond();
  }
}
