package dev.headroom.words;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.alert.Foresight;
import dev.headroom.forecast.Forecaster;
import dev.headroom.forecast.Grounds;
import dev.headroom.forecast.OrgForecasts.Outcome;
import dev.headroom.forecast.Projection;
import dev.headroom.forecast.Relief;
import dev.headroom.limits.Reading;
import dev.headroom.limits.Window;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is said of generated forecasts never says more, or less, than their numbers. */
class WordsFollowNumbersTest {
  private static final Instant START = Instant.parse("2026-03-02T00:00:00Z");
  private static final int STEP = 900;
  private static final int DAY = 86_400 / STEP;
  private static final long MAX = 100_000;
  private static final Pattern FACTOR = Pattern.compile("([0-9.]+)x a normal");
  private static final Pattern PER_CENT = Pattern.compile("\\((\\d+) %\\)");

  /** What kind of history is made up. */
  enum Story {
    ROLLING(Window.ROLLING_24H, 1),
    FIXED(Window.FIXED_DAY_GMT, 2),
    HOURLY(Window.ROLLING_1H, 3),
    STOCK(Window.STOCK, 4),
    UNKNOWN(Window.UNKNOWN, 5);

    final Window window;
    final long seed;

    Story(Window window, long seed) {
      this.window = window;
      this.seed = seed;
    }
  }

  private record Said(Projection projection, Instant slot, double used) {}

  @ParameterizedTest
  @EnumSource(Story.class)
  void forecastsOfRandomHistoriesAreWordedAsTheyAre(Story story) {
    List<Said> all = new ArrayList<>();
    for (int seed = 0; seed < 24; seed++) {
      all.addAll(history(story, new Random(1000 * story.seed + seed)));
    }
    assertThat(all).anyMatch(s -> s.projection() instanceof Projection.Exhausting);
    for (Said s : all) {
      check(s);
    }
  }

  @ParameterizedTest
  @EnumSource(Story.class)
  void projectionsOfAnyNumbersAreWordedAsTheyAre(Story story) {
    Random random = new Random(story.seed);
    for (int i = 0; i < 3_000; i++) {
      long[] times = random.longs(3, 0, 8 * 86_400).sorted().toArray();
      double used = random.nextDouble();
      Grounds grounds =
          switch (random.nextInt(3)) {
            case 0 ->
                new Grounds.Surge(
                    START.minusSeconds(random.nextInt(86_400)), 1 + 3 * random.nextDouble());
            case 1 -> new Grounds.Growth(random.nextDouble() * 1000, random.nextBoolean());
            default ->
                new Grounds.UsualCourse(3 * random.nextDouble(), used, 1.5 * random.nextDouble());
          };
      check(
          new Said(
              new Projection.Exhausting(
                  START.plusSeconds(times[0]),
                  START.plusSeconds(times[1]),
                  START.plusSeconds(times[2]),
                  random.nextDouble(),
                  0,
                  grounds,
                  null),
              START,
              used * MAX));
    }
  }

  private static void check(Said said) {
    switch (said.projection()) {
      case Projection.Exhausting e -> checkExhausting(e, said.slot());
      case Projection.Stable s -> {
        if (!Double.isNaN(s.probability())) {
          assertThat(s.probability()).isBetween(0.01, 0.99);
          String words = ProjectionWords.stable(s.probability(), "within 24 hours");
          assertThat(words.startsWith("Likely")).isEqualTo(s.probability() >= 0.5);
          assertThat(words.startsWith("Not expected")).isEqualTo(s.probability() < 0.2);
        }
      }
      case Projection.Exhausted e -> {
        String words = ProjectionWords.relief(e.relief(), said.slot());
        assertThat(words.contains("wrong")).isEqualTo(e.relief().wrongSoFar() > 0);
        if (e.relief() instanceof Relief.Expected r) {
          assertThat(r.earliest()).isAfterOrEqualTo(said.slot());
          assertThat(List.of(r.earliest(), r.likely(), r.latest())).isSorted();
        } else {
          assertThat(words).containsPattern("cannot be predicted: |expected within 24 hours: ");
        }
        assertThat(Foresight.of(new Outcome(e, null, false), said.slot()))
            .isEqualTo(Foresight.BLIND);
      }
      case Projection.Unknown u -> assertThat(u.probability()).isNaN();
    }
  }

