package dev.headroom.report.html;

import dev.headroom.report.UsageView;
import dev.headroom.usage.DayUsage;
import dev.headroom.usage.IntegrationHistory;
import dev.headroom.usage.StoredDay;
import dev.headroom.words.Figures;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The shapes of usage charts. They are whole numbers of a drawing that is {@value #WIDE} wide and
 * stretched to the room there is; texts stand beside it.
 */
public final class UsageCharts {
  /** Width of a drawing. */
  static final int WIDE = 1_000;

  private static final int HOURS = 24;
  private static final int HIGH = 100;
  private static final int SHADES = 10;
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("EEE d MMM", Locale.ENGLISH);

  private UsageCharts() {}

  /**
   * A piece of a bar.
   *
   * @param look names its colour
   */
  @RegisterForReflection
  public record Piece(String look, int x, int width) {}

  /**
   * The bar of a day.
   *
   * @param known whether its calls are known; a day that is not has no pieces
   * @param partial whether only some of them are
   * @param total calls, in words
   * @param why why it is not known, or only in part; else empty
   * @param cells of its table, one for each column
   */
  @RegisterForReflection
  public record DayBar(
      String iso,
      String day,
      boolean known,
      boolean partial,
      List<Piece> pieces,
      String total,
      String why,
      List<String> cells) {}

  /**
   * An hour of a day.
   *
   * @param x place, 0 to 23
   * @param shade 0 for no call, up to {@value #SHADES}
   * @param calls in words
   */
  @RegisterForReflection
  public record Hour(int x, int shade, String calls) {}

  /** The hours of a day; none of a day that is not known. */
  @RegisterForReflection
  public record HourRow(String iso, String day, boolean known, List<Hour> hours) {}

  /** {@code Mon 2 Mar}. */
  static String day(LocalDate day) {
    return DAY.format(day);
  }

  /** Where {@code calls} lie in a bar whose whole width is {@code scale}. */
  static int at(long calls, long scale) {
    return (int) Math.min(WIDE, Math.max(0, calls) * WIDE / Math.max(1, scale));
  }

  /** The hours of each day, darker the more calls. */
  static List<HourRow> hours(List<LocalDate> days, UsageView view, Optional<String> integration) {
    List<long[]> sums = new ArrayList<>();
    long most = 1;
    for (LocalDate day : days) {
      long[] sum = new long[HOURS];
      for (StoredDay.Part part : view.day(day).map(StoredDay::parts).orElse(List.of())) {
        if (integration.isEmpty() || integration.get().equals(part.id())) {
          add(sum, part.share());
        }
      }
      for (long n : sum) {
        most = Math.max(most, n);
      }
      sums.add(sum);
    }
    List<HourRow> rows = new ArrayList<>();
    for (int i = 0; i < days.size(); i++) {
      LocalDate day = days.get(i);
      boolean known = view.day(day).filter(d -> d.source().answers()).isPresent();
      rows.add(
          new HourRow(day.toString(), day(day), known, known ? row(sums.get(i), most) : List.of()));
    }
    return rows;
  }

  private static void add(long[] sum, DayUsage.Share share) {
    for (int h = 0; h < HOURS; h++) {
      sum[h] += share.hours().get(h);
    }
  }

  private static List<Hour> row(long[] calls, long most) {
    List<Hour> hours = new ArrayList<>(HOURS);
    for (int h = 0; h < HOURS; h++) {
      hours.add(new Hour(h, (int) Math.ceilDiv(calls[h] * SHADES, most), Figures.number(calls[h])));
    }
    return hours;
  }

  /** A line through the calls of days; it has gaps where they are not known. */
  static String spark(List<LocalDate> days, List<Boolean> known, IntegrationHistory history) {
    long most = 1;
    for (LocalDate day : days) {
      most = Math.max(most, history.callsOn(day));
    }
    StringBuilder path = new StringBuilder();
    boolean on = false;
    int step = WIDE / Math.max(1, days.size() - 1);
    for (int i = 0; i < days.size(); i++) {
      if (known.get(i)) {
        long high = HIGH - history.callsOn(days.get(i)) * HIGH / most;
        path.append(on ? 'L' : 'M').append(i * step).append(' ').append(high);
        // A point alone would not be drawn.
        if (!on && (i + 1 == days.size() || !known.get(i + 1))) {
          path.append("h1");
        }
      }
      on = known.get(i);
    }
    return path.toString();
  }

  /** The most calls of a bar, with room for the allocation where that is not far away. */
  static long scale(long most, OptionalLong allocation) {
    return allocation.isPresent() && allocation.getAsLong() <= 2 * most
        ? Math.max(most, allocation.getAsLong())
        : Math.max(1, most);
  }
}
