package dev.headroom.cycle.ask;

import dev.headroom.fleet.Violation;
import dev.headroom.history.CorruptSampleException;
import dev.headroom.history.LimitRollup;
import dev.headroom.history.Resolution;
import dev.headroom.history.RolledHistory;
import dev.headroom.history.Rollup;
import dev.headroom.history.Sample;
import dev.headroom.limits.LimitName;
import dev.headroom.limits.Reading;
import dev.headroom.org.Org;
import dev.headroom.org.OrgDirectory;
import dev.headroom.org.OrgId;
import dev.headroom.org.TenantScope;
import dev.headroom.org.UnavailableException;
import dev.headroom.report.SamplesReport;
import dev.headroom.report.SamplesReport.Page;
import dev.headroom.report.SamplesReport.Row;
import dev.headroom.report.SamplesReport.Value;
import dev.headroom.report.SeriesQuestion;
import dev.headroom.report.TimeRange;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Shows what is stored of an org's limits, page by page. */
public final class SamplesCycle {
  /** The members besides the org. */
  public static final List<String> MEMBERS = SeriesQuestion.MEMBERS;

  /**
   * The most values of limits in one page, beyond which no further row is begun: an answer stays
   * under a third of the 6 MB that Lambda lets through.
   */
  static final int MAX_VALUES = 15_000;

  private static final Duration DAY = Duration.ofDays(1);

  /** Nothing is kept for longer than days, and no slot is farther ahead. */
  private static final Duration OLDEST = Duration.ofDays(1830);

  private static final Duration AHEAD = Duration.ofDays(2);

  private final OrgDirectory directory;
  private final RolledHistory history;
  private final InstantSource clock;

  /**
   * Uses these ports.
   *
   * @param clock the fleet's clock, for default ranges
   */
  public SamplesCycle(OrgDirectory directory, RolledHistory history, InstantSource clock) {
    this.directory = directory;
    this.history = history;
    this.clock = clock;
  }

  private record Question(@Nullable LimitName limit, TimeRange range, Resolution resolution) {}

  /**
   * Shows them.
   *
   * @param scope what the caller may see
   * @param id of the org
   * @param members {@link #MEMBERS}: without a limit all of them; by default the readings of the
   *     last 24 hours
   * @throws UnavailableException if the store does not answer
   */
  public SamplesReport samples(TenantScope scope, String id, Map<String, String> members) {
    List<Violation> violations = new ArrayList<>();
    Optional<Org> org = AskedOrg.find(scope, directory, id);
    if (org.isEmpty()) {
      violations.add(AskedOrg.unknown(id, "is not an org of the fleet"));
    }
    Question question = question(members, violations);
    if (org.isEmpty() || !violations.isEmpty()) {
      return SamplesReport.wrong(violations);
    }
    try {
      return new SamplesReport(List.of(), page(org.get().id(), question));
    } catch (CorruptSampleException e) {
      return SamplesReport.wrong(
          List.of(
              new Violation(
                  "org",
                  id,
                  String.valueOf(e.getMessage()),
                  "Ask for another time, or delete that item of the samples table.")));
    }
  }

  private Question question(Map<String, String> members, List<Violation> violations) {
    // A reading of this very second is included.
    Instant now = clock.instant().plusSeconds(1);
    Instant to = instant(members, SeriesQuestion.TO, now, violations);
    Instant from = instant(members, SeriesQuestion.FROM, before(to), violations);
    if (from.isAfter(to)) {
      violations.add(
          new Violation(
              SeriesQuestion.FROM, from.toString(), "is after to", "Write from before to."));
      from = to;
    }
    String word = members.getOrDefault(SeriesQuestion.RESOLUTION, Resolution.RAW.word());
    if (!Resolution.WORDS.contains(word)) {
      violations.add(
          new Violation(
              SeriesQuestion.RESOLUTION,
              word,
              "is not a resolution",
              "Write " + String.join(" or ", Resolution.WORDS) + "."));
    }
    TimeRange range = new TimeRange(from, to);
    return new Question(
        limit(members, violations),
        range,
        Resolution.of(word).orElseGet(() -> Resolution.suited(range.from(), range.to())));
  }

