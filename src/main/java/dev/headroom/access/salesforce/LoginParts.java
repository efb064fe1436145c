package dev.headroom.access.salesforce;

import dev.headroom.access.salesforce.UnreadException.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Grouped queries of LoginHistory over one period, in parts if one answer cannot contain all
 * groups. Each part is one more call than the look would otherwise make.
 */
final class LoginParts {
  /** Target number of groups per answer, of the 2,000 that it may have. */
  private static final int AIM = 1_800;

  /** Users named in one query. */
  private static final int MAX_USERS = Soql.MAX_IDS;

  /** With more parts than this, the history is too scattered to read. */
  private static final int MAX_PARTS = 64;

  private static final Duration SHORTEST = Duration.ofHours(1);

  private final OrgCalls calls;
  private final String columns;
  private final Instant from;
  private final Instant to;
  private int parts;

  /**
   * Queries the logins from {@code from} to {@code to}, both included.
   *
   * @param columns to group by
   */
  LoginParts(OrgCalls calls, String columns, Instant from, Instant to) {
    this.calls = calls;
    this.columns = columns;
    this.from = from;
    this.to = to;
  }

  /** Returns the groups of one query. */
  List<Row> grouped(String where) throws UnreadException {
    return grouped(where, from, to.plusSeconds(1));
  }

  private List<Row> grouped(String where, Instant since, Instant before) throws UnreadException {
    return calls.query(
        "SELECT "
            + columns
            + ", COUNT(Id) n, MAX(LoginTime) last FROM LoginHistory WHERE "
            + during(where, since, before)
            + " GROUP BY "
            + columns);
  }

  private static String during(String where, Instant since, Instant before) {
    String time = "LoginTime >= " + Soql.time(since) + " AND LoginTime < " + Soql.time(before);
    return where.isEmpty() ? time : time + " AND " + where;
  }

  /** Returns the number of logins that have {@code status}. */
  int total(String status) throws UnreadException {
    for (Row row :
        calls.query(
            "SELECT Status, COUNT(Id) n FROM LoginHistory WHERE "
                + during("", from, to.plusSeconds(1))
                + " GROUP BY Status")) {
      if (row.text("Status").equals(status)) {
        return row.number("n");
      }
    }
    return 0;
  }

  /** Returns all groups, in as many parts as it takes. */
  List<Row> all(String where) throws UnreadException {
    allowPart();
    try {
      return grouped(where);
    } catch (UnreadException e) {
      if (e.kind() != Kind.TOO_MANY_GROUPS) {
        throw e;
      }
    }
    allowPart();
    List<Row> users;
    try {
      users =
          calls.query(
              "SELECT UserId, COUNT(Id) n, COUNT_DISTINCT(SourceIp) ips FROM LoginHistory WHERE "
                  + during(where, from, to.plusSeconds(1))
                  + " GROUP BY UserId");
    } catch (UnreadException e) {
      if (e.kind() != Kind.TOO_MANY_GROUPS) {
        throw e;
      }
      return byTime(where, from, to.plusSeconds(1), 2);
    }
    return byUsers(where, users);
  }

  private List<Row> byUsers(String where, List<Row> users) throws UnreadException {
    List<Row> most = new ArrayList<>(users);
    most.sort(Comparator.comparingInt((Row u) -> -estimate(u)));
    List<Row> rows = new ArrayList<>();
    List<String> some = new ArrayList<>();
    int sum = 0;
    for (Row user : most) {
      if (!some.isEmpty() && (sum + estimate(user) > AIM || some.size() == MAX_USERS)) {
        rows.addAll(ofUsers(where, some, sum));
        some.clear();
        sum = 0;
      }
      some.add(user.text("UserId"));
      sum += estimate(user);
    }
    if (!some.isEmpty()) {
      rows.addAll(ofUsers(where, some, sum));
    }
    return rows;
  }

  /** About how many groups a user has: a few per address, never more than logins. */
  private static int estimate(Row user) {
    int addresses = user.number("ips");
    return Math.min(user.number("n"), addresses + addresses / 4 + 2);
  }

  private List<Row> ofUsers(String where, List<String> users, int estimate) throws UnreadException {
    return byTime(
        where + " AND UserId IN " + Soql.list(users), from, to.plusSeconds(1), estimate / AIM + 1);
  }

  /**
   * Splits the time into {@code slices}; a slice that still has too many groups is split in two.
   */
  private List<Row> byTime(String where, Instant since, Instant before, int slices)
      throws UnreadException {
    List<Row> rows = new ArrayList<>();
    Duration all = Duration.between(since, before);
    Instant start = since;
    for (int i = 1; i <= slices; i++) {
      Instant end = i == slices ? before : since.plusSeconds(all.toSeconds() / slices * i);
      allowPart();
      try {
        rows.addAll(grouped(where, start, end));
      } catch (UnreadException e) {
        if (e.kind() != Kind.TOO_MANY_GROUPS
            || Duration.between(start, end).compareTo(SHORTEST) < 0) {
          throw e;
        }
        rows.addAll(byTime(where, start, end, 2));
      }
      start = end;
    }
    return rows;
  }

  private void allowPart() throws UnreadException {
    if (++parts > MAX_PARTS) {
      throw new UnreadException(
          Kind.REFUSED, "", "LoginHistory: it takes more than " + MAX_PARTS + " calls to read");
    }
    if (parts > 1) {
      calls.allow(1);
    }
  }
}
