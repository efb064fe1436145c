package dev.headroom.usage;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Assigns callers to integrations, over a whole period. Integrations in the manifest come first.
 * Then callers are grouped that share what distinguishes programs (the connected app, a client name
 * of their own, the user, the address) and do the same. Last, when one ends as another with the
 * same habits begins, they are one integration that changed its identity.
 */
public final class Attribution {
  private final List<Integration> integrations = new ArrayList<>();
  private IntegrationRegistry registry = IntegrationRegistry.NONE;
  private int[] byCaller = {};

  private Attribution() {}

  /** Assigns each caller of {@code log} that had a counted call to an integration. */
  public static Attribution of(CallLog log, List<NamedIntegration> named) {
    return of(log, named, IntegrationRegistry.NONE, CallLog.Span.ALL);
  }

  /**
   * The same for the calls of a period, together with what earlier runs know. A caller that belongs
   * to a known integration stays with it, and one that does what a known one did gets its id.
   */
  public static Attribution of(
      CallLog log, List<NamedIntegration> named, IntegrationRegistry known, CallLog.Span span) {
    Attribution to = new Attribution();
    List<Habit> fresh = to.named(CallerDays.of(log, span).habits(), named);
    KnownHabits earlier = new KnownHabits(known, log);
    List<Habit> open = new ArrayList<>(Crowds.gather(earlier.with(fresh, log)));
    open.addAll(earlier.all());
    open = Kinship.gather(open);
    open = Succession.gather(open);
    Set<String> ids = new HashSet<>(known.merged().keySet());
    to.integrations.forEach(i -> ids.add(i.id()));
    known.integrations().forEach(i -> ids.add(i.id()));
    open.sort(
        Comparator.comparingLong(Habit::first)
            .thenComparingInt(h -> h.callers().isEmpty() ? -1 : h.callers().getFirst()));
    Remembering memory = new Remembering(known, log);
    for (Habit habit : open) {
      Integration integration = habit.known().isEmpty() ? Naming.of(habit, ids) : again(habit);
      if (!habit.callers().isEmpty()) {
        to.add(integration);
      }
      memory.add(integration, habit);
    }
    to.registry = memory.registry();
    return to;
  }

  private static Integration again(Habit habit) {
    KnownIntegration known = habit.known().getFirst();
    return new Integration(known.id(), known.name(), known.identifiedBy(), habit.callers(), false);
  }

  /**
   * Returns what the next run should know: the integrations that nobody named, with and without
   * calls in this log.
   */
  public IntegrationRegistry registry() {
    return registry;
  }

  /** Returns the integrations, those of the manifest first. */
  public List<Integration> integrations() {
    return List.copyOf(integrations);
  }

  /** Returns the position in {@link #integrations} of the one that a caller belongs to, or -1. */
  public int of(int caller) {
    return caller < byCaller.length ? byCaller[caller] - 1 : -1;
  }

  private void add(Integration integration) {
    for (int caller : integration.callers()) {
      if (caller >= byCaller.length) {
        byCaller = Arrays.copyOf(byCaller, Math.max(caller + 1, byCaller.length * 2));
      }
      byCaller[caller] = integrations.size() + 1;
    }
    integrations.add(integration);
  }

  /** What is left when the manifest's integrations have taken theirs. */
  private List<Habit> named(List<Habit> all, List<NamedIntegration> named) {
    Map<NamedIntegration, List<Integer>> taken = new LinkedHashMap<>();
    List<Habit> left = new ArrayList<>();
    for (Habit habit : all) {
      NamedIntegration by = null;
      for (NamedIntegration one : named) {
        if (by == null && one.matches().test(habit.eldest())) {
          by = one;
        }
      }
      if (by == null) {
        left.add(habit);
      } else {
        taken.computeIfAbsent(by, k -> new ArrayList<>()).addAll(habit.callers());
      }
    }
    taken.forEach(
        (one, callers) -> add(new Integration(one.id(), one.name(), "manifest", callers, true)));
    return left;
  }
}
