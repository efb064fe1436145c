package dev.headroom.report.html;

import dev.headroom.access.ApiUser;
import dev.headroom.access.Effective;
import dev.headroom.access.Posture;
import dev.headroom.report.HiddenNames;
import dev.headroom.report.Parameters;
import dev.headroom.report.words.AccessWords;
import dev.headroom.words.Figures;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Who may use an org's API, by path, filtered as wished.
 *
 * @param all how many users there are
 * @param found how many of them the filter lets through
 * @param paths the paths to API Enabled, those with most users first
 * @param filtered whether a filter is set
 * @param more how many users there are beyond those shown
 */
@RegisterForReflection
public record AccessUsers(
    String all,
    String found,
    List<Path> paths,
    boolean filtered,
    List<Cells.Option> pathOptions,
    List<Cells.Option> stateOptions,
    String text,
    String at,
    List<Sorting.Head> heads,
    List<Row> rows,
    String more) {
  static final List<String> MEMBERS = List.of("path", "access", "q", "sort");
  private static final int MAX_ROWS = 200;
  private static final int MAX_PATHS = 50;

  /** Which users are shown. */
  private enum State {
    ALL("", "all"),
    NOT_ALLOWED("not-allowed", "may use it, no rule allows it"),
    CONDITIONAL("conditional", "may gain access"),
    ALLOWED("allowed", "allowed"),
    BLOCKED("blocked", "cannot use it now");

    final String word;
    final String text;

    State(String word, String text) {
      this.word = word;
      this.text = text;
    }

    boolean holds(ApiUser user) {
      boolean conditional =
          user.effective() == Effective.ON_ACTIVATION || user.effective() == Effective.UNKNOWN;
      return switch (this) {
        case ALL -> true;
        case NOT_ALLOWED -> user.effective() == Effective.YES && isDenied(user);
        case CONDITIONAL -> conditional;
        case ALLOWED -> user.effective() == Effective.YES && !isDenied(user);
        case BLOCKED -> user.effective() == Effective.NO;
      };
    }

    private static boolean isDenied(ApiUser user) {
      return Boolean.FALSE.equals(user.allowed());
    }
  }

  /**
   * A path to API Enabled.
   *
   * @param key in the address
   * @param parts of the name
   * @param users who may use the API through it now
   * @param denied how many of them no rule allows
   * @param only how many of them have no other
   */
  @RegisterForReflection
  public record Path(
      String key,
      String kind,
      String name,
      List<String> parts,
      String href,
      int users,
      int denied,
      int only) {}

  /**
   * A user.
   *
   * @param lockOut asks whom a restriction would lock out, by name; null where names are hidden
   */
  @RegisterForReflection
  public record Row(
      List<String> username,
      Cells.Chip chip,
      String access,
      List<String> through,
      List<String> profile,
      Cells.@Nullable Moment lastLogin,
      @Nullable String lockOut) {}

  /** What is wished for: parameters of the page. */
  record Wish(String path, State state, String text, Sorting<ApiUser> order, String at) {
    static Wish of(Parameters parameters) {
      List<String> words = Arrays.stream(State.values()).skip(1).map(s -> s.word).toList();
      String word = parameters.choice("access", words).orElse("");
      return new Wish(
          parameters.filled("path").orElse(""),
          Arrays.stream(State.values())
              .filter(s -> s.word.equals(word))
              .findFirst()
              .orElse(State.ALL),
          parameters.filled("q").orElse(""),
          AccessUsers.order(parameters),
          parameters.filled("at").orElse(""));
    }

    private boolean lets(ApiUser user) {
      return state.holds(user)
          && (path.isEmpty() || user.via().stream().anyMatch(v -> key(v).equals(path)))
          && (text.isEmpty() || isNamed(user));
    }

    private boolean isNamed(ApiUser user) {
      String wanted = text.toLowerCase(Locale.ROOT);
      return user.username().toLowerCase(Locale.ROOT).contains(wanted)
          || user.profile().toLowerCase(Locale.ROOT).contains(wanted);
    }

    String href(String base, String otherPath, String sort) {
      StringBuilder query = new StringBuilder();
      add(query, "at", at);
      add(query, "path", otherPath);
      add(query, "access", state.word);
      add(query, "q", text);
      add(query, "sort", sort);
      return base + query + "#users";
    }

    private static void add(StringBuilder query, String name, String value) {
      if (!value.isEmpty()) {
        query
            .append(query.isEmpty() ? '?' : '&')
            .append(name)
            .append('=')
            .append(Cells.encoded(value));
      }
    }
  }

  /** Those whom no rule allows first when nothing is asked for. */
  private static Sorting<ApiUser> order(Parameters parameters) {
    return Sorting.of(
        parameters,
        "access",
        List.of(
            Sorting.Column.of(
                "name",
                "User",
                Comparator.comparing(ApiUser::username, String.CASE_INSENSITIVE_ORDER)),
            Sorting.Column.of("access", "API access", Comparator.comparingInt(AccessUsers::rank)),
            Sorting.Column.plain("Through"),
            Sorting.Column.of(
                "profile",
                "Profile",
                Comparator.comparing(ApiUser::profile, String.CASE_INSENSITIVE_ORDER)),
            Sorting.Column.of(
                    "login",
                    "Last login",
                    Comparator.comparing(
                        (ApiUser u) -> u.lastLogin() == null ? Instant.MIN : u.lastLogin()))
                .knownIf(u -> u.lastLogin() != null)));
  }

  private static int rank(ApiUser user) {
    boolean denied = Boolean.FALSE.equals(user.allowed());
    return switch (user.effective()) {
      case YES -> denied ? 0 : 3;
      case UNKNOWN -> denied ? 1 : 4;
      case ON_ACTIVATION -> denied ? 2 : 5;
      case NO -> 6;
    };
  }

  static AccessUsers of(String org, Posture posture, Wish wish, Instant now) {
    String base = "/orgs/" + org + "/access";
    List<Path> paths = paths(base, posture, wish);
    List<ApiUser> found =
        posture.apiUsers().stream()
            .filter(wish::lets)
            .sorted(Comparator.comparingInt(AccessUsers::rank).thenComparing(ApiUser::username))
            .toList();
    int more = Math.max(0, found.size() - MAX_ROWS);
    return new AccessUsers(
        Figures.number(posture.apiUsers().size()),
        Figures.number(found.size()),
        paths.stream().limit(MAX_PATHS).toList(),
        found.size() < posture.apiUsers().size(),
        options(paths, wish),
        Arrays.stream(State.values())
            .map(s -> new Cells.Option(s.word, s.text, s == wish.state()))
            .toList(),
        wish.text(),
        wish.at(),
        wish.order().heads(sort -> wish.href(base, wish.path(), sort)),
        wish.order().sorted(found).stream()
            .limit(MAX_ROWS)
            .map(user -> row(org, user, now))
            .toList(),
        more == 0 ? "" : Figures.number(more));
  }

  private static List<Cells.Option> options(List<Path> paths, Wish wish) {
    var all = new ArrayList<Cells.Option>();
    all.add(new Cells.Option("", "any", wish.path().isEmpty()));
    for (Path path : paths) {
      String key = path.key();
      all.add(new Cells.Option(key, path.kind() + " " + path.name(), key.equals(wish.path())));
    }
    return all;
  }

  private static String key(ApiUser.Via via) {
    return via.kind().word() + ":" + via.name();
  }

  private static List<Path> paths(String base, Posture posture, Wish wish) {
    Map<String, int[]> counts = new TreeMap<>();
    Map<String, ApiUser.Via> names = new TreeMap<>();
    for (ApiUser user : posture.apiUsers()) {
      long counting = user.via().stream().filter(v -> v.state().counts()).count();
      for (ApiUser.Via via : user.via()) {
        names.putIfAbsent(key(via), via);
        int[] count = counts.computeIfAbsent(key(via), k -> new int[3]);
        if (user.effective() == Effective.YES && via.state().counts()) {
          count[0]++;
          count[1] += Boolean.FALSE.equals(user.allowed()) ? 1 : 0;
          count[2] += counting == 1 ? 1 : 0;
        }
      }
    }
    return names.entrySet().stream()
        .map(
            e -> {
              int[] count = counts.getOrDefault(e.getKey(), new int[3]);
              return new Path(
                  e.getKey(),
                  AccessWords.kind(e.getValue().kind()),
                  e.getValue().name(),
                  Cells.parts(e.getValue().name()),
                  wish.href(base, e.getKey(), wish.order().given()),
                  count[0],
                  count[1],
                  count[2]);
            })
        .sorted(Comparator.comparingInt((Path p) -> -p.users()).thenComparing(Path::name))
        .toList();
  }

  private static Row row(String org, ApiUser user, Instant now) {
    Instant last = user.lastLogin();
    return new Row(
        Cells.parts(user.username()),
        chip(user),
        AccessWords.access(user) + (user.apiOnly() ? "; API only" : ""),
        Cells.parts(String.join("; ", user.via().stream().map(AccessWords::path).toList())),
        Cells.parts(user.profile()),
        last == null ? null : Cells.Moment.of(last, now),
        HiddenNames.isHidden(user.username())
            ? null
            : "/orgs/" + org + "/lock-out?kind=user&name=" + Cells.encoded(user.username()));
  }

  private static Cells.Chip chip(ApiUser user) {
    boolean denied = Boolean.FALSE.equals(user.allowed());
    return switch (user.effective()) {
      case YES ->
          denied
              ? new Cells.Chip("escalation", "not allowed", "◆")
              : new Cells.Chip("ok", "allowed", "●");
      case ON_ACTIVATION, UNKNOWN ->
          denied
              ? new Cells.Chip("attention", "may gain it", "▲")
              : new Cells.Chip("ok", "allowed", "●");
      case NO -> new Cells.Chip("none", "no", "–");
    };
  }
}
