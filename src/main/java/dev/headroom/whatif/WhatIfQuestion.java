package dev.headroom.whatif;

import dev.headroom.fleet.Parsed;
import dev.headroom.fleet.Violation;
import dev.headroom.limits.LimitName;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A question about a change.
 *
 * @param days how many days ahead, 1 to {@value #MAX_DAYS}; today is the first
 */
public record WhatIfQuestion(LimitName limit, Scenario scenario, int days) {
  /** Further ahead, past days are no longer meaningful. */
  public static final int MAX_DAYS = 31;

  /** The members that {@link #read} knows, used by the function, the API and the command line. */
  public static final List<String> MEMBERS =
      List.of("limit", "calls", "shape", "addOn", "move", "moveFrom", "moveBy", "days");

  private static final int USUAL_DAYS = 14;
  private static final long MAX_CALLS = 1_000_000_000;
  private static final Duration FARTHEST = Duration.ofHours(24);

  /**
   * Thousands as people write them; a dot is not accepted, because elsewhere it begins a fraction.
   */
  private static final Pattern GROUPED =
      Pattern.compile("-?[0-9]{1,3}(?:([,_' \\x{a0}\\x{202f}])[0-9]{3}(?:\\1[0-9]{3})*)");

  private static final String SHAPES =
      "Write even, or times in GMT such as 02:00-04:00, with days before them if not all: weekdays"
          + " 09:00-17:00, or mon,thu 22:00-01:00.";

  /**
   * Reads a question from members of {@link #MEMBERS}; absent ones are missing.
   *
   * @param violations receives everything that is wrong; then the result must not be used
   */
  public static WhatIfQuestion read(Map<String, String> members, List<Violation> violations) {
    Reader reader = new Reader(members, violations);
    List<Scenario.Load> loads = new ArrayList<>();
    long calls = reader.whole("calls", 1, MAX_CALLS, 0);
    Shape shape = members.get("shape") == null ? Shape.EVEN : reader.shape("shape");
    if (calls > 0 && shape != null) {
      loads.add(new Scenario.Load((double) calls, shape));
    } else if (members.get("calls") == null && members.get("shape") != null) {
      reader.needs("calls", "says how many come in that shape");
    }
    reader.move(loads);
    long addOn = reader.whole("addOn", -MAX_CALLS, MAX_CALLS, 0);
    int days = (int) reader.whole("days", 1, MAX_DAYS, USUAL_DAYS);
    return new WhatIfQuestion(reader.limit(), new Scenario(loads, addOn), days);
  }

  /**
   * Returns the question that {@code members} form, and everything that is wrong with it.
   *
   * @param members by name; those not in {@link #MEMBERS} are ignored
   */
  public static Parsed<WhatIfQuestion> parse(Map<String, String> members) {
    List<Violation> violations = new ArrayList<>();
    WhatIfQuestion question = read(members, violations);
    return new Parsed<>(question, violations);
  }

  /** Returns what is wrong if it changes nothing; irrelevant beside other violations. */
  public Optional<Violation> lackOfChange() {
    return scenario.loads().isEmpty() && scenario.moreMax() == 0
        ? Optional.of(
            new Violation(
                "calls",
                null,
                "nothing is changed",
                "Give calls (a new integration), addOn, or move with moveFrom and moveBy."))
        : Optional.empty();
  }

  private record Reader(Map<String, String> members, List<Violation> violations) {
    LimitName limit() {
      String name = members.get("limit");
      if (name == null) {
        return LimitName.DAILY_API_REQUESTS;
      }
      if (name.isEmpty() || name.length() > LimitName.MAX_LENGTH) {
        violations.add(
            new Violation(
                "limit",
                null,
                "is not a limit's name",
                "Write one of up to " + LimitName.MAX_LENGTH + " characters, or leave it out."));
        return LimitName.DAILY_API_REQUESTS;
      }
      return new LimitName(name);
    }

    void move(List<Scenario.Load> loads) {
      long calls = whole("move", 1, MAX_CALLS, 0);
      if (members.get("move") == null) {
        if (members.get("moveFrom") != null || members.get("moveBy") != null) {
          needs("move", "says how many calls a day are moved");
        }
        return;
      }
      Shape shape = shape("moveFrom");
      Duration by = duration();
      if (calls > 0 && shape != null && by != null) {
        loads.add(new Scenario.Load((double) -calls, shape));
        loads.add(new Scenario.Load((double) calls, shape.moved(by)));
      }
    }

    private @Nullable Duration duration() {
      String text = members.get("moveBy");
      if (text == null) {
        needs("moveBy", "says by how much the calls are moved");
        return null;
      }
      try {
        Duration by = Duration.parse(text);
        if (!by.isZero() && by.abs().compareTo(FARTHEST) < 0) {
          return by;
        }
      } catch (DateTimeException e) {
        // reported below
      }
      violations.add(
          new Violation(
              "moveBy",
              text,
              "is not a time to move by",
              "Write an ISO 8601 duration of less than a day, such as PT3H; -PT3H is earlier."));
      return null;
    }

    void needs(String member, String why) {
      violations.add(new Violation(member, null, "is missing", "It " + why + "."));
    }

    @Nullable Shape shape(String member) {
      String text = members.get(member);
      if (text == null) {
        needs(member, "says when they come today");
        return null;
      }
      Shape read = Shape.read(text).orElse(null);
      if (read == null) {
        violations.add(new Violation(member, text, "is not a shape of a day", SHAPES));
      }
      return read;
    }

    long whole(String member, long least, long most, long absent) {
      String text = members.get(member);
      if (text == null) {
        return absent;
      }
      try {
        long number = Long.parseLong(GROUPED.matcher(text).matches() ? joined(text) : text);
        if (number >= least && number <= most) {
          return number;
        }
      } catch (NumberFormatException e) {
        // reported below
      }
      violations.add(
          new Violation(
              member,
              text,
              "is not a whole number from %,d to %,d".formatted(least, most),
              "Write it in digits, such as %s."
                  .formatted(most == MAX_DAYS ? "14" : "20000 or 20,000")));
      return absent;
    }

    private static String joined(String text) {
      return text.chars()
          .filter(c -> c == '-' || Character.isDigit(c))
          .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
          .toString();
    }
  }
}
