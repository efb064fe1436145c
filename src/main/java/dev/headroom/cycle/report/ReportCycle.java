package dev.headroom.cycle.report;

import dev.headroom.cycle.Fault;
import dev.headroom.cycle.job.Cadence;
import dev.headroom.cycle.job.FanOut;
import dev.headroom.org.Org;
import dev.headroom.org.OrgDirectory;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * What an hourly tick makes of stored readings: each org has its turn in one hour of the day,
 * spread by a hash. A turn makes no call outside the store and takes milliseconds, so the turns of
 * a tick are taken at once and need no queue, whose polling would cost more than all of them.
 */
public final class ReportCycle {
  /** The function, as which its turns are spread. */
  public static final String FUNCTION = "report";

  private static final Cadence DAILY = Cadence.every(Duration.ofDays(1));

  /** Bounds the memory of an invocation: a turn holds the samples of a day. */
  private static final int AT_ONCE = 4;

  private final OrgDirectory directory;
  private final RollupCycle rollups;
  private final @Nullable PagesCycle pages;

  /** Reports on the orgs of {@code directory}, and writes no pages. */
  public ReportCycle(OrgDirectory directory, RollupCycle rollups) {
    this(directory, rollups, null);
  }

  /**
   * Reports on the orgs of {@code directory}.
   *
   * @param pages writes pages as files; null to write none
   */
  public ReportCycle(OrgDirectory directory, RollupCycle rollups, @Nullable PagesCycle pages) {
    this.directory = directory;
    this.rollups = rollups;
    this.pages = pages;
  }

  /**
   * What one tick did.
   *
   * @param time the tick
   * @param orgs how many the fleet has
   * @param due how many of them had their turn
   * @param days how many days were rolled up, of all of them together
   * @param failed the orgs whose turn broke off, and why; a repeated tick does what they miss
   * @param pages what was written; null where none are
   */
  public record Report(
      Instant time,
      int orgs,
      int due,
      int days,
      Map<String, String> failed,
      PagesCycle.@Nullable Report pages) {
    public Report {
      failed = Map.copyOf(failed);
    }
  }

  /**
   * Takes the turns of the hour that begins at {@code time}. Repeating a tick does only what is
   * missing.
   *
   * @throws InterruptedException if interrupted; turns that were begun are completed
   */
  public Report report(Instant time) throws InterruptedException {
    List<Org> orgs = directory.all();
    Map<String, Future<Integer>> turns = new LinkedHashMap<>();
    int days = 0;
    Map<String, String> failed = new LinkedHashMap<>();
    try (ExecutorService threads =
        Executors.newFixedThreadPool(AT_ONCE, Thread.ofVirtual().factory())) {
      for (Org org : orgs) {
        if (FanOut.isDue(FUNCTION, DAILY, org, time)) {
          turns.put(
              org.id().value(), threads.submit(() -> rollups.rollUp(org.id(), time).days().size()));
        }
      }
      for (Map.Entry<String, Future<Integer>> turn : turns.entrySet()) {
        try {
          days += turn.getValue().get();
        } catch (ExecutionException e) {
          Throwable cause = Objects.requireNonNullElse(e.getCause(), e);
          failed.put(
              turn.getKey(), Objects.requireNonNullElse(cause.getMessage(), Fault.of(cause)));
        }
      }
    }
    return new Report(time, orgs.size(), turns.size(), days, failed, pages(orgs, time));
  }

  /** After the rollups, which pages show; what becomes of pages holds no rollup up. */
  private PagesCycle.@Nullable Report pages(List<Org> orgs, Instant time)
      throws InterruptedException {
    if (pages == null) {
      return null;
    }
    try {
      return pages.write(orgs, time);
    } catch (RuntimeException e) {
      return new PagesCycle.Report(
          0, 0, orgs.size(), 1, Objects.requireNonNullElse(e.getMessage(), Fault.of(e)));
    }
  }
}
