package dev.headroom.backtest;

import dev.headroom.alert.Horizons;
import dev.headroom.alert.Levels;
import dev.headroom.fleet.Violation;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is asked of a backtest, as text that a person wrote. What is tried of levels, and of
 * horizons, is what a policy of the manifest with the same members has: one that is left out has
 * its default, unless all are.
 *
 * @param limits pattern of names; null when it is left out
 * @param from null when it is left out
 * @param to likewise
 */
public record Request(
    @Nullable String limits, @Nullable Instant from, @Nullable Instant to, Trial trial) {
  /** The members, in the order in which they are told of. */
  public static final List<String> MEMBERS =
      List.of(
          "limit",
          "from",
          "to",
          "attention",
          "escalation",
          "recoverBelow",
          "projection",
          "projectionAttention",
          "projectionEscalation");

  private static final String LEVEL = "Write a percentage from 1 to 100.";
  private static final String HORIZON =
      "Write an ISO 8601 duration up to P30D, such as PT12H or P14D.";

  /**
   * The request that {@code members} make.
   *
   * @param members by name; those that are not {@link #MEMBERS} are passed over
   * @param violations gets everything that is wrong; when there is any, the request is of no use
   */
  public static Request read(Map<String, String> members, List<Violation> violations) {
    return new Reader(members, violations).request();
  }

  private record Reader(Map<String, String> members, List<Violation> violations) {
    Request request() {
      String limits = members.get("limit");
      if (limits != null && limits.isEmpty()) {
        refuse("limit", "is empty", "Name a limit, or a pattern such as Daily*; * is every limit.");
      }
      Instant from = instant("from");
      Instant to = instant("to");
      if (from != null && to != null && !from.isBefore(to)) {
        refuse("from", "is not before to", "Write from before to.");
      }
      return new Request(limits, from, to, new Trial(levels(), horizons()));
    }

    private @Nullable Levels levels() {
      if (!has("attention") && !has("escalation") && !has("recoverBelow")) {
        return null;
      }
      Double attention = level("attention", Levels.DEFAULT.attention());
      Double escalation = level("escalation", Levels.DEFAULT.escalation());
      Double recover = recoverBelow(attention);
      if (attention == null || escalation == null) {
        return null;
      }
      if (attention >= escalation) {
        refuse(
            has("attention") ? "attention" : "escalation",
            has("attention")
                ? "is not below escalation (%s)".formatted(text(escalation))
                : "is not above attention (%s)".formatted(text(attention)),
            "Put attention below escalation; their defaults are 60 and 80.");
        return null;
      }
      return recover == null ? null : new Levels(attention, escalation, recover);
    }

    private @Nullable Double level(String name, double byDefault) {
      if (!has(name)) {
        return byDefault;
      }
      Double level = number(name, LEVEL);
      if (level != null && !(level >= 1 && level <= 100)) {
        refuse(name, "is not from 1 to 100", LEVEL);
        return null;
      }
      return level;
    }

    private @Nullable Double recoverBelow(@Nullable Double attention) {
      String remedy = "Write percentage points from 0 to less than attention; the default is 5.";
      if (!has("recoverBelow")) {
        return attention == null ? null : Double.valueOf(Levels.recoverBelowFor(attention));
      }
      Double recover = number("recoverBelow", remedy);
      if (recover != null && attention != null && !(recover >= 0 && recover < attention)) {
        refuse(
            "recoverBelow",
            "is not from 0 to less than attention (%s)".formatted(text(attention)),
            remedy);
        return null;
      }
      return recover;
    }

    private @Nullable Horizons horizons() {
      boolean named = has("projectionAttention") || has("projectionEscalation");
      if (has("projection")) {
        if (!"off".equals(members.get("projection"))) {
          refuse(
              "projection",
              "is not off",
              "Write off, or projectionAttention and projectionEscalation.");
        } else if (named) {
          refuse("projection", "is off, and a horizon is given", "Write one or the other.");
        }
        return Horizons.OFF;
      }
      if (!named) {
        return null;
      }
      Duration attention = horizon("projectionAttention");
      Duration escalation = horizon("projectionEscalation");
      if (attention != null && escalation != null && escalation.compareTo(attention) > 0) {
        refuse(
            "projectionEscalation",
            "is longer than the horizon of attention (%s)".formatted(attention),
            "Give the escalation the shorter horizon.");
        return null;
      }
      return new Horizons(attention, escalation);
    }

    private @Nullable Duration horizon(String name) {
      String text = members.get(name);
      if (text == null) {
        return null;
      }
      try {
        Duration horizon = Duration.parse(text);
        if (Horizons.fits(horizon)) {
          return horizon;
        }
        refuse(name, "is not from PT1S to P30D", HORIZON);
      } catch (DateTimeParseException e) {
        refuse(name, "is not a duration", HORIZON);
      }
      return null;
    }

    private @Nullable Double number(String name, String remedy) {
      try {
        double number = Double.parseDouble(String.valueOf(members.get(name)));
        if (Double.isFinite(number)) {
          return number;
        }
      } catch (NumberFormatException e) {
        // told below
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
