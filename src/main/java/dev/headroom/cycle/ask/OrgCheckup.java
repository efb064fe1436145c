package dev.headroom.cycle.ask;

import dev.headroom.access.Gap;
import dev.headroom.access.PermissionLabel;
import dev.headroom.access.PermissionSource;
import dev.headroom.access.Posture;
import dev.headroom.alert.OrgState;
import dev.headroom.auth.LoginFailedException;
import dev.headroom.auth.Session;
import dev.headroom.cycle.poll.StateLogins;
import dev.headroom.limits.ApiVersionSource;
import dev.headroom.limits.IdentitySource;
import dev.headroom.limits.LimitCatalogue;
import dev.headroom.limits.LimitName;
import dev.headroom.limits.PollOutcome;
import dev.headroom.limits.Snapshot;
import dev.headroom.org.Org;
import dev.headroom.org.OrgProfile;
import dev.headroom.report.CheckReport.Name;
import dev.headroom.report.CheckReport.OrgCheck;
import dev.headroom.report.CheckReport.Step;
import dev.headroom.spend.OwnCalls;
import dev.headroom.spend.Purpose;
import dev.headroom.spend.Spend;
import dev.headroom.usage.CallLog;
import dev.headroom.usage.CallLogs;
import dev.headroom.usage.FilesRead;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The check of one org: its calls, until one fails for a reason that the next would share. */
final class OrgCheckup {
  private static final String NO_CALLS = "Headroom has no calls left for the org today";
  private static final String PERMISSIONS =
      "In Salesforce: Setup > Users > Permission Sets, the one of the monitoring user > System"
          + " Permissions: ";

  private final CheckCycle.Sources sources;
  private final CheckCycle.Records records;
  private final LimitCatalogue catalogue;
  private final Org org;
  private final boolean isApplied;
  private final Instant at;
  private final OrgState state;
  private final OwnCalls calls;
  private final Allowed allowed;
  private final List<Step> steps = new ArrayList<>();

  /**
   * Prepares a check; makes no call.
   *
   * @param isApplied whether the org is of the fleet, so that its calls and logins are counted
   * @param at the fleet's time
   */
  OrgCheckup(
      CheckCycle.Sources sources,
      CheckCycle.Records records,
      LimitCatalogue catalogue,
      Org org,
      boolean isApplied,
      Instant at) {
    this.sources = sources;
    this.records = records;
    this.catalogue = catalogue;
    this.org = org;
    this.isApplied = isApplied;
    this.at = at;
    this.state = isApplied ? records.states().read(org.id()) : OrgState.neverRead(org.id());
    this.calls = isApplied ? records.calls() : new UncountedCalls();
    this.allowed =
        new Allowed(
            isApplied ? new StateLogins(records.states(), org.id(), at) : new UncountedLogins(at),
            calls,
            org,
            at);
  }

  /** Checks the org. */
  OrgCheck steps() {
    if (state.upkeep().restraint().isPausedAt(at)) {
      return new OrgCheck(
          org.id(),
          Stream.of(Name.values()).map(name -> Step.skipped(name, "the org is paused")).toList());
    }
    call();
    for (Name name : Name.values()) {
      if (name.compareTo(Name.AUDIT) < 0 && steps.stream().noneMatch(s -> s.name() == name)) {
        steps.add(Step.skipped(name, "a step before it failed"));
      }
    }
    steps.add(audit());
    steps.add(spend());
    return new OrgCheck(org.id(), steps);
  }

  private void call() {
    if (!isReached()) {
      return;
    }
    Optional<Session> session = session();
    if (session.isEmpty() || !hasVersion(session.get()) || !identity() || !permissions()) {
      return;
    }
    limits()
        .ifPresent(
            read -> {
              visible(read);
              eventLog();
            });
  }

  private boolean isReached() {
    switch (sources.hosts().to(org.loginUrl())) {
      case HostCheck.Way.Forbidden(String reason, String remedy) ->
          steps.add(Step.failed(Name.DNS, "the login URL is not called: " + reason, remedy));
      case HostCheck.Way.Unknown(String detail) ->
          steps.add(
              Step.failed(
                  Name.DNS,
                  detail,
                  "Write loginUrl in the manifest as in Salesforce: Setup > My Domain > Current My"
                      + " Domain URL."));
      case HostCheck.Way.Closed(List<String> addresses, String detail, String remedy) -> {
        steps.add(Step.passed(Name.DNS, String.join(", ", addresses)));
        steps.add(Step.failed(Name.TLS, detail, remedy));
      }
      case HostCheck.Way.Open(List<String> addresses, String security) -> {
        steps.add(Step.passed(Name.DNS, String.join(", ", addresses)));
        steps.add(
            security.isEmpty()
                ? Step.skipped(Name.TLS, "plain HTTP on this machine")
                : Step.passed(Name.TLS, security));
        return true;
      }
    }
    return false;
  }

