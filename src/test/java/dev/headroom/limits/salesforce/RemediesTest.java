package dev.headroom.limits.salesforce;

import static dev.headroom.http.RawServer.answer;
import static dev.headroom.http.RawServer.bytes;
import static dev.headroom.http.RawServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.auth.TestLogins;
import dev.headroom.http.RawServer.Answer;
import dev.headroom.limits.PollOutcome;
import dev.headroom.limits.PollOutcome.Failed;
import dev.headroom.org.Credentials;
import dev.headroom.org.Credentials.ClientCredentials;
import dev.headroom.org.Credentials.JwtBearer;
import dev.headroom.org.Org;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Walks everything that can be said of an org that gives no reading, for orgs whose entries have
 * and lack the members of the manifest: what a remedy names is there, or is one that can be set.
 */
@QuarkusTest
@Timeout(120)
class RemediesTest {
  private static final Duration LONG = Duration.ofSeconds(30);

  /** Members that not every org has; {@code loginUrl} and {@code clientId} every one has. */
  private static final Pattern MEMBER =
      Pattern.compile(
          "(?i)(?<verb>\\w+ )?(?<member>apiVersion|auth\\.audience|audience|clientSecret|client"
              + " secret|consumer secret|privateKey|private key|username|user name|certificate)\\b");

  /** An answer that gives no reading. */
  record Case(String name, boolean ofLogin, Answer answer) {
    @Override
    public String toString() {
      return name;
    }
  }

  static List<Case> cases() throws IOException {
    List<Case> cases = new ArrayList<>();
    for (Map<String, String> row : ErrorTable.rows("oauth-errors.csv")) {
      String error = row.getOrDefault("error", "");
      String text = row.getOrDefault("error_description", "");
      byte[] reply =
          json(400, "{\"error\":\"%s\",\"error_description\":\"%s\"}".formatted(error, text));
      cases.add(new Case("login: " + error + " " + text, true, (r, out) -> out.write(reply)));
    }
    for (Map<String, String> row : ErrorTable.rows("rest-errors.csv")) {
      int status = Integer.parseInt(row.getOrDefault("http", ""));
      String code = row.getOrDefault("errorCode", "");
      String text = row.getOrDefault("message", "");
      byte[] reply =
          code.startsWith("-")
              ? answer(status, "Content-Type: text/html\r\n", bytes("<html>" + text))
              : json(status, "[{\"message\":\"%s\",\"errorCode\":\"%s\"}]".formatted(text, code));
      cases.add(new Case("limits: " + status + " " + text, false, (r, out) -> out.write(reply)));
    }
    for (int status : new int[] {200, 302, 400, 401, 403, 404, 410, 418, 429, 500, 503}) {
      byte[] page = answer(status, "Content-Type: text/html\r\n", bytes("<html>no such page"));
      byte[] ours = json(status, "[{\"message\":\"new\",\"errorCode\":\"NEW\"}]");
      byte[] oauth = json(status, "{\"error\":\"brand_new\"}");
      cases.add(new Case("login: page " + status, true, (r, out) -> out.write(page)));
      cases.add(new Case("login: unknown " + status, true, (r, out) -> out.write(oauth)));
      cases.add(new Case("limits: page " + status, false, (r, out) -> out.write(page)));
      cases.add(new Case("limits: unknown " + status, false, (r, out) -> out.write(ours)));
    }
    cases.add(new Case("login: nothing", true, (r, out) -> {}));
    cases.add(new Case("limits: nothing", false, (r, out) -> {}));
    return cases;
  }

  @ParameterizedTest
  @MethodSource("cases")
  void aRemedyNamesWhatIsThereOrWhatCanBeSet(Case answered) throws Exception {
    try (FakeOrg fake = new FakeOrg()) {
      if (answered.ofLogin()) {
        fake.token(answered.answer());
      } else {
        fake.limits(answered.answer());
      }
      for (Map.Entry<String, Org> org : orgs(fake).entrySet()) {
        PollOutcome outcome = fake.source(LONG).read(org.getValue(), TestLogins.endless());
        if (outcome instanceof Failed failed) {
          assertThat(wrongIn(failed.remedy(), org.getValue()))
              .as(org.getKey() + ": " + failed.remedy())
              .isEmpty();
        }
      }
    }
  }

