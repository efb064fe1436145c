package dev.headroom.access.salesforce;

import dev.headroom.access.Address;
import dev.headroom.access.AddressNotation;
import dev.headroom.access.Candidate;
import dev.headroom.access.Login;
import dev.headroom.access.Logins;
import dev.headroom.access.LookRequest;
import dev.headroom.access.Part;
import dev.headroom.access.SalesforceId;
import dev.headroom.access.salesforce.UnreadException.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The login history, grouped by everything except the time. A grouped query returns at most 2,000
 * groups; if the whole org has more, only API logins and those of the users asked about are read,
 * in parts if need be. Application and Status can be grouped but not filtered (Object Reference,
 * LoginHistory).
 */
final class LoginReading {
  private static final String COLUMNS =
      "UserId, SourceIp, LoginType, LoginSubType, Application, Status";
  private static final String SUCCESS = "Success";

  private final OrgCalls calls;
  private final Gaps gaps;
  private final LookRequest request;
  private final AddressNotation notation;
  private final Map<Integer, Logins> windows = new HashMap<>();
  private final Map<String, @Nullable Address> addresses = new HashMap<>();
  private boolean isWhole = true;

  LoginReading(OrgCalls calls, Gaps gaps, LookRequest request, AddressNotation notation) {
    this.calls = calls;
    this.gaps = gaps;
    this.request = request;
    this.notation = notation;
  }

  /** Reads what may be read; the rest is a gap. */
  void read() {
    if (gaps.has(Part.LOGIN_HISTORY)) {
      return;
    }
    TreeSet<Integer> days = new TreeSet<>();
    days.add(Logins.WINDOW_DAYS);
    request.candidates().forEach(c -> days.add(c.days()));
    calls.allow(days.size() - 1);
    try {
      for (int each : days.descendingSet()) {
        windows.put(each, window(each));
      }
    } catch (UnreadException e) {
      gaps.add(Part.LOGIN_HISTORY, e);
      windows.clear();
    }
  }

  private Logins window(int days) throws UnreadException {
    LoginParts parts =
        new LoginParts(calls, COLUMNS, request.at().minus(Duration.ofDays(days)), request.at());
    if (isWhole) {
      try {
        List<Login> all = merged(parts.grouped(""));
        return new Logins(days, all.stream().mapToInt(Login::count).sum(), all);
      } catch (UnreadException e) {
        if (e.kind() != Kind.TOO_MANY_GROUPS) {
          throw e;
        }
        isWhole = false;
      }
    }
    String types = Soql.list(new TreeSet<>(Login.API_TYPES));
    List<Row> rows = new ArrayList<>(parts.all("LoginType IN " + types));
    List<Candidate> asked = request.candidates().stream().filter(c -> c.days() == days).toList();
    String users =
        or(
            names(asked, Candidate.Kind.PROFILE, "Profile.Name"),
            names(asked, Candidate.Kind.USER, "Username"));
    if (!users.isEmpty()) {
      rows.addAll(
          parts.all(
              "UserId IN (SELECT Id FROM User WHERE " + users + ") AND LoginType NOT IN " + types));
    }
    boolean wantsTotal = asked.stream().anyMatch(c -> c.kind() == Candidate.Kind.ORG_TRUSTED);
    return new Logins(days, wantsTotal ? parts.total(SUCCESS) : 0, merged(rows));
  }

  /** Returns a condition that names what candidates of a kind concern; empty if there are none. */
  static String names(List<Candidate> candidates, Candidate.Kind kind, String column) {
    TreeSet<String> names = new TreeSet<>();
    candidates.stream().filter(c -> c.kind() == kind).forEach(c -> names.add(c.name()));
    return names.isEmpty() ? "" : column + " IN " + Soql.list(names);
  }

  static String or(String... conditions) {
    return String.join(" OR ", Stream.of(conditions).filter(c -> !c.isEmpty()).toList());
  }

  private record Key(
      String userId,
      String sourceIp,
      String type,
      @Nullable String subType,
      @Nullable String application) {}

  /** Successful logins; parts of a group are combined. */
  private List<Login> merged(List<Row> rows) {
    Map<Key, Integer> counts = new LinkedHashMap<>();
    Map<Key, Instant> last = new HashMap<>();
    for (Row row : rows) {
      if (row.text("Status").equals(SUCCESS)) {
        Key key =
            new Key(
                row.text("UserId"),
                row.text("SourceIp"),
                row.text("LoginType"),
                LoginFlows.value(row.textOrNull("LoginSubType")),
                row.textOrNull("Application"));
        counts.merge(key, row.number("n"), Integer::sum);
        Instant at = Objects.requireNonNullElse(row.time("last"), Instant.EPOCH);
        last.merge(key, at, (a, b) -> a.isAfter(b) ? a : b);
      }
    }
    List<Login> logins = new ArrayList<>();
    counts.forEach(
        (key, count) ->
            logins.add(
                new Login(
                    key.userId(),
                    key.sourceIp(),
                    address(key.sourceIp()),
                    key.type(),
                    key.subType(),
                    key.application(),
                    count,
                    last.getOrDefault(key, Instant.EPOCH))));
    return logins;
  }

  private @Nullable Address address(String text) {
    return addresses.computeIfAbsent(text, t -> notation.parse(t).orElse(null));
  }

  Map<Integer, Logins> windows() {
    return windows;
  }

  /** Returns the logins that findings consider. */
  List<Login> recent() {
    Logins recent = windows.get(Logins.WINDOW_DAYS);
    return recent == null ? List.of() : recent.rows();
  }

  /** Returns whether the rows could all belong to one user. */
  boolean mayBeOwnOnly() {
    return !gaps.has(Part.LOGIN_HISTORY)
        && recent().stream().map(l -> SalesforceId.key(l.userId())).distinct().count() <= 1;
  }

  /** Discards what was read, because it is not known whose it is. */
  void distrust(String reason) {
    gaps.unanswered(Part.LOGIN_HISTORY, reason);
    windows.clear();
  }
}
