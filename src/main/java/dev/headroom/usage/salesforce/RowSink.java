package dev.headroom.usage.salesforce;

import dev.headroom.usage.TextKey;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;

/** The destination of a file's rows. */
abstract class RowSink {
  private static final int DAY_DIGITS = 8;
  private static final long DAY = 86_400_000;

  private int rows;
  private int skipped;
  private int lastDay;
  private long lastStart;

  /** Takes the header; returns the name of a required column that is missing, otherwise "". */
  String begin(RowHandler header) {
    Columns columns = header.columns().orElseThrow();
    for (int needed : needed()) {
      if (!columns.has(needed)) {
        return Columns.name(needed);
      }
    }
    return "";
  }

  /** Takes a row; returns false if it cannot be used. */
  final boolean add(RowHandler row) {
    long time = time(row);
    if (time < 0) {
      return false;
    }
    long id =
        TextKey.hash(row.chars(), row.from(Columns.REQUEST_ID), row.length(Columns.REQUEST_ID));
    take(row, time, id);
    rows++;
    return true;
  }

  final void skip() {
    skipped++;
  }

  final int rows() {
    return rows;
  }

  final int skipped() {
    return skipped;
  }

  abstract int[] needed();

  abstract void take(RowHandler row, long time, long id);

  /** {@code 20260302101112.345} in milliseconds since 1970, or -1. */
  private long time(RowHandler row) {
    char[] c = row.chars();
    int at = row.from(Columns.TIMESTAMP);
    int n = row.length(Columns.TIMESTAMP);
    if (n < 14) {
      return -1;
    }
    int day = number(c, at, DAY_DIGITS);
    int clock = number(c, at + DAY_DIGITS, 6);
    int milli = n > 15 ? number(c, at + 15, Math.min(3, n - 15)) : 0;
    if (day < 0 || clock < 0 || milli < 0 || clock > 235_960) {
      return -1;
    }
    if (day != lastDay) {
      long start = start(day);
      if (start < 0) {
        return -1;
      }
      lastDay = day;
      lastStart = start;
    }
    long seconds = clock / 10_000 * 3600L + clock / 100 % 100 * 60L + clock % 100;
    return lastStart + seconds * 1000 + milli;
  }

  private static long start(int day) {
    int month = day / 100 % 100;
    int of = day % 100;
    if (month < 1 || month > 12 || of < 1 || of > 31 || day < 19_700_101) {
      return -1;
    }
    return LocalDate.of(day / 10_000, month, 1)
            .atStartOfDay(ZoneOffset.UTC)
            .toInstant()
            .toEpochMilli()
        + (of - 1) * DAY;
  }

  /** A number of plain digits, or -1. */
  static int number(char[] c, int at, int count) {
    if (count == 0 || count > 9) {
      return -1;
    }
    int n = 0;
    for (int i = at; i < at + count; i++) {
      if (c[i] < '0' || c[i] > '9') {
        return -1;
      }
      n = n * 10 + c[i] - '0';
    }
    return n;
  }

  /** Texts with few values, each created once. */
  static final class Words {
    private static final int SIZE = 4096;

    private final String[] words = new String[SIZE];

    Words() {
      Arrays.fill(words, "");
    }

    String of(RowHandler row, int column) {
      int n = row.length(column);
      if (n == 0) {
        return "";
      }
      int at = row.from(column);
      char[] c = row.chars();
      int slot = (c[at] * 31 + c[at + n / 2] * 7 + c[at + n - 1] + n * 131) & (SIZE - 1);
      String there = words[slot];
      if (there.length() == n && same(there, c, at)) {
        return there;
      }
      words[slot] = new String(c, at, n);
      return words[slot];
    }

    private static boolean same(String text, char[] c, int at) {
      for (int i = 0; i < text.length(); i++) {
        if (text.charAt(i) != c[at + i]) {
          return false;
        }
      }
      return true;
    }
  }
}