  private Optional<Session> session() {
    try {
      Session session = sources.tokens().current(org, allowed, sources.within());
      steps.add(
          Step.passed(Name.TOKEN, session.fresh() ? "a session was granted" : "a session is kept"));
      return Optional.of(session);
    } catch (LoginFailedException e) {
      steps.add(Step.failed(Name.TOKEN, String.valueOf(e.getMessage()), e.remedy()));
      return Optional.empty();
    }
  }

  private boolean hasVersion(Session session) {
    String pinned = org.apiVersion();
    switch (sources.versions().newest(org, session.token().instanceUrl(), sources.within())) {
      case ApiVersionSource.Answer.None(PollOutcome.Failed why) -> {
        steps.add(Step.failed(Name.VERSION, why.detail(), why.remedy()));
        return false;
      }
      case ApiVersionSource.Answer.Offered(String version) ->
          steps.add(
              Step.passed(
                  Name.VERSION,
                  pinned == null
                      ? version
                      : pinned + " by the manifest; the newest is " + version));
    }
    return true;
  }

  /** Returns whether the other calls may succeed. */
  private boolean identity() {
    if (!allowed.takeCall()) {
      steps.add(Step.skipped(Name.IDENTITY, NO_CALLS));
      return true;
    }
    return switch (sources.identities().identify(org, allowed, sources.within())) {
      case IdentitySource.Answer.Unknown(PollOutcome.Failed why) -> {
        steps.add(Step.failed(Name.IDENTITY, why.detail(), why.remedy()));
        yield false;
      }
      case IdentitySource.Answer.Hidden(PollOutcome.Failed why) -> {
        steps.add(
            Step.failed(
                Name.IDENTITY,
                why.detail(),
                "Let the monitoring user read the object Organization. "
                    + PERMISSIONS
                    + "API Enabled, View Setup and Configuration."));
        yield true;
      }
      case IdentitySource.Answer.Found(OrgProfile profile) -> {
        steps.add(identity(profile));
        yield true;
      }
    };
  }

  private Step identity(OrgProfile profile) {
    OrgProfile before = state.upkeep().profile();
    String detail =
        "%s, %s, %s%s"
            .formatted(
                profile.salesforceId(),
                profile.edition(),
                profile.instanceName(),
                profile.sandbox() ? ", sandbox" : "");
    return before == null || before.salesforceId().equals(profile.salesforceId())
        ? Step.passed(Name.IDENTITY, detail)
        : Step.failed(
            Name.IDENTITY,
            detail + "; before it was " + before.salesforceId(),
            "Expected after a sandbox was refreshed. Otherwise correct loginUrl and auth in"
                + " the manifest.");
  }

  /** Returns whether the other calls may succeed. */
  private boolean permissions() {
    switch (sources.permissions().held(org, allowed, allowed::takeCall, sources.within())) {
      case PermissionSource.Answer.Unknown(PollOutcome.Failed why) -> {
        steps.add(Step.failed(Name.PERMISSIONS, why.detail(), why.remedy()));
        return why.kind() == PollOutcome.FailureKind.FORBIDDEN;
      }
      case PermissionSource.Answer.Known known -> {
        List<JobNeeds> lacking =
            JobNeeds.of(known).stream().filter(job -> !job.missing().isEmpty()).toList();
        steps.add(
            lacking.isEmpty()
                ? Step.passed(Name.PERMISSIONS, "poll, attribute and audit have what they need")
                : Step.failed(
                    Name.PERMISSIONS,
                    lacking.stream().map(JobNeeds::text).collect(Collectors.joining("; ")),
                    PERMISSIONS
                        + labels(lacking.stream().flatMap(job -> job.missing().stream()))
                        + "."));
      }
    }
    return true;
  }

