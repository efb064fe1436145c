package dev.headroom.access;

import dev.headroom.access.ApiUser.Via;
import dev.headroom.access.OrgSettings.ApiAccessControl;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What changed from one look to the next. Users, apps and ranges are matched by id, so a new name
 * is not a change. What one of the two could not read has not changed.
 */
public final class Drift {
  private final Posture before;
  private final Posture after;
  private final Set<Part> unread = new HashSet<>();
  private final List<Change> changes = new ArrayList<>();

  private Drift(Posture before, Posture after) {
    this.before = before;
    this.after = after;
    unread.addAll(before.unread());
    unread.addAll(after.unread());
  }

  /** Returns the changes, by kind and subject. */
  public static List<Change> between(Posture before, Posture after) {
    Drift drift = new Drift(before, after);
    if (!drift.unread.contains(Part.API_USERS)) {
      drift.users();
    }
    drift.apps();
    drift.ranges();
    drift.settings();
    return List.copyOf(drift.changes);
  }

  private static <T> Map<String, T> byKey(List<T> all, Function<T, String> key) {
    Map<String, T> byKey = new TreeMap<>();
    all.forEach(each -> byKey.put(key.apply(each), each));
    return byKey;
  }

  private static Set<String> keys(Map<String, ?> a, Map<String, ?> b) {
    Set<String> keys = new TreeSet<>(a.keySet());
    keys.addAll(b.keySet());
    return keys;
  }

  private void add(@Nullable Change change) {
    if (change != null) {
      changes.add(change);
    }
  }

  private void sets(String kind, SubjectRef subject, Set<String> was, Set<String> is) {
    is.stream().filter(x -> !was.contains(x)).forEach(x -> add(Change.added(kind, subject, x)));
    was.stream().filter(x -> !is.contains(x)).forEach(x -> add(Change.removed(kind, subject, x)));
  }

  private void users() {
    Map<String, ApiUser> was = byKey(before.apiUsers(), u -> SalesforceId.key(u.user()));
    Map<String, ApiUser> is = byKey(after.apiUsers(), u -> SalesforceId.key(u.user()));
    for (String id : keys(was, is)) {
      user(was.get(id), is.get(id));
    }
  }

  private void user(@Nullable ApiUser was, @Nullable ApiUser is) {
    if (unread.contains(Part.FROZEN_USERS) && (isFrozen(was) || isFrozen(is))) {
      return;
    }
    ApiUser named = is == null ? was : is;
    if (named == null) {
      return;
    }
    SubjectRef subject = new SubjectRef("user", named.user(), named.username());
    boolean could = was != null && was.effective() == Effective.YES;
    boolean can = is != null && is.effective() == Effective.YES;
    if (could != can) {
      add(
          new Change(
              "apiUser",
              subject,
              can ? Change.ADDED : Change.REMOVED,
              was == null ? null : was.effective().word(),
              is == null ? null : is.effective().word()));
    } else if (could && was != null && is != null) {
      sets("apiPath", subject, paths(was), paths(is));
    }
  }

  private static boolean isFrozen(@Nullable ApiUser user) {
    return user != null && user.blockedBy().contains("frozen");
  }

  private static Set<String> paths(ApiUser user) {
    return user.via().stream()
        .filter(v -> v.state().counts())
        .map((Via v) -> v.kind().word() + ":" + v.name())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private void apps() {
    Map<String, AppPosture> was = byKey(before.apps(), AppPosture::key);
    Map<String, AppPosture> is = byKey(after.apps(), AppPosture::key);
    for (String key : keys(was, is)) {
      AppPosture x = was.get(key);
      AppPosture y = is.get(key);
      AppPosture named = y == null ? x : y;
      if (named == null || !isListed(named.kind())) {
        continue;
      }
      SubjectRef subject = new SubjectRef("app", key, named.name());
      if (x == null || y == null) {
        add(
            x == null
                ? Change.added("app", subject, named.kind())
                : Change.removed("app", subject, named.kind()));
      } else {
        app(subject, x, y);
      }
    }
  }

  /** Whether both looks could list apps of {@code kind}. */
  private boolean isListed(String kind) {
    boolean connected = !unread.contains(Part.APPS);
    boolean external = !unread.contains(Part.EXTERNAL_CLIENT_APPS);
    if (kind.equals(AppPosture.UNINSTALLED)) {
      return connected && external && !unread.contains(Part.TOKENS);
    }
    return kind.equals(App.Kind.CONNECTED_APP.word()) ? connected : external;
  }

  private void app(SubjectRef subject, AppPosture was, AppPosture is) {
    add(Change.changed("appScopes", subject, was.scopes(), is.scopes()));
    add(Change.changed("appPolicy", subject, was.policy(), is.policy()));
    add(Change.changed("appIpRelaxation", subject, was.ipRelaxation(), is.ipRelaxation()));
    add(
        Change.changed(
            "appRefreshTokenPolicy", subject, was.refreshTokenPolicy(), is.refreshTokenPolicy()));
    List<String> approved = was.approvedFor();
    List<String> nowApproved = is.approvedFor();
    if (approved != null && nowApproved != null) {
      sets("appApproval", subject, new TreeSet<>(approved), new TreeSet<>(nowApproved));
    }
  }

  private void ranges() {
    Map<String, RangeList> was = new HashMap<>();
    before.ipRanges().forEach(r -> was.put(key(r), r));
    for (RangeList is : after.ipRanges()) {
      RangeList then = was.get(key(is));
      if (then != null) {
        sets("ipRange", is.subject(), texts(then), texts(is));
      }
    }
  }

  private static String key(RangeList ranges) {
    return ranges.subject().type() + ":" + SalesforceId.key(ranges.subject().id());
  }

  private static Set<String> texts(RangeList ranges) {
    return ranges.ranges().stream()
        .map(ConfiguredRange::text)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private void settings() {
    OrgSettings was = before.settings();
    OrgSettings is = after.settings();
    setting(
        "enforceIpRangesEveryRequest",
        was.enforcesRangesEveryRequest(),
        is.enforcesRangesEveryRequest());
    setting("apiAccessControl", known(was.apiAccessControl()), known(is.apiAccessControl()));
  }

  private static @Nullable String known(ApiAccessControl control) {
    return control == ApiAccessControl.UNKNOWN ? null : control.word();
  }

  private void setting(String name, @Nullable Object was, @Nullable Object is) {
    add(Change.changed("setting", new SubjectRef("org", name, name), was, is));
  }
}
