package dev.headroom.cycle.report;

import dev.headroom.alert.Notes;
import dev.headroom.cycle.Fault;
import dev.headroom.notify.PageNames;
import dev.headroom.org.Org;
import dev.headroom.report.Commits;
import dev.headroom.report.PageFile;
import dev.headroom.report.PageMemory;
import dev.headroom.report.PageMemory.Written;
import dev.headroom.report.PageStore;
import dev.headroom.report.html.FilePages;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Writes the pages as files. What was written is remembered by its digest, so what has not changed
 * costs no write. An index is written after everything that it links to: where the store refuses
 * something, the index of before stays in place.
 */
public final class PagesCycle {
  /**
   * The most orgs whose pages one tick makes; the rest have theirs at the next. A first tick of a
   * large fleet thereby ends in time.
   */
  public static final int MAX_ORGS = 2_000;

  /** After so many refusals the store is not asked again in this tick. */
  static final int MAX_REFUSALS = 3;

  /**
   * After so many days everything is written once more, so that a bucket may drop what was not
   * written for twice that time: files of orgs that left.
   */
  static final long REWRITTEN_AFTER_DAYS = 30;

  /** Bounds the memory of an invocation: a turn holds the usage of some weeks. */
  private static final int AT_ONCE = 4;

  private static final String GONE = "gone";
  private static final String FLEET = "fleet";

  private final FilePages pages;
  private final Ports ports;
  private final String version;

  /**
   * What it works with.
   *
   * @param commits the open alerts
   */
  public record Ports(Commits commits, Notes notes, PageStore store, PageMemory memory) {}

  /**
   * Writes {@code pages}.
   *
   * @param version of Headroom; another one writes everything
   */
  public PagesCycle(FilePages pages, Ports ports, String version) {
    this.pages = pages;
    this.ports = ports;
    this.version = version;
  }

  /**
   * What one tick did.
   *
   * @param orgs how many had their pages made
   * @param written how many files were written
   * @param left how many orgs wait for the next tick
   * @param refused how many files were refused, and orgs that could not be shown
   * @param problem the first reason for that; null if nothing failed
   */
  public record Report(int orgs, int written, int left, int refused, @Nullable String problem) {}

  /**
   * Writes what changed up to {@code time}.
   *
   * @param fleet every org
   * @throws InterruptedException if interrupted; pages that were begun are completed
   */
  public Report write(List<Org> fleet, Instant time) throws InterruptedException {
    return new Tick(fleet, time).run();
  }

  /** One tick. */
  private final class Tick {
    private final List<Org> fleet;
    private final Instant time;
    private final long day;
    private final Map<String, Written> before;
    private final AtomicInteger written = new AtomicInteger();
    private final AtomicInteger refused = new AtomicInteger();
    private final AtomicInteger unmade = new AtomicInteger();
    private final AtomicReference<@Nullable String> problem = new AtomicReference<>();

    /** Those with a refusal: their index would link to what is not there. */
    private final ConcurrentSkipListSet<String> broken = new ConcurrentSkipListSet<>();

    Tick(List<Org> fleet, Instant time) {
      this.fleet = fleet;
      this.time = time;
      this.day = Math.floorDiv(time.getEpochSecond(), Duration.ofDays(1).toSeconds());
      this.before = ports.memory().all();
    }

    Report run() throws InterruptedException {
      PageFacts facts =
          PageFacts.of(
              ports.commits().openAlerts(), ports.notes()::of, pages::hidesNames, version, time);
      Map<Org, String> changed = new TreeMap<>(Comparator.comparing(Org::id));
      int left = 0;
      for (Org org : fleet) {
        String now = facts.of(org);
        if (isOld(before.get(about(org)), now)) {
          if (changed.size() < MAX_ORGS) {
            changed.put(org, now);
          } else {
            left++;
            broken.add(org.tenant());
          }
        }
      }
      FilePages.Run run = pages.at(time, fleet);
      orgs(run, changed);
      forget();
      for (String tenant : fleet.stream().map(Org::tenant).collect(Collectors.toSet())) {
        if (!broken.contains(tenant) && isAsked()) {
          put(tenant, about(tenant), "", run.tenant(tenant));
        }
      }
      if (left == 0 && broken.isEmpty() && isAsked()) {
        put("", FLEET, "", run.fleet());
      }
      return new Report(
          changed.size(), written.get(), left, refused.get() + unmade.get(), problem.get());
    }

