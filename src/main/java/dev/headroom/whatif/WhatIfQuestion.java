package dev.headroom.whatif;

import dev.headroom.fleet.Parsed;
import dev.headroom.fleet.Violation;
import dev.headroom.limits.LimitName;
import dev.headroom.words.Lengths;
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
 * @param changes of integrations that call today
 */
public record WhatIfQuestion(
    LimitName limit, Scenario scenario, int days, List<IntegrationChange> changes) {
  /** Further ahead, past days are no longer meaningful. */
  public static final int MAX_DAYS = 31;

  /** The members that {@link #read} knows, used by the function, the API and the command line. */
  public static final List<String> MEMBERS =
      List.of(
          "limit",
          "calls",
          "shape",
          "addOn",
          "move",
          "moveFrom",
          "moveBy",
          IntegrationChange.Without.MEMBER,
          IntegrationChange.Moved.MEMBER,
          IntegrationChange.ByBulk.MEMBER,
          "days");

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

  public WhatIfQuestion {
    changes = List.copyOf(changes);
  }

  /** A question that changes no integration. */
  public WhatIfQuestion(LimitName limit, Scenario scenario, int days) {
    this(limit, scenario, days, List.of());
  }

  /** The same, with what its changes of integrations come to. */
  public WhatIfQuestion with(ChangedIntegrations changed) {
    return new WhatIfQuestion(limit, scenario.with(changed.loads()), days, changes);
  }

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
    LimitName limit = reader.limit();
    return new WhatIfQuestion(limit, new Scenario(loads, addOn), days, reader.changes(limit));
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
    return scenario.loads().isEmpty() && scenario.moreMax() == 0 && changes.isEmpty()
        ? Optional.of(
            new Violation(
                "calls",
                null,
                "nothing is changed",
                "Give calls (a new integration), addOn, move with moveFrom and moveBy, without,"
                    + " moveIntegration with moveBy, or bulk."))
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
        boolean alone = members.get(IntegrationChange.Moved.MEMBER) == null;
        if (members.get("moveFrom") != null || (alone && members.get("moveBy") != null)) {
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

    List<IntegrationChange> changes(LimitName limit) {
      List<IntegrationChange> changes = new ArrayList<>();
      String without = members.get(IntegrationChange.Without.MEMBER);
      if (without != null) {
        changes.add(new IntegrationChange.Without(without));
      }
      String moved = members.get(IntegrationChange.Moved.MEMBER);
      if (moved != null && members.get("move") != null) {
        violations.add(
            new Violation(
                IntegrationChange.Moved.MEMBER,
                moved,
                "is given beside move",
                "Ask about one of the two at a time: both are moved by moveBy."));
      } else if (moved != null) {
        Duration by = duration();
        if (by != null) {
          changes.add(new IntegrationChange.Moved(moved, by));
        }
      }
      String bulk = members.get(IntegrationChange.ByBulk.MEMBER);
      if (bulk != null) {
        changes.add(new IntegrationChange.ByBulk(bulk));
      }
      if (!changes.isEmpty() && !limit.equals(LimitName.DAILY_API_REQUESTS)) {
        violations.add(
            new Violation(
                "limit",
                limit.value(),
                "is not counted by integration",
                "Leave it out: event log files tell calls of DailyApiRequests alone."));
      }
      return changes;
    }

    private @Nullable Duration duration() {
      String text = members.get("moveBy");
      if (text == null) {
        needs("moveBy", "says by how much the calls are moved");
        return null;
      }
      Duration by = Lengths.parse(text).orElse(Duration.ZERO);
      if (!by.isZero() && by.abs().compareTo(FARTHEST) < 0) {
        return by;
      }
      violations.add(
          new Violation(
              "moveBy",
              text,
              "is not a time to move by",
              "Write a duration of less than a day, such as 3 h, or as ISO 8601 (PT3H); -3 h is earlier."));
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
