package dev.headroom.local;

import dev.headroom.backtest.BacktestQuestion;
import dev.headroom.cycle.ask.EraseCycle;
import dev.headroom.cycle.ask.NoteCycle;
import dev.headroom.cycle.ask.PauseCycle;
import dev.headroom.report.SeriesQuestion;
import java.util.List;
import java.util.Map;

/**
 * The help for an option.
 *
 * @param label stands for its value
 * @param description one sentence
 * @param words all possible values; empty if there are too many
 */
record OptionHelp(String label, String description, List<String> words) {
  private static final String PERCENT = "<percent>";
  private static final String POINTS = "<points>";
  private static final String DURATION = "<duration>";
  private static final String INSTANT = "<instant>";
  private static final String NUMBER = "<number>";
  private static final String SHAPE = "<shape>";
  private static final String NAME = "<limit>";
  private static final String INTEGRATION = "<integration>";

  private static final OptionHelp UNKNOWN = help("<value>", "See docs/reference/commands.md.");

  private static final Map<String, OptionHelp> BACKTEST =
      Map.ofEntries(
          Map.entry("limit", help(NAME, "A name, or a pattern such as Daily*; * by default.")),
          Map.entry(
              "from",
              help(
                  INSTANT,
                  "Where to begin, such as 2026-11-25T10:05:00Z; by default 28 days before the"
                      + " newest reading.")),
          Map.entry("to", help(INSTANT, "Where to end; by default at the newest reading.")),
          Map.entry(
              "attention", help(PERCENT, "Level to try, 1 to 100; by default that in force.")),
          Map.entry(
              "escalation", help(PERCENT, "Level to try, 1 to 100; by default that in force.")),
          Map.entry(
              "recoverBelow",
              help(POINTS, "Percentage points to try by which use must fall below a level.")),
          Map.entry(
              "for",
              help(
                  DURATION,
                  "How long a level must have been reached, up to PT24H; PT0S for at once.")),
          Map.entry("projection", help("off", "Project nothing.", "off")),
          Map.entry(
              "pageFrom",
              help(NUMBER, "Probability, 0 to 1, from which a projection pages, such as 0.5.")),
          Map.entry(
              "projectionAttention", help(DURATION, "Horizon to try, up to P30D, such as PT12H.")),
          Map.entry(
              "projectionEscalation", help(DURATION, "Horizon to try, up to P30D, such as PT4H.")),
          Map.entry(
              BacktestQuestion.MANIFEST,
              help("<fleet.yaml>", "Manifest whose policies are used; by default those in force.")),
          Map.entry(
              Format.MEMBER,
              help(
                  "text|json|html",
                  "How to answer; text by default. html is one page that needs nothing else.",
                  "text",
                  "json",
                  "html")));

  private static final Map<String, OptionHelp> WHAT_IF =
      Map.ofEntries(
          Map.entry("limit", help(NAME, "Its name; DailyApiRequests by default.")),
          Map.entry("calls", help(NUMBER, "Calls a day of a new integration: 20000 or 20,000.")),
          Map.entry(
              "shape",
              help(
                  SHAPE,
                  "When they come, in GMT: even (by default), 02:00-04:00, or with days before"
                      + " them, as in \"weekdays 09:00-17:00\".")),
          Map.entry("addOn", help(NUMBER, "So much more is allowed; negative: so much less.")),
          Map.entry("move", help(NUMBER, "Calls a day of a batch that is moved.")),
          Map.entry("moveFrom", help(SHAPE, "When the batch comes today.")),
          Map.entry(
              "moveBy", help(DURATION, "How much later it will come: PT3H; -PT3H is earlier.")),
          Map.entry("without", help(INTEGRATION, "Name or id of one that calls no more.")),
          Map.entry(
              "moveIntegration", help(INTEGRATION, "Name or id of one that moves by --move-by.")),
          Map.entry(
              "bulk",
              help(INTEGRATION, "Name or id of one that makes each hour's calls a Bulk job.")),
          Map.entry("days", help(NUMBER, "Days to look ahead, 1 to 31; 14 by default.")),
          Map.entry(
              Format.MEMBER, help("text|json", "How to answer; text by default.", "text", "json")));

  private static final Map<String, OptionHelp> LOCK_OUT =
      Map.of(
          "kind",
          help(
              "profile|user|app|relaxation|orgTrusted",
              "What would change.",
              "profile",
              "user",
              "app",
              "relaxation",
              "orgTrusted"),
          "name",
          help("<name>", "Name of the profile or app, or the user name."),
          "ranges",
          help(
              "<ranges>",
              "Ranges to try, joined by commas: 203.0.113.0/24,198.51.100.1-198.51.100.9."),
          "mode",
          help(
              "replace|add",
              "Whether the present ranges stay; replace by default.",
              "replace",
              "add"),
          "days",
          help(NUMBER, "Days to look back, 1 to 180; 90 by default."),
          "to",
          help("<relaxation>", "The app's new IP relaxation: enforce, bypass, and so on."),
          Format.MEMBER,
          help("text|json", "How to answer; text by default.", "text", "json"));

  private static final Map<String, OptionHelp> PAUSE =
      Map.of(
          PauseCycle.UNTIL,
          help("<time>", "Until when: 2026-11-25T18:00:00Z, or PT2H from now; at most 30 days."),
          PauseCycle.REASON,
          help("<text>", "Why, in at most 200 characters."));

  private static final Map<String, OptionHelp> ERASE =
      Map.of(
          EraseCycle.USER,
          help("<user>", "Only this user: a user name, or an id of 15 or 18 characters."));

  private static final Map<String, OptionHelp> NOTE =
      Map.of(
          NoteCycle.TEXT,
          help("<text>", "What happened and what helped, in at most 1,000 characters."),
          NoteCycle.ALERT,
          help("<key>", "The key of the alert that it is about; by default it is about the org."),
          NoteCycle.BY,
          help("<name>", "Who wrote it; by default the user of this machine."),
          NoteCycle.REMOVE,
          help("<id>", "Remove the note with this id instead."));

  private static final Map<String, OptionHelp> SAMPLES =
      Map.of(
          SeriesQuestion.FROM,
          help(INSTANT, "Where to begin, inclusive; by default a day before the end."),
          SeriesQuestion.TO,
          help(INSTANT, "Where to end, exclusive; by default now."),
          SeriesQuestion.LIMIT,
          help(NAME, "Only this one; by default all."),
          SeriesQuestion.RESOLUTION,
          help(
              "raw|hour|day|auto",
              "What a row stands for; raw by default, auto chooses by the range.",
              "raw",
              "hour",
              "day",
              "auto"),
          Format.MEMBER,
          help("text|json|csv", "How to answer; text by default.", "text", "json", "csv"));

  private static final Map<String, Map<String, OptionHelp>> BY_COMMAND =
      Map.of(
          SamplesAction.WORD,
          SAMPLES,
          BacktestAction.WORD,
          BACKTEST,
          WhatIfAction.WORD,
          WHAT_IF,
          LockOutAction.WORD,
          LOCK_OUT,
          PauseAction.WORD,
          PAUSE,
          EraseAction.WORD,
          ERASE,
          NoteAction.WORD,
          NOTE);

  OptionHelp {
    words = List.copyOf(words);
  }

  private static OptionHelp help(String label, String description, String... words) {
    return new OptionHelp(label, description, List.of(words));
  }

  /** Returns the help for the option of {@code member}. */
  static OptionHelp of(String command, String member) {
    return BY_COMMAND.getOrDefault(command, Map.of()).getOrDefault(member, UNKNOWN);
  }
}
