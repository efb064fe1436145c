package dev.headroom.usage;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BinaryOperator;

/**
 * What was found wasteful in an org, from day to day: since when, until when, and whether it is
 * gone.
 *
 * @param until the last day that was looked at; empty when none was
 * @param toldOn the day of the last message; empty when there was none
 * @param all what was found, by id
 */
public record KnownFindings(
    Optional<LocalDate> until, Optional<LocalDate> toldOn, Map<String, Known> all) {
  /** Nothing was found yet. */
  public static final KnownFindings NONE =
      new KnownFindings(Optional.empty(), Optional.empty(), Map.of());

  /** Findings beyond so many are forgotten: first what is gone, then what saves least. */
  public static final int MAX_FINDINGS = 1_000;

  /** A finding is gone when it was not there on so many known days in a row. */
  public static final int DAYS_TO_BE_GONE = 7;

  /** What is gone is remembered for so many days. */
  private static final int DAYS_REMEMBERED = 60;

  private static final int ID_DIGITS = 16;

  public KnownFindings {
    all = Map.copyOf(all);
  }

  /**
   * A pattern of an integration on a resource.
   *
   * @param id made of the three
   * @param integration id of the integration
   * @param name what that is called
   * @param resource what is called
   * @param firstSeen day on which it was found first, since it was last gone
   * @param lastSeen day on which it was found last
   * @param gone day on which it was taken to be gone; empty while it is not
   * @param calls of its last day
   * @param needed of these
   * @param missed known days since then without it
   * @param told whether somebody was told of it since it was last gone
   */
  public record Known(
      String id,
      String integration,
      String name,
      Pattern pattern,
      String resource,
      LocalDate firstSeen,
      LocalDate lastSeen,
      Optional<LocalDate> gone,
      long calls,
      long needed,
      int missed,
      boolean told) {
    /** Calls of a day that would be saved. */
    public long saving() {
      return calls - needed;
    }

    private Known called(String other) {
      return new Known(
          id,
          integration,
          other,
          pattern,
          resource,
          firstSeen,
          lastSeen,
          gone,
          calls,
          needed,
          missed,
          told);
    }

    /** The same, of which somebody was told. */
    Known asTold() {
      return new Known(
          id,
          integration,
          name,
          pattern,
          resource,
          firstSeen,
          lastSeen,
          gone,
          calls,
          needed,
          missed,
          true);
    }

    private Known missedOn(LocalDate day) {
      boolean over = missed + 1 >= DAYS_TO_BE_GONE;
      return new Known(
          id,
          integration,
          name,
          pattern,
          resource,
          firstSeen,
          lastSeen,
          over ? Optional.of(day) : Optional.empty(),
          calls,
          needed,
          missed + 1,
          told);
    }
  }

  /** The id of a finding: the same on every day. */
  public static String id(String integration, Pattern pattern, String resource) {
    String text = integration + "\n" + pattern.word() + "\n" + resource;
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash).substring(0, ID_DIGITS);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }

  /**
   * The same after {@code days}. Of days that were looked at, and of days that are not whole or not
   * known, nothing is learned.
   */
  public KnownFindings after(List<StoredDay> days) {
    KnownFindings now = this;
    for (StoredDay day : days.stream().sorted(Comparator.comparing(StoredDay::day)).toList()) {
      boolean fresh = now.until.isEmpty() || day.day().isAfter(now.until.get());
      if (fresh && day.source().daily() && day.source().answers()) {
        now = now.after(day);
      }
    }
    return now;
  }

  private KnownFindings after(StoredDay day) {
    Map<String, Known> next = new TreeMap<>();
    all.forEach(
        (id, known) -> next.put(id, known.gone.isPresent() ? known : known.missedOn(day.day())));
    for (StoredDay.Found found : day.findings()) {
      Finding f = found.finding();
      String id = id(found.id(), f.pattern(), f.resource());
      Optional<Known> before = Optional.ofNullable(all.get(id)).filter(k -> k.gone.isEmpty());
      next.put(
          id,
          new Known(
              id,
              found.id(),
              name(day, found.id()),
              f.pattern(),
              f.resource(),
              before.map(Known::firstSeen).orElse(day.day()),
              day.day(),
              Optional.empty(),
              f.calls(),
              f.needed(),
              0,
              before.filter(Known::told).isPresent()));
    }
    LocalDate oldest = day.day().minusDays(DAYS_REMEMBERED);
    next.values().removeIf(k -> k.gone.isPresent() && k.gone.get().isBefore(oldest));
    List<Known> kept = new ArrayList<>(next.values());
    kept.sort(
        Comparator.comparing((Known k) -> k.gone.isPresent())
            .thenComparing(Comparator.comparingLong(Known::saving).reversed())
            .thenComparing(Known::id));
    Map<String, Known> most = new TreeMap<>();
    kept.stream().limit(MAX_FINDINGS).forEach(k -> most.put(k.id, k));
    return new KnownFindings(Optional.of(day.day()), toldOn, most);
  }

  /**
   * The same with the names that integrations have in {@code days}; a store keeps only their ids.
   */
  public KnownFindings named(List<StoredDay> days) {
    Map<String, String> names = new TreeMap<>();
    days.forEach(day -> day.parts().forEach(part -> names.put(part.id(), part.name())));
    return called(names::getOrDefault);
  }

  /**
   * Returns the same with other names.
   *
   * @param name returns the name of an integration, by its id and the name that it has
   */
  public KnownFindings called(BinaryOperator<String> name) {
    Map<String, Known> next = new TreeMap<>();
    all.forEach((id, k) -> next.put(id, k.called(name.apply(k.integration, k.name))));
    return new KnownFindings(until, toldOn, next);
  }

  private static String name(StoredDay day, String integration) {
    return day.parts().stream()
        .filter(p -> p.id().equals(integration))
        .map(StoredDay.Part::name)
        .findFirst()
        .orElse(integration);
  }

  /** What nobody was told of and is worth it, what saves most first. */
  public List<Known> worthTelling(AdviceRule rule, long allocation) {
    return all.values().stream()
        .filter(k -> !k.told && k.gone.isEmpty() && rule.isWorth(k.saving(), allocation))
        .sorted(Comparator.comparingLong(Known::saving).reversed().thenComparing(Known::id))
        .toList();
  }

  /** The same, of which these were told on a day. */
  public KnownFindings told(List<Known> findings, LocalDate day) {
    Map<String, Known> next = new TreeMap<>(all);
    findings.forEach(k -> next.put(k.id, k.asTold()));
    return new KnownFindings(until, Optional.of(day), next);
  }
}
