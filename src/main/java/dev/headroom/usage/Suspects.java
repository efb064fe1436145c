package dev.headroom.usage;

import dev.headroom.alert.Culprit;
import dev.headroom.alert.Culprit.Basis;
import dev.headroom.limits.LimitName;
import dev.headroom.usage.CallHours.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * Finds the integrations behind the use of a limit. Hours covered by files are measured. For the
 * others the org's counter gives the total number of calls; these are distributed over the
 * integrations by their usual calls at those hours, and calls above usual go to the integrations
 * that were above usual when last seen, or that have been that far above usual before. None is
 * given more than it has ever been above its usual in as many hours: the rest is unexplained, and
 * where that is most of a large rise, nobody is named. If calls are above usual, the integrations
 * that exceed their own usual come first, by how much; otherwise those with the most calls.
 */
public final class Suspects {
  /** Nothing is concluded for now from days older than this. */
  static final Duration MAX_AGE = Duration.ofDays(3);

  /** Hourly files come three to six hours after their hour (Salesforce Help, Event Monitoring). */
  static final Duration MAX_MEASURED_AGE = Duration.ofHours(7);

  /** From this far above usual, it matters which integrations exceed their own usual. */
  private static final double NOTABLE = 0.1;

  /** An integration with less than this part of the calls above usual is not named for them. */
  private static final double LEAST_PART = 0.05;

  private static final double DECISIVE = 0.5;

  /** Calls above the usual of one time go on in another when they are this much of those. */
  private static final double ALIKE = 0.25;

  private static final long HOUR = 3600;
  private static final int RECENT_HOURS = 3;

  private final CallHours hours;
  private final Instant slot;
  private final List<Suspect> all = new ArrayList<>();

  private Suspects(CallHours hours, Instant slot) {
    this.hours = hours;
    this.slot = slot;
  }

  /**
   * The integrations behind the use of a limit.
   *
   * @param culprits the first one first, at most {@link Culprit#MAX_NAMED}
   * @param unexplained calls above usual that none of the known integrations is likely to have
   *     made; 0 if that is only a small part
   */
  public record Answer(List<Culprit> culprits, long unexplained) {
    static final Answer NOBODY = new Answer(List.of(), 0);

    public Answer {
      culprits = List.copyOf(culprits);
    }
  }

  /** An integration: its calls in the window, and its usual calls. */
  private record Suspect(String id, double calls, double usual) {
    double above() {
      return calls - usual;
    }
  }

  /** How many days are needed before the one in question. */
  public static final int DAYS_BACK = 29;

  /**
   * Returns whether logs show what uses that limit: all API requests, Bulk, and published events.
   */
  public static boolean areKnownOf(LimitName limit) {
    return portion(limit) != null;
  }

  /**
   * Returns the integrations behind {@code limit} at {@code slot}; none if nothing is known of the
   * last days.
   *
   * @param used the counter at {@code slot}; empty if it could not be read
   * @param days from {@link #DAYS_BACK} days before the slot on, in order
   */
  public static Answer of(LimitName limit, Instant slot, OptionalLong used, List<StoredDay> days) {
    ToDoubleFunction<StoredDay.Part> portion = portion(limit);
    if (portion == null) {
      return Answer.NOBODY;
    }
    CallHours hours = CallHours.of(days, portion);
    long until = hours.until();
    if (until == Long.MIN_VALUE
        || Instant.ofEpochSecond(until * HOUR).plus(MAX_AGE).isBefore(slot)) {
      return Answer.NOBODY;
    }
    boolean all = limit.equals(LimitName.DAILY_API_REQUESTS);
    int length = limit.value().startsWith("Hourly") ? 1 : CallHours.DAY;
    OptionalLong logged =
        all && used.isPresent()
            ? OptionalLong.of(Math.round(used.getAsLong() * loggedShare(days)))
            : OptionalLong.empty();
    return new Suspects(hours, slot).named(length, logged);
  }

  /** Some of the calls in the counter are in no file. */
  private static double loggedShare(List<StoredDay> days) {
    long counted = 0;
    long used = 0;
    for (StoredDay day : days) {
      OptionalLong end = day.unexplained().used();
      if (day.source().answers() && day.source().daily() && end.isPresent()) {
        counted += day.counted();
        used += end.getAsLong();
      }
    }
    return used <= 0 || counted >= used ? 1 : Math.max(0.5, (double) counted / used);
  }

