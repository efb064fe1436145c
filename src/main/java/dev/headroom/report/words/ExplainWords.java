package dev.headroom.report.words;

import dev.headroom.alert.Explanation;
import dev.headroom.alert.Explanation.Level;
import dev.headroom.alert.Explanation.Looked;
import dev.headroom.alert.Explanation.Origin;
import dev.headroom.alert.Explanation.Setting;
import dev.headroom.alert.Jump;
import dev.headroom.alert.Levels;
import dev.headroom.alert.Policy;
import dev.headroom.alert.PolicyMatch;
import dev.headroom.alert.PolicyOverride;
import dev.headroom.alert.Threshold;
import dev.headroom.alert.Yardstick;
import dev.headroom.limits.Reading;
import dev.headroom.notify.Mute;
import dev.headroom.report.ExplainReport;
import dev.headroom.words.Figures;
import dev.headroom.words.Lengths;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Describes what a limit is judged by. Times are UTC. */
public final class ExplainWords {
  private ExplainWords() {}

  /** Returns it in lines. */
  public static List<String> lines(ExplainReport report) {
    Explanation e = report.explanation();
    List<String> lines = new ArrayList<>();
    lines.add("%s of %s".formatted(report.limit().name(), report.org()));
    lines.add(policy(e));
    e.looked().forEach(looked -> lines.add("  " + looked(looked)));
    lines.addAll(overridden(report));
    for (Setting setting : e.settings()) {
      lines.add("%s: %s (%s)".formatted(setting.name(), value(setting, e), origin(setting, e)));
    }
    lines.addAll(numbers(e));
    lines.addAll(muted(report));
    return lines;
  }

  /** Returns which policy applies, as a sentence. */
  public static String policy(Explanation e) {
    PolicyMatch match = e.match();
    if (match != null) {
      return "policies[%d] applies: it matches %s.".formatted(e.policy(), match(match));
    }
    return e.looked().isEmpty()
        ? "The defaults apply: there is no policy."
        : "The defaults apply: no policy matches.";
  }

  /** {@code policies[0] does not match: limits (Data*), tags (env=prod)}. */
  public static String looked(Looked looked) {
    return "policies[%d] does not match: %s"
        .formatted(
            looked.place(),
            String.join(
                ", ",
                looked.misses().stream()
                    .map(name -> name + member(name, looked.match()))
                    .toList()));
  }

  private static String member(String name, PolicyMatch match) {
    String value =
        switch (name) {
          case "limits" -> String.join(", ", match.limits());
          case "orgs" -> some(match.orgs());
          case "tags" -> tags(match.tags());
          default -> match.tenant() == null ? "" : match.tenant();
        };
    return " (" + Figures.cut(value, 200) + ")";
  }

  private static String some(List<String> ids) {
    return ids.size() <= 5
        ? String.join(", ", ids)
        : String.join(", ", ids.subList(0, 5)) + " and " + (ids.size() - 5) + " more";
  }

  private static String tags(Map<String, String> tags) {
    return String.join(
        ", ",
        new TreeMap<>(tags)
            .entrySet().stream().map(tag -> tag.getKey() + "=" + tag.getValue()).toList());
  }

  private static String match(PolicyMatch match) {
    List<String> parts = new ArrayList<>();
    if (!match.limits().isEmpty()) {
      parts.add("limits" + member("limits", match));
    }
    if (!match.orgs().isEmpty()) {
      parts.add("orgs" + member("orgs", match));
    }
    if (!match.tags().isEmpty()) {
      parts.add("tags" + member("tags", match));
    }
    if (match.tenant() != null) {
      parts.add("tenant" + member("tenant", match));
    }
    return parts.isEmpty() ? "everything" : Figures.cut(String.join(", ", parts), 400);
  }

  /** Returns the override and the mutes that cover the limit, one sentence each. */
  public static List<String> changes(ExplainReport report) {
    List<String> changes = new ArrayList<>(overridden(report));
    changes.addAll(muted(report));
    return changes;
  }

  private static List<String> overridden(ExplainReport report) {
    PolicyOverride override = report.explanation().override();
    return override == null
        ? List.of()
        : List.of(
            "Overridden by %s until %s: %s (%s)."
                .formatted(
                    override.by(),
                    Figures.clock(override.until()),
                    override.reason(),
                    override.id()));
  }

  private static List<String> muted(ExplainReport report) {
    return report.mutes().stream().map(mute -> muted(mute, report)).toList();
  }

