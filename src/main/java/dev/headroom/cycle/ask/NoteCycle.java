package dev.headroom.cycle.ask;

import dev.headroom.alert.Episodes;
import dev.headroom.alert.Note;
import dev.headroom.alert.Notes;
import dev.headroom.fleet.AuditEntry;
import dev.headroom.fleet.Change;
import dev.headroom.fleet.FleetStore;
import dev.headroom.fleet.Violation;
import dev.headroom.org.Org;
import dev.headroom.org.OrgDirectory;
import dev.headroom.org.OrgId;
import dev.headroom.org.PlainText;
import dev.headroom.org.TenantScope;
import dev.headroom.org.UnavailableException;
import dev.headroom.report.NoteReport;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Stores and removes operators' notes about orgs and their alerts. */
public final class NoteCycle {
  /** The member for the text. */
  public static final String TEXT = "text";

  /** The member for the alert's key; without it the note is about the org. */
  public static final String ALERT = "alert";

  /** The member for the author; without it the caller is the author. */
  public static final String BY = "by";

  /** The member for the id of a note to remove. */
  public static final String REMOVE = "remove";

  /** The members besides the org. */
  public static final List<String> MEMBERS = List.of(TEXT, ALERT, BY, REMOVE);

  private static final Pattern KEY = Pattern.compile("[0-9a-f]{64}");
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final int HASH_BYTES = 6;
  private static final int MAX_EPISODES = 2_500;
  private static final int MAX_SHOWN = 100;

  private final OrgDirectory directory;
  private final FleetStore fleet;
  private final Episodes episodes;
  private final Notes notes;
  private final InstantSource fleetClock;

  /**
   * Uses these ports.
   *
   * @param fleet stores the audit
   * @param fleetClock the clock of slots: notes are dated by it, as alerts are
   */
  public NoteCycle(
      OrgDirectory directory,
      FleetStore fleet,
      Episodes episodes,
      Notes notes,
      InstantSource fleetClock) {
    this.directory = directory;
    this.fleet = fleet;
    this.episodes = episodes;
    this.notes = notes;
    this.fleetClock = fleetClock;
  }

  /**
   * Stores a note, or removes one.
   *
   * @param scope what the caller may see
   * @param members {@link #MEMBERS}
   * @param actor who asks; the author unless the members name one
   * @throws UnavailableException if the store does not answer
   */
  public NoteReport note(TenantScope scope, String id, Map<String, String> members, String actor) {
    List<Violation> violations = new ArrayList<>();
    Org org = AskedOrg.find(scope, directory, id).orElse(null);
    if (org == null) {
      violations.add(AskedOrg.unknown(id, "is not an org of the fleet"));
    }
    String removed = members.get(REMOVE);
    if (removed != null) {
      return remove(org, removed.strip(), members, actor, violations);
    }
    String text = required(members.getOrDefault(TEXT, ""), violations);
    String by = author(members.get(BY), actor, violations);
    String alert = alert(org, members.get(ALERT), violations);
    if (org == null || !violations.isEmpty()) {
      return NoteReport.wrong(violations);
    }
    Instant at = fleetClock.instant().truncatedTo(ChronoUnit.SECONDS);
    Note note = new Note(id(at, by, text, alert), org.id(), at, by, text, alert);
    audit(actor, Change.Action.ADD, org.id(), note.id());
    notes.add(note);
    return new NoteReport(List.of(), note);
  }

  private NoteReport remove(
      @Nullable Org org,
      String note,
      Map<String, String> members,
      String actor,
      List<Violation> violations) {
    members.keySet().stream()
        .filter(name -> !name.equals(REMOVE) && MEMBERS.contains(name))
        .sorted()
        .forEach(
            name ->
                violations.add(
                    new Violation(
                        name, null, "cannot be given with remove", "Leave one of the two out.")));
    if (org != null
        && violations.isEmpty()
        && (!Note.ID.matcher(note).matches()
            || notes.of(org.id()).stream().noneMatch(one -> one.id().equals(note)))) {
      violations.add(
          new Violation(
              REMOVE,
              note.length() > MAX_SHOWN ? null : note,
              "is not the id of a note about this org",
              "Take the id from GET /api/orgs/<org>/notes, or from when it was written."));
    }
    if (org == null || !violations.isEmpty()) {
      return NoteReport.wrong(violations);
    }
    audit(actor, Change.Action.REMOVE, org.id(), note);
    // Removed by another meanwhile: it is gone, as wanted.
    boolean unused = notes.remove(org.id(), note);
    return new NoteReport(List.of(), null);
  }

  private static String required(String given, List<Violation> violations) {
    String text = given.strip();
    boolean isLong = text.codePointCount(0, text.length()) > Note.MAX_TEXT;
    if (text.isEmpty() || isLong) {
      violations.add(
          new Violation(
              TEXT,
              null,
              isLong ? "is longer than " + Note.MAX_TEXT + " characters" : "is missing",
              "Write what happened and what helped, in 1 to %d characters."
                  .formatted(Note.MAX_TEXT)));
    }
    return PlainText.line(text, Note.MAX_TEXT);
  }

  private static String author(@Nullable String given, String actor, List<Violation> violations) {
    if (given == null) {
      return PlainText.line(actor, Note.MAX_BY);
    }
    String by = given.strip();
    if (by.isEmpty() || by.codePointCount(0, by.length()) > Note.MAX_BY) {
      violations.add(
          new Violation(
              BY,
              null,
              by.isEmpty() ? "is missing" : "is longer than " + Note.MAX_BY + " characters",
              "Write your name: others will read who wrote it."));
    }
    return PlainText.line(by, Note.MAX_BY);
  }

  private @Nullable String alert(
      @Nullable Org org, @Nullable String given, List<Violation> violations) {
    if (given == null || given.isBlank()) {
      return null;
    }
    String key = given.strip();
    boolean known =
        KEY.matcher(key).matches()
            && org != null
            && episodes.newest(MAX_EPISODES).stream()
                .anyMatch(a -> a.key().org().equals(org.id()) && a.key().hash().equals(key));
    if (!known && org != null) {
      violations.add(
          new Violation(
              ALERT,
              key.length() > MAX_SHOWN ? null : key,
              "is not the key of an alert of this org",
              "Take the key from GET /api/alerts?state=all, or leave it out."));
    }
    return key;
  }

  private static String id(Instant at, String by, String text, @Nullable String alert) {
    String all = String.join("\n", by, text, alert == null ? "" : alert);
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(all.getBytes(StandardCharsets.UTF_8));
      return TIME.format(at) + "-" + HexFormat.of().formatHex(hash, 0, HASH_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** The audit names the org, never what the note says. */
  private void audit(String actor, Change.Action action, OrgId org, String note) {
    fleet.audit(
        new AuditEntry(
            actor,
            InstantSource.system().instant(),
            null,
            List.of(new Change(action, "note", org + " " + note)),
            List.of(),
            List.of()));
  }
}