  private static @Nullable ToDoubleFunction<StoredDay.Part> portion(LimitName limit) {
    String name = limit.value();
    if (limit.equals(LimitName.DAILY_API_REQUESTS)) {
      return part -> 1;
    }
    if (name.contains("Bulk") && !name.contains(".")) {
      return part -> {
        long bulk = 0;
        for (var family : part.share().families().entrySet()) {
          boolean is = family.getKey().toLowerCase(Locale.ROOT).startsWith("bulk");
          bulk += is ? family.getValue() : 0;
        }
        return part.share().calls() == 0 ? 0 : (double) bulk / part.share().calls();
      };
    }
    if (name.contains("PublishedPlatformEvents")) {
      return part -> {
        long events = 0;
        for (DayUsage.ResourceCalls r : part.share().resources()) {
          events += r.resource().endsWith("__e") ? r.calls() : 0;
        }
        return part.share().calls() == 0 ? 0 : (double) events / part.share().calls();
      };
    }
    return null;
  }

  private Answer named(int length, OptionalLong logged) {
    Windows windows = windows(length);
    List<Integer> like = hours.daysLike(windows.whole);
    List<Integer> likeKnown = windows.known.size() == 0 ? like : hours.daysLike(windows.known);
    double known = 0;
    double open = 0;
    for (String id : hours.integrations()) {
      known += hours.sum(id, windows.known, 0);
      open += usual(id, windows.open, like);
    }
    double observed = logged.isPresent() ? Math.max(0, logged.getAsLong() - known) : open;
    if (windows.open.size() == 0) {
      observed = 0;
    }
    double more = observed - open;
    double[] given = more > 0 ? given(windows.open, like, more) : new double[0];
    double unexplained = Math.max(0, more - Arrays.stream(given).sum());
    double factor = more > 0 || open == 0 ? 1 : observed / open;
    int i = 0;
    for (String id : hours.integrations()) {
      double usualOpen = usual(id, windows.open, like);
      double guessed = usualOpen * factor + (more > 0 ? given[i] : 0);
      double seen = hours.sum(id, windows.known, 0);
      // What cannot be compared says nothing about a rise.
      double usual = likeKnown.isEmpty() ? seen : hours.usual(id, windows.known, likeKnown);
      all.add(new Suspect(id, seen + guessed, usual + usualOpen));
      i++;
    }
    boolean fresh =
        hours.endsHourly() && Duration.between(asOf(), slot).compareTo(MAX_MEASURED_AGE) <= 0;
    return answer(fresh, Math.max(0, more), unexplained);
  }

  /** Returns the usual calls in a window; where no day is like it, those of as many mean hours. */
  private double usual(String id, Window window, List<Integer> like) {
    return like.isEmpty() ? hours.mean(id) * window.weight() : hours.usual(id, window, like);
  }

  private Instant asOf() {
    Instant end = Instant.ofEpochSecond(hours.until() * HOUR);
    return end.isAfter(slot) ? slot : end;
  }

  /** Hours of a window: the known ones, the open ones, and both. */
  private record Windows(Window known, Window open, Window whole) {}

  private Windows windows(int length) {
    long last = Math.floorDiv(slot.getEpochSecond(), HOUR);
    double into = Math.floorMod(slot.getEpochSecond(), HOUR) / (double) HOUR;
    double[] known = new double[length + 1];
    double[] open = new double[length + 1];
    double[] whole = new double[length + 1];
    for (int i = 0; i <= length; i++) {
      double weight = i == 0 ? 1 - into : i == length ? into : 1;
      boolean is = hours.knows(last - length + i);
      // For the current hour, what is known is what has arrived so far.
      known[i] = is ? (i == length ? 1 : weight) : 0;
      open[i] = is ? 0 : weight;
      whole[i] = weight;
    }
    long from = last - length;
    return new Windows(new Window(from, known), new Window(from, open), new Window(from, whole));
  }

