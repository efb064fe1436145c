package dev.headroom.limits.salesforce;

import static dev.headroom.http.RawServer.answer;
import static dev.headroom.http.RawServer.bytes;
import static dev.headroom.http.RawServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.auth.TestLogins;
import dev.headroom.http.RawServer;
import dev.headroom.http.RawServer.Answer;
import dev.headroom.org.Holdings;
import dev.headroom.org.OrgProfile;
import dev.headroom.org.OrgProfileSource.Answer.Found;
import dev.headroom.org.OrgProfileSource.Answer.Unknown;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@Timeout(60)
class OrgProfileTest {
  private static final Duration LONG = Duration.ofSeconds(30);

  private FakeOrg fake;

  @BeforeEach
  void open() {
    fake = new FakeOrg();
  }

  @AfterEach
  void close() throws Exception {
    fake.close();
  }

  @Test
  void theRowIsReadWithTheTokenAndTheVersionAtHandInOneCall() {
    SalesforceLimitsSource source = fake.source(LONG);
    source.read(fake.org(), TestLogins.endless());

    assertThat(source.read(fake.org()))
        .isEqualTo(
            new Found(new OrgProfile("00D000000000001EAA", "USA402", "Enterprise Edition", false)));

    assertThat(fake.organizationRequests()).hasSize(1);
    RawServer.Request request = fake.organizationRequests().getFirst();
    assertThat(URLDecoder.decode(request.line(), StandardCharsets.UTF_8))
        .isEqualTo(
            "GET /services/data/v62.0/query?q=SELECT Id, InstanceName, OrganizationType, IsSandbox"
                + " FROM Organization HTTP/1.1");
    assertThat(request.header("Authorization")).isEqualTo("Bearer " + FakeOrg.token(1));
    assertThat(request.header("Sforce-Call-Options")).isEqualTo("client=headroom");
    assertThat(fake.tokenRequests()).hasSize(1);
    assertThat(fake.versionRequests()).hasSize(1);
    assertThat(fake.limitsRequests()).hasSize(1);
  }

  @Test
  void aPinnedVersionIsUsedAndASandboxIsOne() {
    SalesforceLimitsSource source = fake.source(LONG);
    fake.organization(
        (r, out) -> out.write(json(200, FakeOrg.row("00D5g000004aBcDEAU", "FRA22S", true))));
    source.read(fake.org("acme-uat", "41.0"), TestLogins.endless());

    assertThat(source.read(fake.org("acme-uat", "41.0")))
        .isEqualTo(
            new Found(new OrgProfile("00D5g000004aBcDEAU", "FRA22S", "Enterprise Edition", true)));

    assertThat(fake.organizationRequests().getFirst().path()).startsWith("/services/data/v41.0/");
    assertThat(fake.versionRequests()).isEmpty();
  }

  @Test
  void whatTheOrgHasBoughtIsTwoMoreCalls() {
    SalesforceLimitsSource source = fake.source(LONG);
    source.read(fake.org(), TestLogins.endless());
    fake.organization(
        (r, out) ->
            out.write(
                json(
                    200,
                    r.path().contains("FROM%20UserLicense") || r.path().contains("FROM+UserLicense")
                        ? "{\"done\":true,\"records\":["
                            + "{\"LicenseDefinitionKey\":\"SFDC\",\"Name\":\"Vertrieb\",\"Status\":\"Active\",\"TotalLicenses\":40},"
                            + "{\"LicenseDefinitionKey\":\"X\",\"Name\":\"Odd\",\"Status\":\"Active\",\"TotalLicenses\":3},"
                            + "{\"LicenseDefinitionKey\":\"Y\",\"Name\":\"Off\",\"Status\":\"Disabled\",\"TotalLicenses\":9}]}"
                        : "{\"done\":true,\"records\":[{\"MasterLabel\":\"Other\"},{\"MasterLabel\":\"API"
                            + " Request Limit per Month\",\"CurrentAmountAllowed\":4500000,"
                            + "\"AmountUsed\":1200000,\"UsageDate\":\"2026-01-15T00:00:00.000+0000\"}]}")));

    assertThat(source.holdings(fake.org(), () -> true))
        .isEqualTo(
            new Holdings(
                new TreeMap<>(Map.of("Salesforce", 40, "Odd", 3)),
                new Holdings.Monthly(4_500_000, 1_200_000, LocalDate.parse("2026-01-15"))));
    assertThat(fake.organizationRequests()).hasSize(2);
    assertThat(source.holdings(fake.org(), () -> false)).isEqualTo(Holdings.UNKNOWN);
    assertThat(fake.organizationRequests()).hasSize(2);
  }

