package dev.headroom.cycle.report;

import dev.headroom.alert.AlertRecord;
import dev.headroom.alert.Note;
import dev.headroom.cycle.job.Cadence;
import dev.headroom.cycle.job.FanOut;
import dev.headroom.org.Org;
import dev.headroom.org.OrgId;
import dev.headroom.report.PageFile;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * What the pages of an org are made anew for: its entry in the manifest, its open alerts, notes
 * about it, whether its tenant is shown names of users, another release, and its turn once a day.
 * These are read every hour for a fraction of what its pages take.
 *
 * @param open the open alerts, by org
 * @param notes reads the notes about an org
 * @param hidesNames whether the tenant of an org is not shown names of users
 */
record PageFacts(
    Map<OrgId, List<AlertRecord>> open,
    Function<OrgId, List<Note>> notes,
    Predicate<Org> hidesNames,
    String version,
    Instant time) {
  private static final Cadence DAILY = Cadence.every(Duration.ofDays(1));

  static PageFacts of(
      Collection<AlertRecord> open,
      Function<OrgId, List<Note>> notes,
      Predicate<Org> hidesNames,
      String version,
      Instant time) {
    return new PageFacts(
        open.stream().collect(Collectors.groupingBy(alert -> alert.key().org())),
        notes,
        hidesNames,
        version,
        time);
  }

  /** Returns whether the runbook of an org is made anew too: its alerts alone wait for the day. */
  static boolean isRunbookOf(String facts, String before) {
    return !facts.substring(0, facts.indexOf(' ')).equals(before.split(" ", 2)[0]);
  }

  /** Returns their digests: that of its alerts is the second. */
  String of(Org org) {
    StringJoiner facts = new StringJoiner("\n");
    facts.add(version);
    facts.add(Long.toString(FanOut.turn(ReportCycle.FUNCTION, DAILY, org, time)));
    if (hidesNames.test(org)) {
      facts.add("no names");
    }
    facts.add(org.tenant()).add(org.loginUrl().toString()).add(org.interval().toString());
    facts.add(String.valueOf(org.apiVersion())).add(org.zone().getId());
    org.tags().entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(tag -> facts.add(tag.getKey() + "=" + tag.getValue()));
    notes.apply(org.id()).forEach(note -> facts.add("note " + note.id()));
    return PageFile.digest(facts.toString()) + " " + PageFile.digest(alerts(org));
  }

  private String alerts(Org org) {
    return open.getOrDefault(org.id(), List.of()).stream()
        .map(
            alert ->
                "alert %s %s %s %s"
                    .formatted(
                        alert.key().hash(),
                        alert.episode().openedAt(),
                        alert.episode().severity(),
                        alert.episode().reason()))
        .sorted()
        .collect(Collectors.joining("\n"));
  }
}
