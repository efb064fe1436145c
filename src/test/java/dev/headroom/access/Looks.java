package dev.headroom.access;

import dev.headroom.access.Holder.Grant;
import dev.headroom.access.OrgSettings.ApiAccessControl;
import dev.headroom.access.ip.IpAddressNotation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Looks at a small org, in which a test says what is different. */
public final class Looks {
  public static final Instant NOW = Instant.parse("2026-11-20T06:00:00Z");
  static final AddressNotation NOTATION = new IpAddressNotation();
  public static final String ERP = "svc-erp@acme.example";
  static final String ERP_ID = "005000000000001AAA";
  static final String PROFILE = "Integration";
  static final String PROFILE_ID = "00e000000000001AAA";
  static final String APP = "ERP Connector";
  static final String APP_ID = "0H4000000000001AAA";

  final List<Gap> gaps = new ArrayList<>();
  final List<Holder> holders = new ArrayList<>();
  final Set<String> frozen = new HashSet<>();
  final List<SetGroup> groups = new ArrayList<>();
  final List<App> apps = new ArrayList<>();
  final List<Tokens> tokens = new ArrayList<>();
  final List<Login> logins = new ArrayList<>();
  final List<CallGroup> calls = new ArrayList<>();
  final List<ProfileRanges> profiles = new ArrayList<>();
  final Map<String, Person> people = new HashMap<>();
  OrgSettings settings = new OrgSettings(false, ApiAccessControl.NOT_AVAILABLE, List.of());

  private Instant at = NOW;
  private String orgId = "00D000000000001EAA";

  public Looks() {
    people.put(SalesforceId.key(ERP_ID), new Person(ERP_ID, ERP, PROFILE_ID, PROFILE));
  }

  /** The same at another time. */
  public Looks at(Instant other) {
    at = other;
    return this;
  }

  /** The same of another org. */
  public Looks org(String id) {
    orgId = id;
    return this;
  }

  public Look look() {
    int total = logins.stream().mapToInt(Login::count).sum();
    return new Look(
        orgId,
        at,
        gaps,
        holders,
        frozen,
        groups,
        apps,
        tokens,
        Map.of(90, new Logins(90, total, logins)),
        calls,
        settings,
        profiles,
        people);
  }

  public Looks unread(Part part) {
    gaps.add(Gap.forbidden(part, "a test says so"));
    return this;
  }

  /** Logins by OAuth of the ERP user to its app. */
  public Looks login(String ip, @Nullable String flow, int count) {
    return login(ip, Login.OAUTH, flow, APP, count);
  }

  public Looks login(
      String ip, String type, @Nullable String flow, @Nullable String application, int count) {
    logins.add(
        new Login(
            ERP_ID,
            ip,
            NOTATION.parse(ip).orElse(null),
            type,
            flow,
            application,
            count,
            NOW.minus(Duration.ofHours(count))));
    return this;
  }

  /** Calls of the ERP user through its app. */
  Looks call(String ip, int count) {
    calls.add(
        new CallGroup(
            SalesforceId.key(ERP_ID),
            APP_ID,
            "",
            "",
            "REST",
            ip,
            NOTATION.parse(ip).orElse(null),
            "api",
            count,
            0,
            count,
            NOW.minus(Duration.ofHours(20))));
    return this;
  }

  Looks everyRequest() {
    settings = new OrgSettings(true, ApiAccessControl.NOT_AVAILABLE, List.of());
    return this;
  }

  Looks app(@Nullable IpRelaxation relaxation, String... ownRanges) {
    return app(APP_ID, relaxation, ownRanges);
  }

  Looks app(String id, @Nullable IpRelaxation relaxation, String... ownRanges) {
    apps.add(
        new App(
            id,
            APP,
            APP,
            App.Kind.CONNECTED_APP,
            Set.of("api", "refresh_token"),
            App.ADMIN_APPROVED,
            relaxation,
            "zero",
            spans(ownRanges),
            List.of()));
    return this;
  }

  Looks ranges(String... cidrs) {
    List<ConfiguredRange> ranges = new ArrayList<>();
    for (AddressSpan span : spans(cidrs)) {
      ranges.add(
          ConfiguredRange.of(
              NOTATION.text(span.first()), NOTATION.text(span.last()), "", NOTATION));
    }
    profiles.add(new ProfileRanges(PROFILE_ID, PROFILE, ranges));
    return this;
  }

  public Looks holder(String username, boolean active, Grant... grants) {
    String id = "00500000000000%dAAA".formatted(2 + holders.size());
    holders.add(
        new Holder(
            id,
            username,
            PROFILE_ID,
            PROFILE,
            active,
            NOW.minus(Duration.ofDays(1)),
            List.of(grants)));
    return this;
  }

  public static Grant profile() {
    return grant(PathKind.PROFILE, PROFILE);
  }

  public static Grant grant(PathKind kind, String name) {
    return new Grant(kind, name, true, false, false, false, false, false, null);
  }

  static List<AddressSpan> spans(String... cidrs) {
    List<Question.Range> ranges = new ArrayList<>();
    for (String cidr : cidrs) {
      ranges.add(new Question.Range(null, null, cidr));
    }
    List<Remark> violations = new ArrayList<>();
    List<AddressSpan> spans = new RangeReader(NOTATION, violations, new ArrayList<>()).read(ranges);
    if (!violations.isEmpty()) {
      throw new IllegalArgumentException(violations.toString());
    }
    return spans;
  }

  static Candidate forUser(String... cidrs) {
    return new Candidate("q", Candidate.Kind.USER, ERP, spans(cidrs), false, 90, null);
  }

  static LockOut answer(Looks looks, Candidate candidate) {
    return new LockOutReplay(looks.look(), NOTATION).replay(candidate);
  }
}
