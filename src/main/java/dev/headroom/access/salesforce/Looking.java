package dev.headroom.access.salesforce;

import dev.headroom.access.AddressNotation;
import dev.headroom.access.CallGroup;
import dev.headroom.access.Candidate;
import dev.headroom.access.Holder;
import dev.headroom.access.Login;
import dev.headroom.access.Look;
import dev.headroom.access.LookRequest;
import dev.headroom.access.OrgSettings;
import dev.headroom.access.Part;
import dev.headroom.access.Person;
import dev.headroom.access.ProfileRanges;
import dev.headroom.access.SalesforceId;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** One look at one org, step by step. A step that fails is a gap, and the next one is taken. */
final class Looking {
  private final OrgCalls calls;
  private final LookRequest request;
  private final AddressNotation notation;
  private final Gaps gaps = new Gaps();
  private final UserReading users;
  private final MetadataNames names;
  private final AppReading apps;
  private final TokenReading tokens;
  private final LoginReading logins;
  private final CallReading log;

  Looking(OrgCalls calls, LookRequest request, AddressNotation notation) {
    this.calls = calls;
    this.request = request;
    this.notation = notation;
    this.users = new UserReading(calls, gaps);
    this.names = new MetadataNames(calls);
    this.apps = new AppReading(calls, gaps, notation, names);
    this.tokens = new TokenReading(calls, gaps, users.frozen());
    this.logins = new LoginReading(calls, gaps, request, notation);
    this.log = new CallReading(calls, gaps, notation);
  }

  Look look() {
    Permissions.check(calls, gaps);
    users.read();
    apps.read();
    tokens.read();
    logins.read();
    log.read();
    OrgSettings settings = new SettingsReading(calls, gaps, notation).read();
    List<Holder> holders = users.holders();
    distrustOwnRows(holders);
    Map<String, Person> people = people(holders, settings);
    List<ProfileRanges> ranges =
        new RangeReading(calls, gaps, notation, names).read(profiles(holders, people, settings));
    return new Look(
        SalesforceId.whole(calls.orgId()),
        request.at(),
        gaps.all(),
        holders,
        users.frozen(),
        users.groups(),
        apps.apps(),
        tokens.tokens(),
        logins.windows(),
        log.groups(),
        settings,
        ranges,
        people);
  }

  /**
   * If a permission is lost after it was checked, tokens and logins of others silently disappear.
   * If the rows may all belong to one user, the permission is checked again.
   */
  private void distrustOwnRows(List<Holder> holders) {
    Instant edge = request.at().minus(Duration.ofDays(Candidate.MAX_DAYS / 2));
    boolean othersLogIn =
        holders.stream().filter(h -> h.lastLogin() != null && h.lastLogin().isAfter(edge)).count()
            > 1;
    boolean doubtLogins = logins.mayBeOwnOnly() && othersLogIn;
    if (!doubtLogins && !(tokens.mayBeOwnOnly() && !apps.apps().isEmpty())) {
      return;
    }
    Gaps now = new Gaps();
    Permissions.check(calls, now);
    String reason = "the permission was lost, or may have been, while the look was under way";
    if (now.has(Part.LOGIN_HISTORY) && doubtLogins) {
      logins.distrust(reason);
    }
    if (now.has(Part.TOKENS) && tokens.mayBeOwnOnly()) {
      tokens.distrust(reason);
    }
  }

  /** Users whose names or profiles are needed; without them logins belong to nobody. */
  private Map<String, Person> people(List<Holder> holders, OrgSettings settings) {
    PeopleReading reading = new PeopleReading(calls, holders);
    Set<String> ids = new HashSet<>();
    logins.recent().stream().filter(Login::isByPassword).forEach(l -> ids.add(l.userId()));
    for (Candidate candidate : request.candidates()) {
      if (candidate.isForApp()) {
        users(candidate, settings).forEach(ids::add);
      }
    }
    try {
      reading.read(ids, request.candidates());
    } catch (UnreadException e) {
      logins.distrust("the users of logins could not be read: " + e.reason());
    }
    return reading.people();
  }

  /** The users of an app, by their logins and calls. */
  private Stream<String> users(Candidate candidate, OrgSettings settings) {
    Stream<String> byLogin =
        logins.windows().values().stream()
            .flatMap(w -> w.rows().stream())
            .filter(l -> l.isOauth() && candidate.name().equals(l.application()))
            .map(Login::userId);
    boolean isCalled = Boolean.TRUE.equals(settings.enforcesRangesEveryRequest());
    return Stream.concat(
        byLogin,
        isCalled
            ? log.groups().stream()
                .filter(c -> !c.appId().isEmpty() || candidate.name().equals(c.appName()))
                .map(CallGroup::userKey)
            : Stream.empty());
  }

  /** The profiles whose ranges matter: of users who may use the API, and of questions. */
  private Map<String, String> profiles(
      List<Holder> holders, Map<String, Person> people, OrgSettings settings) {
    Map<String, String> profiles = new TreeMap<>();
    for (Holder holder : holders) {
      if (holder.mayUseApi(request.at(), users.frozen()) && !holder.profileId().isEmpty()) {
        profiles.put(holder.profileId(), holder.profile());
      }
    }
    for (Candidate candidate : request.candidates()) {
      if (!candidate.needsPresentRanges()) {
        continue;
      }
      Stream<Person> asked =
          candidate.isForApp()
              ? users(candidate, settings)
                  .map(id -> people.get(SalesforceId.key(id)))
                  .filter(java.util.Objects::nonNull)
              : people.values().stream()
                  .filter(
                      p ->
                          (candidate.kind() == Candidate.Kind.PROFILE ? p.profile() : p.username())
                              .equalsIgnoreCase(candidate.name()));
      asked
          .filter(p -> !p.profileId().isEmpty())
          .forEach(p -> profiles.put(p.profileId(), p.profile()));
    }
    return profiles;
  }
}
