package dev.headroom.usage;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/** Reads the calls of a log once and creates a {@link DayUsage} for each day that has any. */
public final class DayBooks implements Consumer<Call> {
  private static final int TOP = 10;
  private static final long HOUR = 3_600_000;

  private final CallLog log;
  private final Attribution attribution;
  private final Consumer<DayUsage> to;
  private ByNumber<Book> books = new ByNumber<>();
  private DuplicateFeeds feeds = new DuplicateFeeds();
  private long today = -1;
  private long uncounted;

  private DayBooks(CallLog log, Attribution attribution, Consumer<DayUsage> to) {
    this.log = log;
    this.attribution = attribution;
    this.to = to;
  }

  /** Passes the days of {@code log} to {@code to}, in order. */
  public static void write(CallLog log, Attribution attribution, Consumer<DayUsage> to) {
    write(log, attribution, CallLog.Span.ALL, to);
  }

  /** The same for a period. */
  public static void write(
      CallLog log, Attribution attribution, CallLog.Span span, Consumer<DayUsage> to) {
    DayBooks books = new DayBooks(log, attribution, to);
    log.forEach(span, books);
    books.close();
  }

  @Override
  public void accept(Call call) {
    long day = Math.floorDiv(call.time(), CallerDays.DAY);
    if (day != today) {
      close();
      today = day;
    }
    if (!call.counted()) {
      uncounted++;
      return;
    }
    int integration = attribution.of(call.caller());
    Endpoint endpoint = log.endpoint(call.endpoint());
    books.get(integration, () -> new Book(integration, log)).call(call, endpoint);
    feeds.call(integration, call, endpoint);
  }

  private void close() {
    if (today < 0) {
      return;
    }
    List<DayUsage.Share> shares = new ArrayList<>();
    List<DayUsage.Group> groups = new ArrayList<>();
    List<Finding> findings = new ArrayList<>();
    long counted = 0;
    List<Book> all = new ArrayList<>();
    books.forEach(all::add);
    all.sort(Comparator.comparingInt(b -> b.integration));
    for (Book book : all) {
      shares.add(book.share());
      book.groups(groups);
      findings.addAll(book.findings());
      counted += book.calls;
    }
    findings.addAll(feeds.findings(attribution));
    shares.sort(Comparator.comparingLong(DayUsage.Share::calls).reversed());
    to.accept(
        new DayUsage(LocalDate.ofEpochDay(today), counted, uncounted, shares, groups, findings));
    books = new ByNumber<>();
    feeds = new DuplicateFeeds();
    uncounted = 0;
  }

  /** One integration on one day. */
  private static final class Book {
    private final int integration;
    private final CallLog log;
    private final List<Detector> detectors;
    private final long[] hours = new long[24];
    private final IntCounts endpoints = new IntCounts();
    private final Map<String, IntCounts> callers = new TreeMap<>();
    private String family = "";
    private IntCounts ofFamily = new IntCounts();
    private long calls;
    private long errors;

    Book(int integration, CallLog log) {
      this.integration = integration;
      this.log = log;
      detectors =
          List.of(
              new RecordLoops(),
              new DescribePolling(log),
              new ChangePolling(),
              new QueryFlood(),
              new SmallPages(),
              new LoginStorm(log),
              new RetryStorm(),
              new JobPolling(),
              new SameSteps(log),
              new OldVersions(log),
              new LimitsPolling());
      callers.put(family, ofFamily);
    }

    void call(Call call, Endpoint endpoint) {
      calls++;
      hours[(int) (call.time() / HOUR % 24)]++;
      errors += call.failed() ? 1 : 0;
      endpoints.add(call.endpoint(), 1);
      if (!family.equals(endpoint.family())) {
        family = endpoint.family();
        ofFamily = callers.computeIfAbsent(family, k -> new IntCounts());
      }
      ofFamily.add(call.caller(), 1);
      for (Detector detector : detectors) {
        detector.call(call, endpoint);
      }
    }

    List<Finding> findings() {
      FindingSink sink = new FindingSink(integration);
      detectors.forEach(d -> d.finish(sink));
      return sink.findings();
    }

    void groups(List<DayUsage.Group> to) {
      callers.forEach(
          (name, counts) ->
              counts.forEach(
                  (caller, n) ->
                      to.add(new DayUsage.Group(log.caller(caller), name, (long) n, integration))));
    }

    DayUsage.Share share() {
      Map<String, Long> families = new TreeMap<>();
      Set<String> users = new HashSet<>();
      Set<String> addresses = new HashSet<>();
      TreeSet<String> versions = new TreeSet<>();
      callers.forEach(
          (name, counts) -> {
            if (counts.size() > 0) {
              families.put(name, (long) counts.total());
            }
            counts.forEach(
                (caller, n) -> {
                  users.add(log.caller(caller).user());
                  addresses.add(log.caller(caller).address());
                  versions.add(log.caller(caller).version());
                });
          });
      List<Long> byHour = new ArrayList<>();
      for (long n : hours) {
        byHour.add(n);
      }
      return new DayUsage.Share(
          integration,
          calls,
          byHour,
          families,
          errors,
          top(),
          users.size(),
          addresses.size(),
          versions);
    }

    private List<DayUsage.ResourceCalls> top() {
      Map<String, Long> sums = new TreeMap<>();
      endpoints.forEach(
          (endpoint, n) -> sums.merge(log.endpoint(endpoint).resource(), (long) n, Long::sum));
      return sums.entrySet().stream()
          .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
          .limit(TOP)
          .map(e -> new DayUsage.ResourceCalls(e.getKey(), e.getValue()))
          .toList();
    }
  }
}