  private static void checkExhausting(Projection.Exhausting e, Instant slot) {
    double p = e.probability();
    assertThat(p).isBetween(0.01, 0.99);
    assertThat(100 * p).as("hundredths").isEqualTo((double) Math.round(100 * p), offset());
    assertThat(List.of(slot, e.earliest(), e.likely(), e.latest())).isSorted();
    String why = ProjectionWords.why(e, slot, false);
    for (String words : List.of(why, ProjectionWords.end(e.likely(), p, slot), sentence(e, slot))) {
      assertThat(words.contains("likely out")).as(words).isEqualTo(p >= 0.5);
      assertThat(words.contains("very likely")).as(words).isEqualTo(p >= 0.9);
      assertThat(words.contains("could run out")).as(words).isEqualTo(p >= 0.1 && p < 0.5);
      assertThat(words.contains("small chance")).as(words).isEqualTo(p < 0.1);
      assertThat(PER_CENT.matcher(words).find()).as(words).isEqualTo(p >= 0.5);
      assertThat(words.contains("100 %)") || words.contains("1 in 0")).as(words).isFalse();
      assertThat(words.toLowerCase(Locale.ROOT)).doesNotContain(" runs out", "will ");
    }
    Matcher factor = FACTOR.matcher(why);
    if (factor.find()) {
      assertThat(Double.parseDouble(factor.group(1))).as(why).isGreaterThan(1.05);
    }
    if (e.grounds() instanceof Grounds.UsualCourse u) {
      boolean falls = u.peak() <= u.used();
      assertThat(why.contains("expected course passes")).as(why).isEqualTo(!falls && u.peak() >= 1);
      assertThat(why.contains("an unusual rise")).as(why).isEqualTo(falls && p < 0.5);
      assertThat(why.contains("a small rise")).as(why).isEqualTo(falls && p >= 0.5);
    }
  }

  private static String sentence(Projection.Exhausting e, Instant slot) {
    String words = ProjectionWords.sentence(e, slot, false);
    return words.substring(0, 1).toLowerCase(Locale.ROOT) + words.substring(1);
  }

  private static org.assertj.core.data.Offset<Double> offset() {
    return org.assertj.core.data.Offset.offset(1e-9);
  }

  /** Three weeks of calls by day and night, with a burst now and then, as such a window shows. */
  private static List<Said> history(Story story, Random random) {
    int n = 21 * DAY;
    double[] calls = new double[n];
    double level = (0.5 + 0.7 * random.nextDouble()) * MAX / DAY;
    double left = 0;
    double burst = 0;
    for (int i = 0; i < n; i++) {
      if (left-- <= 0 && random.nextInt(3 * DAY) == 0) {
        left = random.nextInt(DAY / 2);
        burst = level * 4 * random.nextDouble();
      }
      double hour = 1 + 0.8 * Math.sin(2 * Math.PI * i / DAY);
      calls[i] = level * hour * (0.7 + 0.6 * random.nextDouble()) + (left > 0 ? burst : 0);
    }
    Forecaster forecaster = new Forecaster(story.window);
    List<Said> said = new ArrayList<>();
    double sum = 0;
    for (int i = 0; i < n; i++) {
      int window = story == Story.HOURLY ? 4 : DAY;
      sum += calls[i] * (story == Story.HOURLY ? DAY / 4.0 : 1);
      switch (story) {
        case ROLLING, UNKNOWN, HOURLY ->
            sum -= i >= window ? calls[i - window] * (story == Story.HOURLY ? DAY / 4.0 : 1) : 0;
        case FIXED -> sum = i % DAY == 0 ? calls[i] : sum;
        case STOCK -> sum = sum > 9.6 * MAX ? 4 * MAX : sum;
      }
      double used = story == Story.STOCK ? sum / 10 : sum;
      Instant at = START.plusSeconds((long) i * STEP);
      long shown = Math.min(MAX, Math.round(used));
      said.add(new Said(forecaster.next(at, Reading.ofUsed(shown, MAX)), at, shown));
    }
    return said;
  }
}