  /** What the walk rests on finds what it is for. */
  @Test
  void theWalkTellsTheTwoApart() throws Exception {
    try (FakeOrg fake = new FakeOrg()) {
      Org bare = fake.org();
      Org pinned = fake.org("acme-prod", "67.0");
      assertThat(wrongIn("Remove apiVersion from the manifest.", bare))
          .containsExactly("apiVersion");
      assertThat(wrongIn("Remove apiVersion from the manifest.", pinned)).isEmpty();
      assertThat(wrongIn("If this persists, set apiVersion to an older one.", bare)).isEmpty();
      assertThat(wrongIn("If this persists, set apiVersion to an older one.", pinned))
          .containsExactly("apiVersion");
      assertThat(wrongIn("Set auth.audience to x.", bare)).containsExactly("auth.audience");
      assertThat(wrongIn("Check the client secret.", fake.jwtOrg("env:KEY")))
          .containsExactly("client secret");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {404, 410})
  void anOrgWithoutAPinnedVersionIsNotAdvisedToRemoveIt(int status) throws Exception {
    try (FakeOrg fake = new FakeOrg()) {
      fake.limits(
          (r, out) ->
              out.write(
                  json(
                      status,
                      "[{\"message\":\"The requested resource does not exist\",\"errorCode\":\"NOT_FOUND\"}]")));
      assertThat(remedy(fake, fake.org()))
          .doesNotContainIgnoringCase("remove apiVersion")
          .contains("status.salesforce.com");
      assertThat(remedy(fake, fake.org("acme-prod", "31.0")))
          .contains("Remove apiVersion (31.0) from");
    }
  }

  private static String remedy(FakeOrg fake, Org org) {
    return fake.source(LONG).read(org, TestLogins.endless()) instanceof Failed failed
        ? failed.remedy()
        : "none";
  }

  private static Map<String, Org> orgs(FakeOrg fake) {
    Map<String, Org> orgs = new LinkedHashMap<>();
    orgs.put("client credentials", fake.org());
    orgs.put("client credentials and version", fake.org("acme-prod", "67.0"));
    orgs.put("signed", fake.jwtOrg("env:KEY"));
    Org audience = fake.jwtOrg("env:KEY", URI.create("https://login.salesforce.com"));
    orgs.put("signed and audience", audience);
    orgs.put(
        "signed, audience and version",
        new Org(
            audience.id(),
            audience.tenant(),
            audience.loginUrl(),
            audience.credentials(),
            audience.interval(),
            "67.0",
            audience.tags()));
    return orgs;
  }

  /** The members that {@code remedy} speaks of as if they were there, or were not. */
  private static List<String> wrongIn(String remedy, Org org) {
    TreeSet<String> wrong = new TreeSet<>();
    Matcher named = MEMBER.matcher(remedy);
    while (named.find()) {
      String verb = named.group("verb") == null ? "" : named.group("verb").strip();
      boolean sets = verb.equalsIgnoreCase("set") || verb.equalsIgnoreCase("add");
      String member = named.group("member");
      Credentials credentials = org.credentials();
      boolean right =
          switch (member) {
            case "apiVersion" -> sets == (org.apiVersion() == null);
            case "auth.audience" ->
                credentials instanceof JwtBearer app && sets == (app.audience() == null);
            case "audience" -> credentials instanceof JwtBearer;
            case "clientSecret", "client secret", "consumer secret" ->
                credentials instanceof ClientCredentials && !sets;
            default -> credentials instanceof JwtBearer && !sets;
          };
      if (!right) {
        wrong.add(member);
      }
    }
    return List.copyOf(wrong);
  }
}
