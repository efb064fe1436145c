package dev.headroom.access.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import dev.headroom.access.CallBudget;
import dev.headroom.access.salesforce.UnreadException.Kind;
import dev.headroom.auth.AccessToken;
import dev.headroom.auth.AccessTokens;
import dev.headroom.auth.LoginBudget;
import dev.headroom.auth.LoginFailedException;
import dev.headroom.auth.Redactor;
import dev.headroom.http.ApiCall;
import dev.headroom.http.Deadline;
import dev.headroom.http.Exchange;
import dev.headroom.http.HttpOutcome;
import dev.headroom.http.OutboundHttp;
import dev.headroom.http.salesforce.QueryPage;
import dev.headroom.http.salesforce.SalesforceApi;
import dev.headroom.limits.Reading;
import dev.headroom.limits.salesforce.ApiVersions;
import dev.headroom.limits.salesforce.LimitInfoHeader;
import dev.headroom.limits.salesforce.RestError;
import dev.headroom.org.Org;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The calls of one look at one org. Temporary failures are retried once, a few times per look; a
 * refused session is replaced once. Calls that the org counts are counted, and none is made beyond
 * the look's limit.
 */
final class OrgCalls {
  /** Counted calls per look at an ordinary org. */
  static final int LIMIT = 25;

  private static final Duration IN_ALL = Duration.ofMinutes(3);
  private static final Duration EACH = Duration.ofSeconds(20);
  private static final int MAX_RETRIES = 3;
  private static final int MAX_PAGE_BYTES = 16 << 20;
  private static final int MAX_FILE_BYTES = 1 << 30;

  /** Offered by every org, and used if an org does not say what it offers. */
  private static final String OLDEST_VERSION = "62.0";

  private final OutboundHttp http;
  private final AccessTokens tokens;
  private final Org org;
  private final LoginBudget logins;
  private final CallBudget spending;
  private final Deadline deadline = Deadline.in(IN_ALL);
  private AccessToken token;
  private String version = OLDEST_VERSION;
  private boolean mayReplace = true;
  private int retries = MAX_RETRIES;
  private int limit = LIMIT;
  private boolean isLarge;
  private int made;
  private int answered;
  private @Nullable UnreadException over;
  private @Nullable Reading told;

  private OrgCalls(
      OutboundHttp http,
      AccessTokens tokens,
      Org org,
      LoginBudget logins,
      CallBudget spending,
      AccessToken token) {
    this.http = http;
    this.tokens = tokens;
    this.org = org;
    this.logins = logins;
    this.spending = spending;
    this.token = token;
  }

  /**
   * Logs in if there is no session, and finds the API version.
   *
   * @throws LoginFailedException if no session can be obtained
   */
  static OrgCalls begin(
      OutboundHttp http, AccessTokens tokens, Org org, LoginBudget logins, CallBudget spending)
      throws LoginFailedException {
    AccessToken token = tokens.current(org, logins, EACH).token();
    OrgCalls calls = new OrgCalls(http, tokens, org, logins, spending, token);
    String pinned = org.apiVersion();
    calls.version = pinned == null ? calls.newestVersion() : pinned;
    return calls;
  }

  private String newestVersion() {
    var offered =
        http.exchange(
            ApiCall.of(
                SalesforceApi.class,
                token.instanceUrl(),
                within(),
                MAX_PAGE_BYTES,
                SalesforceApi::versions));
    return ApiVersions.newestOf(offered.value()).orElse(OLDEST_VERSION);
  }

  /** Returns Salesforce's id of the org; empty if the session does not contain it. */
  String orgId() {
    String id = token.orgId();
    return id == null ? "" : id;
  }

  /** Returns the number of calls so far that returned what was asked for. */
  int answered() {
    return answered;
  }

  /** Returns the number of counted calls so far. */
  int made() {
    return made;
  }

  /**
   * Returns the org's use of DailyApiRequests according to the newest reply that carried it; null
   * if none did.
   */
  @Nullable Reading told() {
    return told;
  }

  /** Allows the additional calls for a large org, once. */
  void allowLarge() {
    limit += isLarge ? 0 : SalesforceAccessSource.MORE_FOR_LARGE;
    isLarge = true;
  }

  /** Allows {@code more} calls. */
  void allow(int more) {
    limit += more;
  }

  /** Returns why nothing more can be read; empty while something can. */
  Optional<UnreadException> over() {
    return Optional.ofNullable(over);
  }

  /** Returns all rows of a query; never only a part of them. */
  List<Row> query(String soql) throws UnreadException {
    try {
      return pages(soql, false);
    } catch (UnreadException e) {
      if (e.kind() != Kind.LOST_LOCATOR || retries == 0) {
        throw e;
      }
      retries--;
      return pages(soql, false);
    }
  }

  /** Returns all rows of a Tooling API query. */
  List<Row> tooling(String soql) throws UnreadException {
    return pages(soql, true);
  }

  private List<Row> pages(String soql, boolean tooling) throws UnreadException {
    List<Row> rows = new ArrayList<>();
    QueryPage page = page(soql, tooling);
    while (true) {
      for (JsonNode row : page.rows()) {
        rows.add(new Row(row));
      }
      if (Boolean.TRUE.equals(page.done())) {
        return rows;
      }
      String locator =
          page.locator()
              .orElseThrow(
                  () ->
                      new UnreadException(
                          Kind.TRANSIENT, "", "a page of " + of(soql) + " names no next one"));
      page =
          called(
              "a further page of " + of(soql),
              auth -> get(api -> api.nextPage(auth, version, locator)),
              OrgCalls::isPage);
    }
  }

