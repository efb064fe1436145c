package dev.headroom.access;

import dev.headroom.access.Candidate.Kind;
import dev.headroom.access.LockOut.Hit;
import dev.headroom.access.LockOut.Reason;
import dev.headroom.access.LockOut.Unknown;
import dev.headroom.access.LockOut.Via;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Replays the logins of a look, and its calls where every request is checked against the ranges,
 * against candidates. Pure: it makes no calls to the org.
 */
public final class LockOutReplay {
  private static final Comparator<Hit> ORDER =
      Comparator.comparing(Hit::user)
          .thenComparing(Hit::integration)
          .thenComparing(Hit::address)
          .thenComparing(h -> h.via().word());

  private final Look look;
  private final Set<Part> unread;
  private final AddressNotation notation;
  private final AppUse use;
  private final Map<String, ProfileRanges> profiles;

  /** Who logs in to which app by a flow that is not recorded; no relaxation applies to it. */
  private final Set<UserOfApp> unrecorded = new HashSet<>();

  /** Creates a replay of {@code look}. */
  public LockOutReplay(Look look, AddressNotation notation) {
    this.look = look;
    this.unread = look.unread();
    this.notation = notation;
    this.use = new AppUse(look);
    this.profiles = look.rangesByProfile();
    for (Login login : look.recent()) {
      if (login.isOauth() && login.subType() == null && login.application() != null) {
        unrecorded.add(new UserOfApp(SalesforceId.key(login.userId()), login.application()));
      }
    }
  }

  private record UserOfApp(String userKey, String app) {}

  /**
   * Returns whom {@code candidate} would have locked out.
   *
   * @throws IllegalArgumentException if the look has no logins for that many days
   */
  public LockOut replay(Candidate candidate) {
    Run run = new Run(candidate);
    run.all();
    return run.answer();
  }

  /** The replay of one candidate. */
  private final class Run {
    private final Candidate candidate;
    private final Map<Hit, int[]> counts = new HashMap<>();
    private final Map<Hit, Instant> last = new HashMap<>();
    private final EnumMap<Reason, int[]> unknown = new EnumMap<>(Reason.class);
    private final Set<Address> needed = new TreeSet<>();
    private final Map<String, List<AddressSpan>> present = new HashMap<>();
    private final LockOutWords words;
    private int logins;

    Run(Candidate candidate) {
      this.candidate = candidate;
      this.words = new LockOutWords(candidate, look.at());
    }

    void all() {
      if (unread.contains(Part.LOGIN_HISTORY)) {
        unknown(Reason.HISTORY_UNREADABLE, 0, 0);
      }
      if (candidate.needsPresentRanges() && unread.contains(Part.PROFILE_IP_RANGES)) {
        unknown(Reason.RANGES_UNREADABLE, 0, 0);
        return;
      }
      if (!unread.contains(Part.LOGIN_HISTORY)) {
        logins();
      }
      if (unread.contains(Part.ORG_SETTINGS)) {
        unknown(Reason.SETTINGS_UNREADABLE, 0, 0);
      } else if (Boolean.TRUE.equals(look.settings().enforcesRangesEveryRequest())
          && candidate.kind() != Kind.ORG_TRUSTED) {
        calls();
      }
    }

    private void logins() {
      Logins window = look.logins().get(candidate.days());
      if (window == null) {
        throw new IllegalArgumentException("no logins of " + candidate.days() + " days were read");
      }
      if (candidate.kind() == Kind.ORG_TRUSTED) {
        logins = window.total();
        window.rows().forEach(this::trusted);
        return;
      }
      for (Login login : window.rows()) {
        if (isMeant(login.userId(), login.isOauth() ? login.application() : null)) {
          logins += login.count();
          words.seen(login);
          replay(login);
        }
      }
    }

    /**
     * Whether the candidate concerns it.
     *
     * @param app the name of the app, for OAuth logins and calls of a known app
     */
    private boolean isMeant(String userId, @Nullable String app) {
      if (candidate.isForApp()) {
        return candidate.name().equals(app);
      }
      Optional<Person> person = look.person(userId);
      return candidate.kind() == Kind.PROFILE
          ? person.filter(p -> p.profile().equals(candidate.name())).isPresent()
          : person.filter(p -> p.username().equalsIgnoreCase(candidate.name())).isPresent();
    }

    /** A password login from an address that is no longer trusted needs the security token. */
    private void trusted(Login login) {
      Address address = login.address();
      if (unread.contains(Part.ORG_SETTINGS) || address == null || !login.isByPassword()) {
        return;
      }
      boolean was = AddressSpan.anyHolds(trustedNow(), address);
      boolean stays = candidate.adds() || AddressSpan.anyHolds(candidate.ranges(), address);
      if (was && !stays) {
        unknown(Reason.SECURITY_TOKEN, login.count(), 0);
      }
    }

    private List<AddressSpan> trustedNow() {
      return present.computeIfAbsent(
          "", k -> new ProfileRanges("", "", look.settings().trusted()).spans());
    }

    /** The ranges that a user's logins would be checked against; empty if there are none. */
    private Optional<List<AddressSpan>> ranges(String userId) {
      if (!candidate.needsPresentRanges()) {
        return Optional.of(candidate.ranges());
      }
      String profile = look.person(userId).map(p -> SalesforceId.key(p.profileId())).orElse("");
      ProfileRanges known = profiles.get(profile);
      boolean isSure = known != null && (known.shown() || candidate.kind() != Kind.RELAXATION);
      if (known == null || !isSure) {
        return Optional.empty();
      }
      return Optional.of(
          present.computeIfAbsent(
              profile,
              id -> {
                List<AddressSpan> spans = new ArrayList<>(candidate.ranges());
                spans.addAll(known.spans());
                return spans;
              }));
    }

