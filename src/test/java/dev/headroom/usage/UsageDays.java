package dev.headroom.usage;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeSet;

/** Days of an org that tests write by hand: of each integration so many calls. */
public final class UsageDays {
  /** A Monday. */
  public static final LocalDate MONDAY = LocalDate.of(2026, 3, 2);

  private final List<StoredDay> days = new ArrayList<>();
  private final LocalDate first;

  /** From {@link #MONDAY} on. */
  public UsageDays() {
    this(MONDAY);
  }

  /** From {@code first} on. */
  public UsageDays(LocalDate first) {
    this.first = first;
  }

  /** The days so far. */
  public List<StoredDay> list() {
    return List.copyOf(days);
  }

  /** The newest day. */
  public LocalDate last() {
    return days.getLast().day();
  }

  private LocalDate next() {
    return days.isEmpty() ? first : days.getLast().day().plusDays(1);
  }

  /** A known day: {@code erp 400} per text; {@code besides} calls are in the counter alone. */
  public UsageDays day(long besides, String... calls) {
    return add(OptionalLong.of(besides), DaySource.Knowledge.KNOWN, List.of(), calls);
  }

  /** A known day without a reading of the counter. */
  public UsageDays uncompared(String... calls) {
    return add(OptionalLong.empty(), DaySource.Knowledge.KNOWN, List.of(), calls);
  }

  /** A day of which no file was read. */
  public UsageDays unknown() {
    return add(OptionalLong.empty(), DaySource.Knowledge.UNKNOWN, List.of());
  }

  /** Adds a finding to the newest day. */
  public UsageDays found(String id, Pattern pattern, String resource, long calls, long needed) {
    StoredDay last = days.removeLast();
    List<StoredDay.Found> all = new ArrayList<>(last.findings());
    Instant from = last.day().atStartOfDay().toInstant(ZoneOffset.UTC);
    all.add(
        new StoredDay.Found(
            id,
            new Finding(
                pattern, 0, resource, from, from.plusSeconds(3_600), calls, needed, 0.9, "seen")));
    days.add(
        new StoredDay(
            last.day(),
            last.source(),
            last.counted(),
            last.uncounted(),
            last.unexplained(),
            last.files(),
            last.parts(),
            all));
    return this;
  }

  private UsageDays add(
      OptionalLong besides,
      DaySource.Knowledge knowledge,
      List<StoredDay.Found> found,
      String... calls) {
    List<StoredDay.Part> parts = new ArrayList<>();
    long counted = 0;
    for (String text : calls) {
      String[] x = text.split(" ", -1);
      long n = Long.parseLong(x[1]);
      counted += n;
      if (n > 0) {
        parts.add(new StoredDay.Part(x[0], "The " + x[0], "user", share(n)));
      }
    }
    LocalDate day = next();
    boolean known = knowledge != DaySource.Knowledge.UNKNOWN;
    List<String> reasons = known ? List.of() : List.of("there is no file of the day");
    days.add(
        new StoredDay(
            day,
            new DaySource(day, knowledge, known, false, reasons),
            counted,
            0,
            new Unexplained(
                besides.isPresent()
                    ? OptionalLong.of(counted + besides.getAsLong())
                    : OptionalLong.empty(),
                besides,
                List.of()),
            List.of(),
            parts,
            found));
    return this;
  }

  private static DayUsage.Share share(long calls) {
    List<Long> hours = new ArrayList<>(Collections.nCopies(24, 0L));
    hours.set(2, calls);
    return new DayUsage.Share(
        0,
        calls,
        hours,
        Map.of("REST", calls),
        0,
        List.of(new DayUsage.ResourceCalls("/query Lead", calls)),
        1,
        1,
        new TreeSet<>(List.of("62.0")));
  }
}
