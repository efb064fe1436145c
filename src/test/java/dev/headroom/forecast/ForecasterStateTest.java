package dev.headroom.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import dev.headroom.forecast.Histories.Row;
import dev.headroom.limits.Window;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A state that was stored and restored. */
class ForecasterStateTest {
  private static final long MAX = 100_000;

  private static List<Row> history(Window window) {
    return switch (window) {
      case FIXED_DAY_GMT -> Histories.fixedDay(Histories.office(70_000), MAX, 16, 5);
      case ROLLING_1H, HOUR_UNSPECIFIED, ROLLING_30MIN ->
          Histories.rolling(12, Histories.office(500_000), MAX, 16, 5);
      case ROLLING_24H,
          DAY_UNSPECIFIED,
          UNKNOWN,
          CONCURRENT,
          STOCK,
          MONTH_CALENDAR,
          MONTH_CONTRACT,
          MONTH_UNSPECIFIED ->
          Histories.rollingDay(Histories.office(70_000), MAX, 16, 5);
    };
  }

  @ParameterizedTest
  @EnumSource(Window.class)
  void restoringEveryHourAnswersAsIfNothingHadHappened(Window window) {
    Forecaster whole = new Forecaster(window);
    Forecaster restored = new Forecaster(window);
    // a gauge is a level, of which each is off by a step; what is summed up is off by less
    double quantised = (window == Window.CONCURRENT ? 0.1 : 0.03) * MAX;
    int same = 0;
    int all = 0;
    for (Row row : history(window)) {
      Projection a = whole.next(row.at(), row.reading());
      Projection b = restored.next(row.at(), row.reading());
      all++;
      same += a.getClass() == b.getClass() ? 1 : 0;
      if (a.use().isPresent() && b.use().isPresent()) {
        UseForecast.Band is = a.use().get().in1h();
        assertThat(b.use().get().in1h().middle())
            .isCloseTo(is.middle(), offset(Math.max(quantised, is.high() - is.low())));
      }
      if (row.at().getEpochSecond() % 3600 == 0) {
        restored = Forecaster.restore(window, restored.save().get()).get();
      }
    }
    assertThat(same).isGreaterThan((int) (0.99 * all));
  }

  /** A line for each window: its word, the two parts. */
  private static List<String> statesOfVersion1() throws IOException {
    return Files.readAllLines(Path.of("src/test/resources/forecast/version-1.txt"));
  }

  @ParameterizedTest
  @MethodSource("statesOfVersion1")
  void aStateOfThePreviousReleaseContinues(String state) {
    String[] x = state.split(" ", -1);
    Window window = Window.valueOf(x[0]);
    StoredForecast stored =
        new StoredForecast(Base64.getDecoder().decode(x[1]), Base64.getDecoder().decode(x[2]));
    Forecaster kept = Forecaster.restore(window, stored).orElseThrow();
    Forecaster whole = new Forecaster(window);
    history(window).forEach(row -> whole.next(row.at(), row.reading()));
    assertThat(kept.lastAt()).isEqualTo(whole.lastAt());
    Row last = history(window).getLast();
    Projection is = kept.next(last.at().plusSeconds(300), last.reading());
    Projection was = whole.next(last.at().plusSeconds(300), last.reading());
    if (window != Window.STOCK) { // how it swings was not kept, and is learned anew
      assertThat(is).isInstanceOf(was.getClass());
    }
    assertThat(is.use().orElseThrow().in4h().middle())
        .isCloseTo(was.use().orElseThrow().in4h().middle(), offset(0.1 * MAX));
    assertThat(Forecaster.restore(window, kept.save().orElseThrow())).isPresent();
  }

  @Test
  void theStoredFormIsSmall() {
    Forecaster f = new Forecaster(Window.ROLLING_24H);
    history(Window.ROLLING_24H).forEach(row -> f.next(row.at(), row.reading()));
    assertThat(f.save().get().quick()).hasSizeLessThan(1000);
    assertThat(f.save().get().slow()).hasSizeLessThan(1200);
  }

  @Test
  void aDamagedStateCountsAsMissingAndIsNeverAnError() {
    Forecaster f = new Forecaster(Window.ROLLING_24H);
    history(Window.ROLLING_24H).forEach(row -> f.next(row.at(), row.reading()));
    StoredForecast good = f.save().get();
    Random random = new Random(6);
    Row next = history(Window.ROLLING_24H).get(0);
    for (int i = 0; i < 2000; i++) {
      byte[] quick = good.quick();
      byte[] slow = good.slow();
      byte[] broken = i % 2 == 0 ? quick : slow;
      for (int k = 0; k <= i % 3; k++) {
        broken[random.nextInt(broken.length)] = (byte) random.nextInt();
      }
      if (i % 5 == 0) {
        quick = Arrays.copyOf(quick, random.nextInt(quick.length));
      }
      Forecaster.restore(Window.ROLLING_24H, new StoredForecast(quick, slow))
          .ifPresent(x -> assertThat(x.next(next.at(), next.reading())).isNotNull());
    }
    assertThat(Forecaster.restore(Window.STOCK, good)).as("of another window").isEmpty();
    assertThat(Forecaster.restore(Window.STOCK, new StoredForecast(new byte[0], new byte[0])))
        .isEmpty();
  }
}