    private void replay(Login login) {
      Optional<List<AddressSpan>> ranges = ranges(login.userId());
      if (ranges.isEmpty()) {
        unknown(Reason.RANGES_UNREADABLE, login.count(), 0);
        return;
      }
      if (ranges.get().isEmpty()) {
        return; // no ranges mean no restriction
      }
      Address address = login.address();
      if (address == null) {
        unknown(Reason.NOT_AN_ADDRESS, login.count(), 0);
        return;
      }
      if (AddressSpan.anyHolds(ranges.get(), address)) {
        needed.add(address);
        return;
      }
      Fate fate =
          login.isOauth()
              ? Fate.ofOauth(
                  address, login.subType(), use.named(login.application()), unread, candidate.to())
              : new Fate.LockedOut();
      put(
          fate,
          address,
          hit(login.userId(), login.integration(), address, Via.LOGIN, fate),
          login.count(),
          login.last());
    }

    private void calls() {
      if (unread.contains(Part.EVENT_LOG)) {
        unknown(Reason.REQUESTS_UNREADABLE, 0, 0);
        return;
      }
      for (CallGroup call : look.calls()) {
        Optional<App> app = use.app(call);
        if (!call.userKey().isEmpty() && isMeant(call.userKey(), app.map(App::name).orElse(null))) {
          replay(call, app);
        }
      }
    }

    private void replay(CallGroup call, Optional<App> app) {
      Optional<List<AddressSpan>> ranges = ranges(call.userKey());
      if (ranges.isEmpty()) {
        unknown(Reason.RANGES_UNREADABLE, 0, call.count());
        return;
      }
      if (ranges.get().isEmpty()) {
        return;
      }
      Address address = call.address();
      if (address == null) {
        unknown(Reason.NOT_AN_ADDRESS, 0, call.count());
        return;
      }
      if (AddressSpan.anyHolds(ranges.get(), address)) {
        needed.add(address);
        return;
      }
      Fate fate = app.map(a -> ofCall(address, a, call.userKey())).orElseGet(Fate.LockedOut::new);
      String integration =
          app.map(App::name)
              .orElse(call.client().isEmpty() ? call.family() + " API" : call.client());
      put(
          fate,
          address,
          hit(call.userKey(), integration, address, Via.REQUEST, fate),
          call.count(),
          call.last());
    }

    /** A call shows no flow, so a user who was seen with one that is not recorded may use it. */
    private Fate ofCall(Address address, App app, String userKey) {
      Fate fate =
          Fate.ofOauth(address, Fate.REQUEST, use.named(app.name()), unread, candidate.to());
      return fate instanceof Fate.Bypassed
              && unrecorded.contains(new UserOfApp(userKey, app.name()))
          ? new Fate.LockedOut()
          : fate;
    }

    private Hit hit(String userId, String integration, Address address, Via via, Fate fate) {
      String id = look.person(userId).map(Person::id).orElse(SalesforceId.whole(userId));
      return new Hit(
          look.username(userId),
          id,
          integration,
          notation.text(address),
          0,
          0,
          Instant.EPOCH,
          via,
          fate instanceof Fate.Bypassed by ? by.by() : null);
    }

    private void put(Fate fate, Address address, Hit hit, int count, Instant at) {
      boolean isLogin = hit.via() == Via.LOGIN;
      switch (fate) {
        case Fate.Untold why -> unknown(why.why(), isLogin ? count : 0, isLogin ? 0 : count);
        case Fate.Bypassed by -> record(hit, count, at);
        case Fate.LockedOut out -> {
          needed.add(address);
          record(hit, count, at);
        }
      }
    }

    private void record(Hit hit, int count, Instant at) {
      counts.computeIfAbsent(hit, h -> new int[1])[0] += count;
      last.merge(hit, at, (a, b) -> a.isAfter(b) ? a : b);
    }

    private void unknown(Reason reason, int logins, int requests) {
      int[] sums = unknown.computeIfAbsent(reason, r -> new int[2]);
      sums[0] += logins;
      sums[1] += requests;
    }

    LockOut answer() {
      List<Hit> out = new ArrayList<>();
      List<Hit> bypassed = new ArrayList<>();
      counts.forEach(
          (h, n) ->
              (h.reason() == null ? out : bypassed)
                  .add(
                      new Hit(
                          h.user(),
                          h.userId(),
                          h.integration(),
                          h.address(),
                          h.via() == Via.LOGIN ? n[0] : 0,
                          h.via() == Via.REQUEST ? n[0] : 0,
                          last.getOrDefault(h, h.lastAt()),
                          h.via(),
                          h.reason())));
      out.sort(ORDER);
      bypassed.sort(ORDER);
      List<Unknown> untold = new ArrayList<>();
      unknown.forEach((reason, n) -> untold.add(new Unknown(reason, n[0], n[1])));
      List<String> ranges =
          AddressBlock.covering(needed).stream().map(b -> b.text(notation)).toList();
      boolean complete = untold.stream().noneMatch(u -> u.reason().isUnreadable());
      return new LockOut(
          candidate.id(),
          complete,
          logins,
          out,
          bypassed,
          untold,
          ranges,
          words.summary(logins, out, bypassed, untold));
    }
  }
}