  private static Instant before(Instant to) {
    return to.isBefore(Instant.MIN.plus(DAY)) ? to : to.minus(DAY);
  }

  private static Instant instant(
      Map<String, String> members, String name, Instant absent, List<Violation> violations) {
    String text = members.get(name);
    if (text == null) {
      return absent;
    }
    try {
      return Instant.parse(text);
    } catch (DateTimeException e) {
      violations.add(
          new Violation(
              name,
              text,
              "is not an instant",
              "Write it as ISO 8601 in UTC, such as 2026-11-25T10:05:00Z, or leave it out."));
      return absent;
    }
  }

  private static @Nullable LimitName limit(
      Map<String, String> members, List<Violation> violations) {
    String name = members.get(SeriesQuestion.LIMIT);
    if (name == null) {
      return null;
    }
    try {
      return new LimitName(name);
    } catch (IllegalArgumentException e) {
      violations.add(
          new Violation(
              SeriesQuestion.LIMIT,
              null,
              "is not the name of a limit",
              "Write one such as DailyApiRequests, or leave it out for all."));
      return null;
    }
  }

  /** Reads a chunk after another until the page is full. */
  private Page page(OrgId org, Question question) {
    TimeRange range = question.range();
    Instant now = clock.instant();
    Instant at = later(range.from(), now.minus(OLDEST));
    Instant end = earlier(range.to(), now.plus(AHEAD));
    List<Row> rows = new ArrayList<>();
    int values = 0;
    while (at.isBefore(end)) {
      Instant chunkEnd = earlier(at.plus(chunk(question.resolution())), end);
      for (Row row : rows(org, question, at, chunkEnd)) {
        if (values >= MAX_VALUES) {
          return new Page(org, question.resolution(), range, question.limit(), rows, row.at());
        }
        rows.add(row);
        values += row.limits().size();
      }
      at = chunkEnd;
    }
    return new Page(org, question.resolution(), range, question.limit(), rows, null);
  }

  /** What is read at once holds about a page. */
  private static Duration chunk(Resolution resolution) {
    return switch (resolution) {
      case RAW -> DAY;
      case HOUR -> DAY.multipliedBy(15);
      case DAY -> DAY.multipliedBy(365);
    };
  }

  private List<Row> rows(OrgId org, Question question, Instant from, Instant to) {
    List<Row> rows = new ArrayList<>();
    if (question.resolution() == Resolution.RAW) {
      for (Sample sample : history.samples().samples(org, from, to)) {
        SortedMap<LimitName, Value> limits = new TreeMap<>();
        for (Map.Entry<LimitName, Reading> read : sample.snapshot().readings().entrySet()) {
          if (question.limit() == null || question.limit().equals(read.getKey())) {
            limits.put(read.getKey(), new Value(read.getValue(), null));
          }
        }
        add(rows, new Row(sample.slot(), sample.snapshot().whole(), limits), question);
      }
      return rows;
    }
    for (Rollup rollup : history.rollups(org, question.resolution(), from, to)) {
      SortedMap<LimitName, Value> limits = new TreeMap<>();
      for (Map.Entry<LimitName, LimitRollup> limit : rollup.limits().entrySet()) {
        if (question.limit() == null || question.limit().equals(limit.getKey())) {
          limits.put(limit.getKey(), new Value(limit.getValue().last(), limit.getValue()));
        }
      }
      add(rows, new Row(rollup.at(), null, limits), question);
    }
    return rows;
  }

  /** A time without the limit that is asked for is unknown; it has no row. */
  private static void add(List<Row> rows, Row row, Question question) {
    if (question.limit() == null || !row.limits().isEmpty()) {
      rows.add(row);
    }
  }

  private static Instant later(Instant a, Instant b) {
    return a.isAfter(b) ? a : b;
  }

  private static Instant earlier(Instant a, Instant b) {
    return a.isBefore(b) ? a : b;
  }
}
