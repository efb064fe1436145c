package dev.headroom.access;

import dev.headroom.access.OrgSettings.ApiAccessControl;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Postures of a small org, in which a test says what is different. */
public final class Postures {
  /** When the first one is taken. */
  public static final Instant DAY = Instant.parse("2026-11-20T03:00:00Z");

  private final Instant at;
  private final List<Gap> gaps = new ArrayList<>();
  private final Map<String, ApiUser> users = new LinkedHashMap<>();
  private final List<AppPosture> apps = new ArrayList<>();
  private final List<Finding> findings = new ArrayList<>();

  private Postures(Instant at) {
    this.at = at;
  }

  /** A posture {@code days} after the first. */
  public static Postures day(int days) {
    return new Postures(DAY.plus(Duration.ofDays(days)));
  }

  /** The id of the user with number {@code n}. */
  public static String id(int n) {
    return "005%012dAAA".formatted(n);
  }

  /** The name of the user with number {@code n}. */
  public static String name(int n) {
    return "user%d@acme.example".formatted(n);
  }

  /** A user who may use the API through a profile, and whom no rule allows. */
  public Postures notAllowed(int n, String profile) {
    user(n, profile, Effective.YES, List.of(), "apiUserNotAllowed:" + id(n));
    return finding(
        FindingKind.API_USER_NOT_ALLOWED,
        Severity.HIGH,
        new SubjectRef("user", id(n), name(n)),
        Map.of("via", List.of(profile)),
        null);
  }

  /** A user who may use the API through a profile, and whom a rule allows. */
  public Postures allowed(int n, String profile) {
    return user(n, profile, Effective.YES, List.of(), null);
  }

  /** A user who is frozen. */
  public Postures frozen(int n, String profile) {
    return user(n, profile, Effective.NO, List.of("frozen"), null);
  }

  private Postures user(
      int n, String profile, Effective effective, List<String> blocked, @Nullable String finding) {
    users.put(
        id(n),
        new ApiUser(
            id(n),
            name(n),
            profile,
            effective,
            blocked,
            false,
            List.of(new ApiUser.Via(PathKind.PROFILE, profile, PathState.ACTIVE, null)),
            DAY.minus(Duration.ofDays(2)),
            effective == Effective.YES ? Boolean.valueOf(finding == null) : null,
            finding == null ? "profile:*" : null,
            finding));
    return this;
  }

  /** An app and a finding about it. */
  public Postures app(String id, FindingKind kind, Severity severity) {
    return app(id, kind, severity, Map.of(), null);
  }

  /** The same, which someone lives with. */
  public Postures accepted(String id, FindingKind kind, Severity severity) {
    return app(
        id,
        kind,
        severity,
        Map.of(),
        new Acceptance(
            kind.word() + ":" + id,
            "known",
            "alice",
            DAY.atZone(java.time.ZoneOffset.UTC).toLocalDate()));
  }

  /** Tokens of users who may not log in. */
  public Postures idleTokens(String id, String... usernames) {
    return app(
        id,
        FindingKind.TOKEN_OF_INACTIVE_USER,
        Severity.HIGH,
        Map.of("users", List.of(usernames)),
        null);
  }

  private Postures app(
      String id,
      FindingKind kind,
      Severity severity,
      Map<String, Object> evidence,
      @Nullable Acceptance accepted) {
    apps.add(
        new AppPosture(
            id,
            "App " + id,
            "connectedApp",
            List.of("api"),
            null,
            null,
            null,
            1,
            2,
            DAY,
            null,
            List.of(kind.word() + ":" + id)));
    return finding(kind, severity, new SubjectRef("app", id, "App " + id), evidence, accepted);
  }

  private Postures finding(
      FindingKind kind,
      Severity severity,
      SubjectRef subject,
      Map<String, Object> evidence,
      @Nullable Acceptance accepted) {
    findings.add(new Finding(kind, severity, subject, evidence, accepted));
    return this;
  }

  /** A part that cannot be read. */
  public Postures unread(Part part) {
    gaps.add(Gap.forbidden(part, "a test says so"));
    return this;
  }

  /** The posture. */
  public Posture posture() {
    return new Posture(
        "00D000000000001EAA",
        at,
        gaps,
        new OrgSettings(false, ApiAccessControl.NOT_AVAILABLE, List.of()),
        List.copyOf(users.values()),
        apps,
        List.of(),
        findings);
  }
}
