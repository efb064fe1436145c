package dev.headroom.backtest;

import dev.headroom.alert.Horizons;
import dev.headroom.alert.Yardstick;
import dev.headroom.fleet.Parsed;
import dev.headroom.fleet.Violation;
import dev.headroom.words.Lengths;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A question to a backtest, as text written by a person. Levels and horizons that are not given
 * stay as in the policy in force.
 *
 * @param limits pattern of names; null if left out
 * @param from null if left out
 * @param to likewise
 * @param manifest YAML text of a manifest whose policies replace the stored ones; null without
 */
public record BacktestQuestion(
    @Nullable String limits,
    @Nullable Instant from,
    @Nullable Instant to,
    Trial trial,
    @Nullable String manifest) {
  /** A member: a manifest's YAML text, whose policies replace the stored ones. */
  public static final String MANIFEST = "manifest";

  private static final String MINIMUM = "for";
  private static final String PAGE_FROM = "pageFrom";

  /** The members, in the order in which they are documented. */
  public static final List<String> MEMBERS =
      List.of(
          "limit",
          "from",
          "to",
          "attention",
          "escalation",
          "recoverBelow",
          MINIMUM,
          "projection",
          "projectionAttention",
          "projectionEscalation",
          PAGE_FROM);

  private static final String LEVEL = "Write a percentage from 1 to 100.";
  private static final String HORIZON =
      "Write a duration up to 30 days, such as 12 h or 14 days, or as ISO 8601 (PT12H).";
  private static final String FOR = "Write an ISO 8601 duration up to PT24H, such as PT10M.";

  /**
   * Returns the question that {@code members} form.
   *
   * @param members by name; those not in {@link #MEMBERS} are ignored
   * @param violations receives everything that is wrong; if there is any, the question must not be
   *     used
   */
  public static BacktestQuestion read(Map<String, String> members, List<Violation> violations) {
    return new Reader(members, violations).question();
  }

  /**
   * Returns the question that {@code members} form, and everything that is wrong with it.
   *
   * @param members by name; those that are neither in {@link #MEMBERS} nor {@link #MANIFEST} are
   *     ignored
   */
  public static Parsed<BacktestQuestion> parse(Map<String, String> members) {
    List<Violation> violations = new ArrayList<>();
    BacktestQuestion question = read(members, violations);
    return new Parsed<>(question, violations);
  }

  private record Reader(Map<String, String> members, List<Violation> violations) {
    BacktestQuestion question() {
      String limits = members.get("limit");
      if (limits != null && limits.isEmpty()) {
        refuse("limit", "is empty", "Name a limit, or a pattern such as Daily*; * is every limit.");
      }
      Instant from = instant("from");
      Instant to = instant("to");
      if (from != null && to != null && !from.isBefore(to)) {
        refuse("from", "is not before to", "Write from before to.");
      }
      return new BacktestQuestion(limits, from, to, trial(), members.get(MANIFEST));
    }

    /**
     * Contradictions that do not depend on the policy in force are reported here, the rest limit by
     * limit.
     */
    private Trial trial() {
      Double attention = level("attention");
      Double escalation = level("escalation");
      Double recover = recoverBelow(attention);
      if (attention != null && escalation != null && attention >= escalation) {
        refuse(
            "attention",
            "is not below escalation (%s)".formatted(text(escalation)),
            "Put attention below escalation.");
      }
      return new Trial(attention, escalation, recover, minimum(), projection());
    }

    private @Nullable Double level(String name) {
      if (!has(name)) {
        return null;
      }
      Double level = number(name, LEVEL);
      if (level != null && !(level >= 1 && level <= 100)) {
        refuse(name, "is not from 1 to 100", LEVEL);
        return null;
      }
      return level;
    }

    private @Nullable Double recoverBelow(@Nullable Double attention) {
      if (!has("recoverBelow")) {
        return null;
      }
      String remedy = "Write percentage points from 0 to less than attention.";
      Double recover = number("recoverBelow", remedy);
      if (recover != null && !(recover >= 0 && recover < (attention == null ? 100 : attention))) {
        refuse(
            "recoverBelow",
            "is not from 0 to less than attention"
                + (attention == null ? "" : " (%s)".formatted(text(attention))),
            remedy);
        return null;
      }
      return recover;
    }

    private @Nullable Duration minimum() {
      Duration minimum = duration(MINIMUM, FOR);
      if (minimum != null && !Yardstick.isMinimum(minimum)) {
        refuse(MINIMUM, "is not from PT0S to PT24H", FOR);
        return null;
      }
      return minimum;
    }

    private @Nullable Double pageFrom() {
      if (!has(PAGE_FROM)) {
        return null;
      }
      String remedy = "Write a probability from 0 to 1.";
      Double pageFrom = number(PAGE_FROM, remedy);
      if (pageFrom != null && !Yardstick.isProbability(pageFrom)) {
        refuse(PAGE_FROM, "is not from 0 to 1", remedy);
        return null;
      }
      return pageFrom;
    }

    private Trial.Projection projection() {
      boolean named = has("projectionAttention") || has("projectionEscalation");
      Double pageFrom = pageFrom();
      if (has("projection")) {
        if (!"off".equals(members.get("projection"))) {
          refuse(
              "projection",
              "is not off",
              "Write off, or projectionAttention and projectionEscalation.");
        } else if (named) {
          refuse("projection", "is off, and a horizon is given", "Write one or the other.");
        } else if (has(PAGE_FROM)) {
          refuse("projection", "is off, and pageFrom is given", "Write one or the other.");
        }
        return Trial.Projection.OFF;
      }
      Duration attention = horizon("projectionAttention");
      Duration escalation = horizon("projectionEscalation");
      if (attention != null && escalation != null && escalation.compareTo(attention) > 0) {
        refuse(
            "projectionEscalation",
            "is longer than the horizon of attention (%s)".formatted(attention),
            "Give the escalation the shorter horizon.");
      }
      return new Trial.Projection(false, attention, escalation, pageFrom);
    }

    private @Nullable Duration horizon(String name) {
      Duration horizon = duration(name, HORIZON);
      if (horizon != null && !Horizons.fits(horizon)) {
        refuse(name, "is not from PT1S to P30D", HORIZON);
        return null;
      }
      return horizon;
    }

    private @Nullable Duration duration(String name, String remedy) {
      String text = members.get(name);
      if (text == null) {
        return null;
      }
      Duration length = Lengths.parse(text).orElse(null);
      if (length == null) {
        refuse(name, "is not a duration", remedy);
      }
      return length;
    }

    private @Nullable Double number(String name, String remedy) {
      try {
        double number = Double.parseDouble(String.valueOf(members.get(name)));
        if (Double.isFinite(number)) {
          return number;
        }
      } catch (NumberFormatException e) {
        // reported below
      }
      refuse(name, "is not a number", remedy);
      return null;
    }

    private @Nullable Instant instant(String name) {
      String text = members.get(name);
      if (text == null) {
        return null;
      }
      try {
        return OffsetDateTime.parse(text).toInstant();
      } catch (DateTimeException e) {
        refuse(
            name,
            "is not an instant",
            "Write ISO 8601 with a zone, such as 2026-11-25T10:05:00Z, or leave it out.");
        return null;
      }
    }

    private boolean has(String name) {
      return members.containsKey(name);
    }

    private void refuse(String name, String problem, String remedy) {
      String value = members.get(name);
      violations.add(
          new Violation(
              name, value == null || value.length() > 100 ? null : value, problem, remedy));
    }

    private static String text(double number) {
      return number == Math.rint(number) ? Long.toString((long) number) : Double.toString(number);
    }
  }
}