    private boolean isOld(@Nullable Written last, String facts) {
      return last == null || !last.facts().equals(facts) || isDue(last);
    }

    private boolean isDue(Written last) {
      return day - last.day() >= REWRITTEN_AFTER_DAYS;
    }

    private void orgs(FilePages.Run run, Map<Org, String> changed) throws InterruptedException {
      List<Future<?>> turns = new ArrayList<>();
      try (ExecutorService threads =
          Executors.newFixedThreadPool(AT_ONCE, Thread.ofVirtual().factory())) {
        changed.forEach((org, facts) -> turns.add(threads.submit(() -> org(run, org, facts))));
        for (Future<?> turn : turns) {
          turn.get();
        }
      } catch (ExecutionException e) {
        throw new IllegalStateException("a turn fails as a value", e);
      }
    }

    /** One org that cannot be shown holds no other up. */
    private void org(FilePages.Run run, Org org, String facts) {
      if (!isAsked()) {
        broken.add(org.tenant());
        return;
      }
      try {
        Written last = before.get(about(org));
        boolean whole = last == null || isDue(last) || PageFacts.isRunbookOf(facts, last.facts());
        put(org.tenant(), about(org), facts, whole ? run.org(org) : run.page(org));
      } catch (RuntimeException e) {
        unmade.incrementAndGet();
        problem.compareAndSet(
            null,
            "org %s: %s"
                .formatted(org.id(), Objects.requireNonNullElse(e.getMessage(), Fault.of(e))));
      }
    }

    /** What has left the fleet, or its tenant, must not stay where others see it. */
    private void forget() {
      Set<String> there = new HashSet<>(Set.of(FLEET));
      fleet.forEach(org -> there.addAll(List.of(about(org), about(org.tenant()))));
      before.forEach(
          (about, last) -> {
            if (!there.contains(about) && !last.facts().equals(GONE) && isAsked()) {
              put(
                  "",
                  about,
                  GONE,
                  last.files().keySet().stream()
                      .filter(FilePages::isPage)
                      .map(FilePages::gone)
                      .toList());
            }
          });
    }

    private boolean isAsked() {
      return refused.get() < MAX_REFUSALS;
    }

    private void put(String tenant, String about, String facts, List<PageFile> files) {
      Written last = before.get(about);
      boolean whole = last == null || isDue(last);
      TreeMap<String, String> digests = new TreeMap<>(last == null ? Map.of() : last.files());
      boolean complete = true;
      boolean some = last == null || whole || !last.facts().equals(facts);
      for (PageFile file : files) {
        String digest = file.digest();
        if (!whole && digest.equals(digests.get(file.name()))) {
          continue;
        }
        if (!isAsked() || (!complete && file.name().endsWith(PageNames.INDEX))) {
          complete = false;
          break;
        }
        String why = ports.store().put(file).orElse(null);
        if (why == null) {
          written.incrementAndGet();
          digests.put(file.name(), digest);
          some = true;
        } else {
          fail(tenant, why);
          complete = false;
        }
      }
      if (some) {
        ports
            .memory()
            .put(
                about,
                new Written(
                    complete ? facts : "",
                    last == null || (whole && complete) ? day : last.day(),
                    digests));
      }
    }

    private void fail(String tenant, String why) {
      broken.add(tenant);
      refused.incrementAndGet();
      problem.compareAndSet(null, why);
    }
  }

  private static String about(Org org) {
    return "org/" + org.tenant() + "/" + org.id();
  }

  private static String about(String tenant) {
    return "tenant/" + tenant;
  }
}