  private static String muted(Mute mute, ExplainReport report) {
    return "%s by %s%s: %s (%s)."
        .formatted(
            mute.isActive(report.now()) ? "Muted" : "Muted at times, not now,",
            mute.by(),
            mute.until() == null ? "" : " until " + Figures.clock(mute.until()),
            mute.reason(),
            mute.id());
  }

  /** Returns where a setting is from: {@code policies[2]}, {@code default for daily limits}. */
  public static String origin(Setting setting, Explanation e) {
    return switch (setting.origin()) {
      case POLICY -> "policies[" + e.policy() + "]";
      case OVERRIDE -> e.override() == null ? "override" : "override " + e.override().id();
      case DEFAULT -> "default, " + Figures.window(e.window());
    };
  }

  /** Returns the value of a setting. */
  public static String value(Setting setting, Explanation e) {
    Yardstick yardstick = e.yardstick();
    Levels levels = yardstick.levels();
    return switch (setting.name()) {
      case "attention" -> threshold(levels.attentionAt(), levels.attention());
      case "escalation" -> threshold(levels.escalationAt(), levels.escalation());
      case "recoverBelow" -> number(levels.recoverBelow()) + " points";
      case "for" -> yardstick.minimum().isZero() ? "at once" : Lengths.text(yardstick.minimum());
      case "projection" -> projection(yardstick);
      case Policy.PAGE_FROM -> number(yardstick.pageFrom());
      default -> jump(yardstick.jump(), setting.origin(), yardstick.gauge());
    };
  }

  private static String threshold(@Nullable Threshold amounts, double percent) {
    return amounts == null ? Figures.percent(percent) : amounts(amounts);
  }

  /** {@code 90 % or 12,000 used or 500 remaining}. */
  static String amounts(Threshold amounts) {
    List<String> parts = new ArrayList<>();
    if (amounts.percent() != null) {
      parts.add(Figures.percent(amounts.percent()));
    }
    if (amounts.used() != null) {
      parts.add(Figures.number(amounts.used()) + " used");
    }
    if (amounts.remaining() != null) {
      parts.add(Figures.number(amounts.remaining()) + " remaining");
    }
    return String.join(" or ", parts);
  }

  private static String projection(Yardstick yardstick) {
    Duration attention = yardstick.horizons().attention();
    Duration escalation = yardstick.horizons().escalation();
    if (attention == null && escalation == null) {
      return "off";
    }
    List<String> parts = new ArrayList<>();
    if (attention != null) {
      parts.add("attention within " + Lengths.text(attention));
    }
    if (escalation != null) {
      parts.add("escalation within " + Lengths.text(escalation));
    }
    return String.join(", ", parts);
  }

  private static String jump(@Nullable Jump jump, Origin origin, boolean gauge) {
    if (jump == null) {
      return gauge && origin == Origin.POLICY ? "off, as for every gauge" : "off";
    }
    return jump(jump);
  }

  /** {@code attention for 10 points within 15 min}. */
  static String jump(Jump jump) {
    return "%s for %s points within %s"
        .formatted(jump.severity().word(), number(jump.points()), Lengths.text(jump.within()));
  }

  /** Returns the levels in numbers, one line each, or why there are none. */
  public static List<String> numbers(Explanation e) {
    Reading reading = e.reading();
    if (reading == null) {
      return List.of("Its levels in numbers are not known: the org has not reported the limit.");
    }
    if (reading.isNotProvisioned()) {
      return List.of("It has no levels: its max is 0, it is not provisioned.");
    }
    if (reading.isUncapped()) {
      return List.of("It has no levels: it has no cap.");
    }
    List<String> lines = new ArrayList<>();
    lines.add(
        "Now %s of %s are used."
            .formatted(Figures.number(reading.used()), Figures.number(reading.max())));
    for (Level level : e.levels()) {
      lines.add(
          "%s from %s used (%s, %s remaining), left below %s.%s"
              .formatted(
                  level.severity().word(),
                  Figures.number(level.used()),
                  Figures.percent(level.percent()),
                  Figures.number(level.remaining()),
                  Figures.number(level.leftBelow()),
                  e.isWithoutRoom(level.severity())
                      ? " An amount leaves no room with this max and does not count."
                      : ""));
    }
    return lines;
  }

  private static String number(double value) {
    return BacktestWords.number(value);
  }
}