  private QueryPage page(String soql, boolean tooling) throws UnreadException {
    return called(
        of(soql),
        auth ->
            get(
                api ->
                    tooling
                        ? api.toolingQuery(auth, version, soql)
                        : api.query(auth, version, soql)),
        OrgCalls::isPage);
  }

  private static boolean isPage(QueryPage page) {
    return page.done() != null && page.records() != null;
  }

  private static String of(String soql) {
    int from = soql.indexOf(" FROM ");
    int end = soql.indexOf(' ', from + 6);
    return from < 0 ? "a query" : soql.substring(from + 6, end < 0 ? soql.length() : end);
  }

  private <T> Exchange<T> get(
      Function<? super SalesforceApi, org.jboss.resteasy.reactive.RestResponse<T>> method) {
    return http.exchange(
        ApiCall.of(SalesforceApi.class, token.instanceUrl(), within(), MAX_PAGE_BYTES, method));
  }

  /** Returns what {@code reader} makes of an event log file. */
  <T> T eventLog(String id, OutboundHttp.BodyReader<Optional<T>> reader) throws UnreadException {
    return called(
            "the event log file",
            auth -> download(api -> api.eventLogFile(auth, version, id), reader),
            Optional::isPresent)
        .orElseThrow();
  }

  private <T> Exchange<T> download(
      Function<? super SalesforceApi, org.jboss.resteasy.reactive.RestResponse<InputStream>> method,
      OutboundHttp.BodyReader<T> reader) {
    return http.download(
        ApiCall.of(SalesforceApi.class, token.instanceUrl(), within(), MAX_FILE_BYTES, method),
        reader);
  }

  /** Returns full name and id of all records of {@code types} in the Metadata API. */
  List<XmlElement> listMetadata(Collection<String> types) throws UnreadException {
    return metadata(
        "the list of " + String.join(", ", types),
        session -> MetadataXml.list(session, version, types),
        in -> MetadataXml.elements(in, "result", Set.of("fullName", "id", "type")));
  }

  /** Returns records of the Metadata API, at most ten, with the requested members. */
  List<XmlElement> readMetadata(String type, Collection<String> names, Set<String> members)
      throws UnreadException {
    return metadata(
        "the metadata of " + type,
        session -> MetadataXml.read(session, type, names),
        in -> MetadataXml.elements(in, "records", members));
  }

  private List<XmlElement> metadata(
      String what,
      Function<String, String> envelope,
      OutboundHttp.BodyReader<Optional<List<XmlElement>>> reader)
      throws UnreadException {
    return called(
            what,
            auth ->
                download(
                    api -> api.metadata(version, envelope.apply(token.value().reveal())), reader),
            Optional::isPresent)
        .orElseThrow();
  }

  private Duration within() {
    Duration left = deadline.remaining();
    return left.compareTo(EACH) < 0 ? left : EACH;
  }

  private <T> T called(
      String what, Function<String, Exchange<T>> call, java.util.function.Predicate<T> isWhole)
      throws UnreadException {
    try {
      return once(what, call, isWhole);
    } catch (UnreadException e) {
      if (e.kind() != Kind.TRANSIENT || retries == 0 || deadline.hasPassed()) {
        throw e;
      }
      retries--;
      return once(what, call, isWhole);
    }
  }

  private <T> T once(
      String what, Function<String, Exchange<T>> call, java.util.function.Predicate<T> isWhole)
      throws UnreadException {
    take(what);
    Exchange<T> exchange = call.apply("Bearer " + token.value().reveal());
    return switch (exchange.outcome()) {
      case HttpOutcome.Failure failure ->
          throw new UnreadException(Kind.TRANSIENT, "", what + ": " + failure.detail());
      case HttpOutcome.Reply reply -> {
        Reading usage = LimitInfoHeader.of(reply).usage();
        told = usage == null ? told : usage;
        T value = exchange.value();
        if (reply.isSuccess()) {
          if (value != null && isWhole.test(value)) {
            answered++;
            yield value;
          }
          throw new UnreadException(
              Kind.TRANSIENT,
              "",
              what + " at " + exchange.place() + ": the answer is not of Salesforce's form");
        }
        UnreadException refused = refused(what, exchange.place(), reply);
        if (refused.code().equals(Refusals.SESSION) && renewed()) {
          yield once(what, call, isWhole);
        }
        if (refused.kind() == Kind.OVER && over == null) {
          over = refused;
        }
        throw refused;
      }
    };
  }

  private void take(String what) throws UnreadException {
    if (over != null) {
      throw over;
    }
    if (deadline.hasPassed()) {
      throw ended(what + ": no time was left to ask");
    }
    if (made >= limit) {
      throw new UnreadException(
          Kind.REFUSED, "", what + ": the look has made its " + limit + " calls");
    }
    if (!spending.take()) {
      throw ended(what + ": the org's budget of calls is used up");
    }
    made++;
  }

  private UnreadException ended(String reason) {
    over = new UnreadException(Kind.OVER, "", reason);
    return over;
  }

  private UnreadException refused(String what, String place, HttpOutcome.Reply reply) {
    RestError error = Refusals.errorOf(reply);
    Redactor redactor = Redactor.of(token.value());
    String said =
        error.isOfSalesforce()
            ? redactor.clean(error.code() + " (" + error.message() + ")")
            : "without Salesforce's error form";
    return Refusals.judge(
        reply.status(), error, what + " at " + place + ": HTTP " + reply.status() + " " + said);
  }

  /** Whether there is another session now. */
  private boolean renewed() {
    if (!mayReplace) {
      return false;
    }
    mayReplace = false;
    try {
      token = tokens.renew(org, token, logins, within()).token();
      return true;
    } catch (LoginFailedException e) {
      over = new UnreadException(Kind.OVER, "", String.valueOf(e.getMessage()));
      return false;
    }
  }
}