  private Optional<Snapshot> limits() {
    switch (sources.limits().read(org, allowed)) {
      case PollOutcome.Read read -> {
        steps.add(limits(read.snapshot()));
        return Optional.of(read.snapshot());
      }
      case PollOutcome.Exhausted exhausted ->
          steps.add(
              Step.failed(
                  Name.LIMITS,
                  "the org refuses calls because its daily API requests are used up",
                  "Wait until the trailing 24-hour count falls, stop what uses the calls, or buy"
                      + " more: in Salesforce, Setup > System Overview > API Usage."));
      case PollOutcome.Failed failed ->
          steps.add(Step.failed(Name.LIMITS, failed.detail(), failed.remedy()));
    }
    return Optional.empty();
  }

  private static Step limits(Snapshot read) {
    int size = read.readings().size();
    String detail = size == 1 ? "1 limit" : size + " limits";
    return read.readings().containsKey(LimitName.DAILY_API_REQUESTS)
        ? Step.passed(Name.LIMITS, detail)
        : Step.failed(
            Name.LIMITS,
            detail + ", but not DailyApiRequests",
            "Check that loginUrl is the org's own address and that its edition has the API: Setup >"
                + " Company Settings > Company Information > API Requests, Last 24 Hours.");
  }

  private void visible(Snapshot read) {
    List<String> permissions = new ArrayList<>();
    List<String> limits = new ArrayList<>();
    catalogue
        .hiddenWithout()
        .forEach(
            (permission, hidden) -> {
              if (hidden.stream().noneMatch(l -> read.readings().containsKey(l.name()))) {
                permissions.add(permission);
                hidden.forEach(limit -> limits.add(limit.shortLabel()));
              }
            });
    steps.add(
        permissions.isEmpty()
            ? Step.passed(Name.VISIBLE, "nothing is hidden")
            : Step.failed(
                Name.VISIBLE,
                "hidden from the monitoring user: " + String.join(", ", limits),
                PERMISSIONS + String.join(", ", permissions) + "."));
  }

  /** Lists files and fetches none, so that nothing is kept of them. */
  private void eventLog() {
    AtomicBoolean isListed = new AtomicBoolean();
    CallLogs.Permit list =
        wanted ->
            isListed.getAndSet(true)
                ? new OwnCalls.Answer.Wait("only the list is wanted")
                : calls.take(org, Purpose.DOCTOR, 1, at);
    try (CallLog none = new CallLog(Path.of(""))) {
      CallLogs.LogsRead read =
          sources.logs().read(org, allowed, list, sources.within(), FilesRead.NONE, none);
      steps.add(
          read.stopped()
              .map(failed -> Step.failed(Name.EVENT_LOG, failed.detail(), failed.remedy()))
              .orElseGet(
                  () ->
                      read.calls() == 0
                          ? Step.skipped(Name.EVENT_LOG, NO_CALLS)
                          : Step.passed(Name.EVENT_LOG, "event log files can be listed")));
    }
  }

  /** What the last look at API access could not read; it takes 25 calls, so it is not repeated. */
  private Step audit() {
    Optional<Posture> last =
        records.postures().newest(org.id(), LocalDate.ofInstant(at, ZoneOffset.UTC));
    if (last.isEmpty()) {
      return Step.skipped(Name.AUDIT, "the function audit has not looked at the org yet");
    }
    List<Gap> gaps = last.get().partial();
    String when = "the look of " + last.get().takenAt();
    if (gaps.isEmpty()) {
      return Step.passed(Name.AUDIT, when + " had no gaps");
    }
    String permissions = labels(gaps.stream().map(Gap::permission).filter(Objects::nonNull));
    return Step.failed(
        Name.AUDIT,
        when
            + " could not read "
            + gaps.stream()
                .map(gap -> gap.part().word() + " (" + gap.reason() + ")")
                .collect(Collectors.joining(", ")),
        permissions.isEmpty()
            ? "No permission would help; the next look tries again."
            : PERMISSIONS + permissions + ".");
  }

  private Step spend() {
    if (!isApplied) {
      return Step.skipped(Name.SPEND, "calls to an org that is not applied yet are not counted");
    }
    Spend spend = records.states().read(org.id()).upkeep().restraint().spendOn(at);
    String detail = "%d of at most %d calls were made today".formatted(spend.today(), spend.cap());
    return spend.today() < spend.cap()
        ? Step.passed(Name.SPEND, detail)
        : Step.failed(
            Name.SPEND,
            detail,
            "Raise perDay in the manifest's spend for this org, or read it less often (interval).");
  }

  private static String labels(Stream<String> permissions) {
    return permissions
        .distinct()
        .sorted()
        .map(name -> PermissionLabel.of(name) + " (" + name + ")")
        .collect(Collectors.joining(", "));
  }
}