  @Test
  void whatIsNotShownIsUnknownAndNotNone() {
    SalesforceLimitsSource source = fake.source(LONG);
    source.read(fake.org(), TestLogins.endless());
    for (Answer rude :
        List.of(
            error(400, "INVALID_TYPE", "sObject type 'UserLicense' is not supported."),
            says("<html>"),
            says("{\"done\":true,\"records\":[]}"),
            says("{\"done\":false,\"records\":[{\"Name\":\"Salesforce\",\"TotalLicenses\":1}]}"),
            says(
                "{\"done\":true,\"records\":[{\"Name\":\"Salesforce\",\"TotalLicenses\":\"1\"}]}"))) {
      fake.organization(rude);
      assertThat(source.holdings(fake.org(), () -> true)).isEqualTo(Holdings.UNKNOWN);
    }
  }

  @Test
  void anInvalidOrganizationRowIsUnknown() {
    String good = FakeOrg.row("00D000000000001EAA", "USA402", false);
    Map<String, Answer> answers =
        new TreeMap<>(
            Map.ofEntries(
                Map.entry("no JSON", says("<html>login</html>")),
                Map.entry("empty", says("")),
                Map.entry("cut off", says(good.substring(0, good.length() - 9))),
                Map.entry("a list", says("[" + good + "]")),
                Map.entry("no rows", says("{\"totalSize\":0,\"done\":true,\"records\":[]}")),
                Map.entry(
                    "two rows", says("{\"records\":[{\"IsSandbox\":true},{\"IsSandbox\":true}]}")),
                Map.entry("another object's id", says(good.replace("00D000", "001000"))),
                Map.entry(
                    "a short id", says(good.replace("00D000000000001EAA", "00D000000000001"))),
                Map.entry("no instance", says(good.replace("InstanceName", "Instance"))),
                Map.entry("an instance that is none", says(good.replace("USA402", "<b>|</b>"))),
                Map.entry("no edition", says(good.replace("\"Enterprise Edition\"", "null"))),
                Map.entry("a sandbox perhaps", says(good.replace("false", "\"false\""))),
                Map.entry(
                    "hidden",
                    error(400, "INVALID_TYPE", "sObject type 'Organization' is not supported.")),
                Map.entry("no calls left", error(403, "REQUEST_LIMIT_EXCEEDED", "TotalRequests")),
                Map.entry("expired", error(401, "INVALID_SESSION_ID", "Session expired")),
                Map.entry("a page", (r, out) -> out.write(answer(503, "", bytes("<html>")))),
                Map.entry("hung up", (r, out) -> {}),
                Map.entry("too large", (r, out) -> out.write(answer(200, "", new byte[99_999])))));
    SalesforceLimitsSource source = fake.source(LONG);
    source.read(fake.org(), TestLogins.endless());
    answers.forEach(
        (name, rude) -> {
          fake.organization(rude);
          assertThat(source.read(fake.org()))
              .as(name)
              .isInstanceOfSatisfying(
                  Unknown.class, u -> assertThat(u.detail()).contains("organization of acme-prod"));
        });

    assertThat(fake.organizationRequests()).hasSize(answers.size());
    assertThat(fake.tokenRequests()).hasSize(1);
  }

  @Test
  void withoutASessionNothingIsAsked() {
    assertThat(fake.source(LONG).read(fake.org())).isInstanceOf(Unknown.class);

    assertThat(fake.tokenRequests()).isEmpty();
    assertThat(fake.organizationRequests()).isEmpty();
  }

  @Test
  void noSecretIsInTheDetail() {
    SalesforceLimitsSource source = fake.source(LONG);
    source.read(fake.org(), TestLogins.endless());
    fake.organization(
        (r, out) -> error(400, "X", "bad " + r.header("Authorization")).write(r, out));

    assertThat(source.read(fake.org()).toString()).contains("****").doesNotContain("t0ken");
  }

  @ParameterizedTest
  @ValueSource(strings = {"00D000000000001", "001000000000001EAA", "00D00000000000|EAA", ""})
  void anInvalidIdIsRefused(String id) {
    assertThat(
            org.assertj.core.api.Assertions.catchThrowable(
                () -> new OrgProfile(id, "USA402", "Enterprise Edition", false)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static Answer says(String body) {
    return (r, out) -> out.write(json(200, body));
  }

  private static Answer error(int status, String code, String message) {
    return (r, out) ->
        out.write(
            json(status, "[{\"message\":\"%s\",\"errorCode\":\"%s\"}]".formatted(message, code)));
  }
}
