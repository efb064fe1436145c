package dev.headroom.access.salesforce;

import dev.headroom.access.Part;
import dev.headroom.access.SalesforceId;
import dev.headroom.access.Tokens;
import dev.headroom.access.salesforce.UnreadException.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * OAuth tokens, grouped: at most 2,500 rows could be read one by one, and the columns AccessToken,
 * DeleteToken and RequestToken hold live secrets (Object Reference, OauthToken). None of the three
 * is ever selected.
 */
final class TokenReading {
  /** From this many tokens on, an org counts as large. */
  private static final int LARGE = 2_500;

  private static final String APP = "AppMenuItem.ApplicationId";
  private static final String OWNER = "UserId, User.Username, User.IsActive";
  private static final String COUNTED = ", COUNT(UserId) n, MAX(LastUsedDate) last FROM OauthToken";

  private final OrgCalls calls;
  private final Gaps gaps;
  private final Set<String> frozen;
  private final Map<Key, Draft> drafts = new LinkedHashMap<>();
  private final Set<String> owners = new HashSet<>();

  TokenReading(OrgCalls calls, Gaps gaps, Set<String> frozen) {
    this.calls = calls;
    this.gaps = gaps;
    this.frozen = frozen;
  }

  private record Key(@Nullable String appId, String appName) {
    /** If there is an id, the name means nothing. */
    static Key of(Row row) {
      String id = row.textOrNull("ApplicationId");
      return new Key(id, id == null ? row.text("AppName") : "");
    }
  }

  private static final class Draft {
    private final Set<String> owners = new HashSet<>();
    private final Set<String> idle = new TreeSet<>();
    private int count;
    private int users;
    private @Nullable Instant last;
  }

  /** Reads what may be read; the rest is a gap. */
  void read() {
    if (gaps.has(Part.TOKENS)) {
      return;
    }
    try {
      try {
        byOwner();
      } catch (UnreadException e) {
        if (e.kind() != Kind.TOO_MANY_GROUPS) {
          throw e;
        }
        calls.allowLarge();
        byApp();
      }
    } catch (UnreadException e) {
      gaps.add(Part.TOKENS, e);
      drafts.clear();
    }
  }

  private void byOwner() throws UnreadException {
    String groups = "AppName, " + APP + ", " + OWNER;
    for (Row row : calls.query("SELECT " + groups + COUNTED + " GROUP BY " + groups)) {
      Draft draft = draft(row);
      String owner = SalesforceId.key(row.text("UserId"));
      draft.owners.add(owner);
      owners.add(owner);
      count(draft, row);
      if (!row.is("IsActive") || frozen.contains(owner)) {
        draft.idle.add(row.text("Username"));
      }
    }
    drafts.values().forEach(d -> d.users = d.owners.size());
    if (drafts.values().stream().mapToInt(d -> d.count).sum() > LARGE) {
      calls.allowLarge();
    }
  }

  /** If there are too many owners for one answer, they are counted, and the idle ones named. */
  private void byApp() throws UnreadException {
    String users = ", COUNT_DISTINCT(UserId) users";
    List<Row> rows = new ArrayList<>();
    rows.addAll(
        calls.query(
            "SELECT " + APP + users + COUNTED + " WHERE " + APP + " != null GROUP BY " + APP));
    rows.addAll(
        calls.query(
            "SELECT AppName" + users + COUNTED + " WHERE " + APP + " = null GROUP BY AppName"));
    for (Row row : rows) {
      Draft draft = draft(row);
      count(draft, row);
      draft.users += row.number("users");
    }
    idle("User.IsActive = false");
    List<String> ids = List.copyOf(frozen);
    for (int from = 0; from < ids.size(); from += Soql.MAX_IDS) {
      List<String> some = ids.subList(from, Math.min(ids.size(), from + Soql.MAX_IDS));
      idle("UserId IN " + Soql.list(some));
    }
  }

  private void idle(String who) throws UnreadException {
    String groups = "AppName, " + APP + ", User.Username";
    for (Row row :
        calls.query("SELECT " + groups + COUNTED + " WHERE " + who + " GROUP BY " + groups)) {
      draft(row).idle.add(row.text("Username"));
    }
  }

  private Draft draft(Row row) {
    return drafts.computeIfAbsent(Key.of(row), k -> new Draft());
  }

  private static void count(Draft draft, Row row) {
    draft.count += row.number("n");
    Instant last = row.time("last");
    if (last != null && (draft.last == null || last.isAfter(draft.last))) {
      draft.last = last;
    }
  }

  List<Tokens> tokens() {
    List<Tokens> tokens = new ArrayList<>();
    drafts.forEach(
        (key, d) ->
            tokens.add(
                new Tokens(
                    key.appId(), key.appName(), d.count, d.users, d.owners, d.idle, d.last)));
    return tokens;
  }

  /** Returns whether the rows could all belong to one user. */
  boolean mayBeOwnOnly() {
    return !gaps.has(Part.TOKENS)
        && drafts.values().stream().allMatch(d -> d.users <= 1)
        && owners.size() <= 1;
  }

  /** Discards what was read, because it is not known whose it is. */
  void distrust(String reason) {
    gaps.unanswered(Part.TOKENS, reason);
    drafts.clear();
  }
}
