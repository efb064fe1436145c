package dev.headroom.access.salesforce;

import dev.headroom.access.CallBudget;
import dev.headroom.access.LookOutcome;
import dev.headroom.access.LookRequest;
import dev.headroom.access.ip.IpAddressNotation;
import dev.headroom.auth.AccessToken;
import dev.headroom.auth.AccessTokens;
import dev.headroom.auth.LoginBudget;
import dev.headroom.auth.LoginFailedException;
import dev.headroom.auth.Secret;
import dev.headroom.auth.Session;
import dev.headroom.http.FakeHttp;
import dev.headroom.http.FakeHttp.Request;
import dev.headroom.http.HttpBody;
import dev.headroom.http.HttpOutcome;
import dev.headroom.org.Credentials;
import dev.headroom.org.Org;
import dev.headroom.org.OrgId;
import dev.headroom.org.SecretRef;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An org that answers each read with rows that a test can replace, by the object that is read. */
final class CannedOrg implements AccessTokens {
  static final Instant NOW = Instant.parse("2026-11-20T06:00:00Z");
  static final String TOKEN = "00D000000000001!canary.token";

  /** The reads of a look, by the object or the metadata type. */
  static final List<String> STEPS =
      List.of(
          "UserPermissionAccess",
          "PermissionSet",
          "PermissionSetAssignment",
          "UserLogin",
          "ConnectedApplication",
          "ExternalClientApplication",
          "ExtlClntAppOauthPlcyCnfg",
          "ExtlClntAppOauthSettings",
          "listMetadata",
          "ConnectedApp",
          "SetupEntityAccess",
          "OauthToken",
          "LoginHistory",
          "EventLogFile",
          "LogFile",
          "SecuritySettings",
          "ConnectedAppSettings",
          "User",
          "Profile");

  private static final Pattern FROM = Pattern.compile(" FROM (\\w+)");
  private static final Pattern TYPE = Pattern.compile("<readMetadata><type>(\\w+)</type>");

  private final Map<String, String> rows = new LinkedHashMap<>(Canned.ROWS);
  final Map<String, Function<Request, HttpOutcome>> faults = new LinkedHashMap<>();
  final List<String> read = new ArrayList<>();
  final List<String> queries = new ArrayList<>();
  int logins = 1;

  /** Replaces the rows of {@code step}. */
  CannedOrg rows(String step, String json) {
    rows.put(step, json);
    return this;
  }

  /** What comes of reading {@code step} from now on. */
  CannedOrg fault(String step, Function<Request, HttpOutcome> answer) {
    faults.put(step, answer);
    return this;
  }

  LookOutcome look() {
    return look(CallBudget.OPEN);
  }

  LookOutcome look(CallBudget spending) {
    Org org =
        new Org(
            new OrgId("acme"),
            "acme",
            URI.create("https://acme.my.salesforce.com"),
            new Credentials.ClientCredentials("key", SecretRef.parse("env:S").orElseThrow()),
            Org.SHORTEST_INTERVAL,
            null,
            Map.of());
    return new SalesforceAccessSource(new FakeHttp(this::answer), this, new IpAddressNotation())
        .look(org, new LookRequest(NOW, List.of()), LoginBudget.NONE, spending);
  }

  private HttpOutcome answer(Request request) {
    String step = step(request);
    if (!step.equals("versions")) {
      read.add(step);
    }
    Function<Request, HttpOutcome> fault = faults.get(step);
    if (fault != null) {
      return fault.apply(request);
    }
    String answer = rows.getOrDefault(step, "");
    return switch (step) {
      case "versions" -> reply(200, "[{\"version\": \"62.0\"}, {\"version\": \"67.0\"}]");
      case "LogFile" -> reply(200, answer);
      case "listMetadata", "ConnectedApp", "SecuritySettings", "ConnectedAppSettings", "Profile" ->
          reply(200, Canned.envelope(answer));
      default -> reply(200, "{\"totalSize\": 1, \"done\": true, \"records\": [" + answer + "]}");
    };
  }

  private String step(Request request) {
    String uri = request.uri().toString();
    if (uri.endsWith("/services/data/")) {
      return "versions";
    }
    if (uri.endsWith("/LogFile")) {
      return "LogFile";
    }
    if (uri.contains("/query/")) {
      return read.getLast();
    }
    if (uri.contains("/Soap/m/67.0")) {
      String body = request.body().text();
      Matcher type = TYPE.matcher(body);
      return body.contains("<listMetadata>") ? "listMetadata" : type.find() ? type.group(1) : body;
    }
    if (!request.method().equals("GET")) {
      throw new AssertionError("a look only reads: " + request.method() + " " + uri);
    }
    String soql = URLDecoder.decode(uri.substring(uri.indexOf("?q=") + 3), StandardCharsets.UTF_8);
    queries.add(soql);
    Matcher from = FROM.matcher(soql);
    return from.find() ? from.group(1) : soql;
  }

  static HttpOutcome reply(int status, String body) {
    return new HttpOutcome.Reply(status, Map.of(), HttpBody.of(body));
  }

  static HttpOutcome error(int status, String code, String message) {
    return reply(status, "[{\"message\": \"" + message + "\", \"errorCode\": \"" + code + "\"}]");
  }

  @Override
  public Session current(Org org, LoginBudget budget, Duration within) throws LoginFailedException {
    if (logins == 0) {
      throw new LoginFailedException(
          LoginFailedException.Kind.REFUSED, "login of acme was refused", "Check the app.");
    }
    return session(TOKEN);
  }

  @Override
  public Session renew(Org org, AccessToken useless, LoginBudget budget, Duration within)
      throws LoginFailedException {
    if (--logins < 1) {
      throw new LoginFailedException(
          LoginFailedException.Kind.REFUSED, "login of acme was refused", "Check the app.");
    }
    return session(TOKEN + "2");
  }

  private static Session session(String token) {
    return new Session(
        new AccessToken(Secret.of(token), URI.create("https://acme.my.salesforce.com")), true);
  }
}
