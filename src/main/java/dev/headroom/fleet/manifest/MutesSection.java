package dev.headroom.fleet.manifest;

import dev.headroom.alert.Acknowledgement;
import dev.headroom.fleet.manifest.Node.Mapping;
import dev.headroom.notify.Mute;
import dev.headroom.notify.MuteWindow;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads {@code mutes}: when which alerts are not sent. */
final class MutesSection {
  static final String NAME = "mutes";
  static final Set<String> MEMBERS = Names.of("match", "from", "until", "reason", "by", "windows");
  static final Set<String> MATCH_MEMBERS = Names.of("alert", "orgs", "tenant", "tags", "limits");
  static final Set<String> WINDOW_MEMBERS = Names.of("days", "from", "to", "timeZone");
  static final List<String> DAYS = List.of("mon", "tue", "wed", "thu", "fri", "sat", "sun");

  private static final String REMEDY =
      "Write {match: {...}, until: 2026-11-30T08:00:00Z, reason: ..., by: ...}.";
  private static final String MATCH_REMEDY = "Say what it mutes; {} is everything.";
  private static final String DAYS_REMEDY =
      "Write days on which it begins, out of " + String.join(", ", DAYS) + ".";
  private static final String CLOCK_REMEDY = "Write a time of day in quotes, such as \"22:00\".";
  private static final String ZONE_REMEDY =
      "Write an area and a place of the IANA time zone database, such as Europe/Berlin, or UTC.";
  private static final String ALERT_REMEDY = "Write the key of an alert: 64 hex digits.";
  private static final Pattern KEY = Pattern.compile("[0-9a-f]{64}");
  private static final Pattern CLOCK = Pattern.compile("([01][0-9]|2[0-3]):[0-5][0-9]");

  private final Findings findings;
  private final Terms terms;
  private final Tags tags;
  private final Predicate<String> tenants;
  private final Predicate<String> orgs;

  /**
   * Reads into these findings.
   *
   * @param tenants whether there is a tenant with that id
   * @param orgs whether there is an org with that id
   */
  MutesSection(Findings findings, Tags tags, Predicate<String> tenants, Predicate<String> orgs) {
    this.findings = findings;
    this.terms = new Terms(findings);
    this.tags = tags;
    this.tenants = tenants;
    this.orgs = orgs;
  }

  /** Returns the mutes of a manifest; they are known by their places. */
  List<Mute> mutes(Members root) {
    List<Mute> read = new ArrayList<>();
    List<Node> items = root.list(NAME, root.optional(NAME), REMEDY);
    for (int i = 0; items != null && i < items.size(); i++) {
      String place = NAME + "[" + i + "]";
      if (items.get(i) instanceof Mapping mapping) {
        Mute mute = mute(place, new Members(mapping, place, false, findings));
        if (mute != null) {
          read.add(mute);
        }
      } else {
        findings.add(place, Members.wrongType(items.get(i), "a mapping"), REMEDY);
      }
    }
    return read;
  }

  /** Returns one mute; null after a violation that leaves none. */
  @Nullable Mute mute(String id, Members members) {
    members.only(MEMBERS);
    Mapping written =
        members.mapping("match", members.required("match", MATCH_REMEDY), MATCH_REMEDY);
    Instant from = terms.time(members, "from");
    Instant until = terms.time(members, "until");
    String reason = terms.text(members, "reason", Mute.MAX_REASON, "Say why: others will read it.");
    String by = terms.text(members, "by", Acknowledgement.MAX_BY, "Say who ordered it.");
    List<MuteWindow> windows = windows(members);
    if (from != null && until != null && !from.isBefore(until)) {
      findings.add(members.at("until"), until.toString(), "is not after from", Terms.TIME_REMEDY);
    }
    if (until == null && !members.has("until") && !members.has("windows")) {
      findings.add(
          members.at("until"),
          "is missing: it would never end",
          Terms.TIME_REMEDY + " A mute with windows may do without.");
    }
    if (written == null || reason == null || by == null) {
      return null;
    }
    Members match = new Members(written, members.at("match"), false, findings).only(MATCH_MEMBERS);
    return new Mute(id, match(match), from, until, reason, by, windows);
  }

  private Mute.Match match(Members match) {
    String alert = match.optionalText("alert", ALERT_REMEDY);
    if (alert != null && !KEY.matcher(alert).matches()) {
      findings.add(match.at("alert"), alert, "is not the key of an alert", ALERT_REMEDY);
    }
    return new Mute.Match(
        alert,
        terms.orgs(match, orgs),
        terms.tenant(match, tenants),
        tags.read(match),
        terms.limits(match));
  }

  private List<MuteWindow> windows(Members members) {
    String remedy =
        "Write [{days: [mon, fri], from: \"22:00\", to: \"06:00\", timeZone: Europe/Berlin}].";
    Node node = members.optional("windows");
    List<Node> items = members.list("windows", node, remedy);
    List<MuteWindow> read = new ArrayList<>();
    if (items != null && items.isEmpty()) {
      findings.add(members.at("windows"), "is an empty list", remedy);
    }
    for (int i = 0; items != null && i < items.size(); i++) {
      String place = members.at("windows") + "[" + i + "]";
      if (!(items.get(i) instanceof Mapping mapping)) {
        findings.add(place, Members.wrongType(items.get(i), "a mapping"), remedy);
        continue;
      }
      Members window = new Members(mapping, place, false, findings).only(WINDOW_MEMBERS);
      Set<DayOfWeek> days = days(window);
      LocalTime from = clock(window, "from");
      LocalTime to = clock(window, "to");
      ZoneId zone = zone(window);
      if (from != null && to != null && zone != null) {
        read.add(new MuteWindow(days, from, to, zone));
      }
    }
    return read;
  }

  private Set<DayOfWeek> days(Members window) {
    Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
    List<String> words = terms.list(window, "days", DAYS_REMEDY);
    for (int i = 0; i < words.size(); i++) {
      int day = DAYS.indexOf(words.get(i).toLowerCase(Locale.ROOT));
      if (day < 0) {
        findings.add(window.at("days") + "[" + i + "]", words.get(i), "is not a day", DAYS_REMEDY);
      } else {
        days.add(DayOfWeek.of(day + 1));
      }
    }
    return days;
  }

  private @Nullable LocalTime clock(Members window, String name) {
    String text = window.requiredText(name, CLOCK_REMEDY);
    if (text == null) {
      return null;
    }
    if (!CLOCK.matcher(text).matches()) {
      findings.add(window.at(name), text, "is not a time of day", CLOCK_REMEDY);
      return null;
    }
    return LocalTime.parse(text);
  }

  private @Nullable ZoneId zone(Members window) {
    String text = window.requiredText("timeZone", ZONE_REMEDY);
    if (text == null) {
      return null;
    }
    if (!text.equals("UTC") && !ZoneId.getAvailableZoneIds().contains(text)) {
      findings.add(window.at("timeZone"), text, "is not a time zone", ZONE_REMEDY);
      return null;
    }
    return ZoneId.of(text);
  }
}
