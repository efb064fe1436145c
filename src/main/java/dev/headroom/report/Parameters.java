package dev.headroom.report;

import dev.headroom.fleet.Violation;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads the query parameters of a resource and collects everything that is wrong with them: values
 * that cannot be read, and names that the resource does not have. If a misspelt parameter were
 * ignored, a different question would be answered.
 */
public final class Parameters {
  private static final String NO_WORD = "is not a value that it can have";

  private final Query query;
  private final List<String> known;
  private final List<Violation> violations = new ArrayList<>();

  private Parameters(Query query, Collection<String> known) {
    this.query = query;
    this.known = List.copyOf(known);
    if (query.unreadable() != null) {
      violations.add(
          new Violation(
              "query",
              query.unreadable(),
              "cannot be decoded",
              "Write each byte that is not plain text as % and two hexadecimal digits, % itself as"
                  + " %25."));
    }
    query.values().forEach(this::take);
  }

  /** Reads the parameters of a page or API resource that accepts these and no others. */
  public static Parameters of(Query query, Collection<String> known) {
    return new Parameters(query, known);
  }

  /** Reads the parameters of a page or API resource that accepts these and no others. */
  public static Parameters of(Query query, String... known) {
    return of(query, List.of(known));
  }

  private void take(String name, List<String> values) {
    if (!known.contains(name)) {
      String remedy =
          known.isEmpty() ? "Leave it out: nothing can be asked here." : "Write " + oneOf() + ".";
      violations.add(
          new Violation(
              name.isEmpty() ? "query" : name,
              values.getFirst(),
              "is not a parameter of this resource",
              remedy));
    } else if (values.size() > 1) {
      violations.add(
          new Violation(
              name,
              String.join(", ", values),
              "is given " + values.size() + " times",
              "Give it once."));
    }
  }

  private String oneOf() {
    return String.join(" or ", known);
  }

  /**
   * Returns a parameter as it is in the address: null if it is absent, empty after {@code from=},
   * which injection does not distinguish.
   *
   * @throws IllegalArgumentException if the resource does not accept it
   */
  public @Nullable String given(String name) {
    if (!known.contains(name)) {
      throw new IllegalArgumentException("undeclared parameter " + name);
    }
    List<String> values = query.values().get(name);
    return values == null ? null : values.getFirst();
  }

  /**
   * Returns what is in the address, by name. A field that was left empty counts as absent, and so
   * does one that is given twice, since its value is unknown.
   */
  public Map<String, String> filled() {
    Map<String, String> filled = new LinkedHashMap<>();
    for (String name : known) {
      if (query.values().getOrDefault(name, List.of()).size() > 1) {
        continue;
      }
      filled(name).ifPresent(value -> filled.put(name, value));
    }
    return filled;
  }

  /** Returns the text of a field; empty if it is absent or was left empty. */
  public Optional<String> filled(String name) {
    return Optional.ofNullable(given(name)).map(String::strip).filter(text -> !text.isEmpty());
  }

  /** Returns one of {@code words}, or empty if the field was left empty or is none of them. */
  public Optional<String> choice(String name, Collection<String> words) {
    Optional<String> text = filled(name);
    if (text.isPresent() && !words.contains(text.get())) {
      refuse(
          name,
          text.get(),
          NO_WORD,
          words.isEmpty()
              ? "Leave it out."
              : "Write " + String.join(" or ", words) + ", or leave it out.");
      return Optional.empty();
    }
    return text;
  }

  /** Returns the text of a required parameter; empty if it is absent. */
  public String required(String name, String remedy) {
    String value = given(name);
    if (value == null || value.isEmpty()) {
      violations.add(new Violation(name, value, "is missing", remedy));
      return "";
    }
    return value;
  }

  /** Returns one of {@code words}; the first of them if the parameter is absent. */
  public String word(String name, List<String> words) {
    String remedy = "Write " + String.join(" or ", words) + ".";
    String text = required(name, remedy);
    if (!text.isEmpty() && !words.contains(text)) {
      violations.add(new Violation(name, text, NO_WORD, remedy));
      return words.get(0);
    }
    return text;
  }

  /** Returns an instant, or {@code absent} if the parameter is absent or unreadable. */
  public Instant instant(String name, Instant absent) {
    String value = given(name);
    if (value == null) {
      return absent;
    }
    try {
      return Instant.parse(value);
    } catch (DateTimeException e) {
      violations.add(
          new Violation(
              name,
              value,
              "is not an instant",
              "Write it as ISO 8601 in UTC, such as 2026-11-25T10:05:00Z, or leave it out."));
      return absent;
    }
  }

  /** Returns an instant; empty if the parameter was left empty or is unreadable. */
  public Optional<Instant> instant(String name) {
    return filled(name)
        .flatMap(
            text -> {
              Instant none = Instant.MIN;
              Instant at = instant(name, none);
              return at.equals(none) ? Optional.empty() : Optional.of(at);
            });
  }

  /** A day, or {@code absent} when the parameter is not there or not readable. */
  public LocalDate day(String name, LocalDate absent) {
    return filled(name).map(value -> dayOf(name, value, absent)).orElse(absent);
  }

  /** The day that a part of the path names, or {@code absent} when it is not readable. */
  public LocalDate dayOf(String name, String value, LocalDate absent) {
    try {
      return LocalDate.parse(value);
    } catch (DateTimeException e) {
      violations.add(new Violation(name, value, "is not a day", "Write it as 2026-11-25."));
      return absent;
    }
  }

  public void refuse(String name, String value, String problem, String remedy) {
    violations.add(new Violation(name, value, problem, remedy));
  }

  /**
   * Returns everything that is wrong so far; if anything is, together with what {@code reader}
   * finds wrong in the readable values, so that a person sees everything at once.
   *
   * @param reader adds what is wrong with the members to the list
   */
  public List<Violation> violations(BiConsumer<Map<String, String>, List<Violation>> reader) {
    List<Violation> all = new ArrayList<>(violations);
    if (!all.isEmpty()) {
      reader.accept(filled(), all);
    }
    return List.copyOf(all);
  }

  /** Like {@link #check()}, including what {@link #violations(BiConsumer)} finds. */
  public void check(BiConsumer<Map<String, String>, List<Violation>> reader) {
    List<Violation> all = violations(reader);
    if (!all.isEmpty()) {
      throw new BadParametersException(all);
    }
  }

  /** Ends the request with status 400 if anything was wrong. */
  public void check() {
    if (!violations.isEmpty()) {
      throw new BadParametersException(violations);
    }
  }
}