  /** Returns how calls above usual are shared out, in the order of the integrations. */
  private double[] given(Window open, List<Integer> like, double more) {
    List<String> ids = List.copyOf(hours.integrations());
    double[] weights = new double[ids.size()];
    double[] recent = new double[ids.size()];
    Window last = Window.of(hours.until() - RECENT_HOURS, hours.until());
    List<Integer> lastLike = hours.daysLike(last);
    double usualThen = 0;
    double usualOpen = 0;
    double above = 0;
    for (int i = 0; i < ids.size(); i++) {
      double usual = hours.usual(ids.get(i), last, lastLike);
      recent[i] = Math.max(0, hours.sum(ids.get(i), last, 0) - usual);
      usualThen += usual;
      above += recent[i];
      usualOpen += usual(ids.get(i), open, like);
    }
    // What goes on was as far above then, by the hour, as what is to be given away is now.
    boolean goesOn =
        !lastLike.isEmpty()
            && above > NOTABLE * RECENT_HOURS * Math.max(1, usualThen)
            && above / RECENT_HOURS >= ALIKE * more / Math.max(1, open.size());
    double[] most = new double[ids.size()];
    double sum = 0;
    for (int i = 0; i < ids.size(); i++) {
      String id = ids.get(i);
      double usual = usual(id, open, like) / Math.max(1, usualOpen);
      most[i] = most(id, open, like);
      double able = Math.min(1, most[i] / more);
      weights[i] = goesOn ? recent[i] + 1e-9 : usual * 0.1 + able * able;
      sum += weights[i];
    }
    for (int i = 0; i < weights.length; i++) {
      double given = more * (sum > 0 ? weights[i] / sum : 1.0 / weights.length);
      weights[i] = goesOn ? given : Math.min(given, most[i]);
    }
    return weights;
  }

  /** Returns the furthest that an integration has been above its usual in as many hours. */
  private double most(String id, Window open, List<Integer> like) {
    int length = open.size();
    double usual = usual(id, open, like);
    double most = 0;
    for (long end = hours.until(); end > hours.until() - 14 * CallHours.DAY; end--) {
      if (hours.knows(end - length) && hours.knows(end - 1)) {
        most = Math.max(most, hours.sum(id, Window.of(end - length, end), 0) - usual);
      }
    }
    return most;
  }

  /**
   * Ranks the suspects and returns the first.
   *
   * @param fresh whether hourly files cover the last hours
   * @param unseen calls above usual that are not in any file yet
   * @param unexplained those of them that nobody known is likely to have made
   */
  private Answer answer(boolean fresh, double unseen, double unexplained) {
    double calls = unexplained + all.stream().mapToDouble(Suspect::calls).sum();
    double usual = all.stream().mapToDouble(Suspect::usual).sum();
    double above = unexplained + all.stream().mapToDouble(s -> Math.max(0, s.above())).sum();
    boolean open = unexplained > DECISIVE * above;
    boolean rising = calls - usual >= NOTABLE * usual && above > 0;
    long rest = rising && unexplained >= ALIKE * above ? Math.round(unexplained) : 0;
    if (rising && open && unexplained > ALIKE * usual) {
      return new Answer(List.of(), rest);
    }
    // Of a small rise that nobody explains, those are behind it who call most as ever.
    boolean ranked = rising && !open;
    boolean seen = unseen <= Math.max(DECISIVE * above, NOTABLE * usual);
    Basis basis = fresh && seen ? Basis.MEASURED : Basis.LIKELY;
    Comparator<Suspect> order =
        Comparator.comparingDouble(ranked ? Suspect::above : Suspect::calls).reversed();
    List<Suspect> first =
        all.stream()
            .filter(s -> s.calls() >= 0.5 && !s.id().equals(StoredDay.OTHERS))
            .filter(s -> !ranked || s.above() >= LEAST_PART * above)
            .sorted(order.thenComparing(Suspect::id))
            .limit(Culprit.MAX_NAMED)
            .toList();
    List<Culprit> named = new ArrayList<>();
    for (Suspect s : first) {
      boolean decisive = ranked && named.isEmpty() && s.above() > DECISIVE * above;
      named.add(
          new Culprit(
              s.id(),
              hours.name(s.id()),
              Math.round(s.calls()),
              s.calls() / calls,
              s.usual() > 0 ? 100 * s.above() / s.usual() : null,
              basis,
              asOf(),
              decisive));
    }
    return new Answer(named, rest);
  }
}
