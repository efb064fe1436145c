package dev.headroom.local.simulator;

import static dev.headroom.local.simulator.Orgs.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.RSASSASigner;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.security.KeyPair;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LoginTest {

  private static final String TOKEN = "/services/oauth2/token";
  private static final Instant REAL_NOW = Instant.parse("2030-01-01T00:00:00Z");

  private final SimulatedOrg secretOrg =
      Orgs.withSecret(1, Edition.ENTERPRISE, List.of(Orgs.api(100, (after, until) -> 0)));
  private final SimulatedOrg keyOrg =
      Orgs.withKey(2, Edition.ENTERPRISE, List.of(Orgs.api(100, (after, until) -> 0)));
  private final Simulator simulator =
      new Simulator(List.of(secretOrg, keyOrg), new ManualClock(NOON), () -> REAL_NOW, 0);
  private SimulatorClient client = start();

  private SimulatorClient start() {
    try {
      simulator.start();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    return new SimulatorClient(simulator);
  }

  @BeforeEach
  void connect() {
    client = new SimulatorClient(simulator);
  }

  @AfterEach
  void stop() {
    simulator.close();
  }

  private static String assertion(KeyPair keys, Map<String, Object> claims) throws JOSEException {
    JWSObject jws = new JWSObject(new JWSHeader(JWSAlgorithm.RS256), new Payload(claims));
    jws.sign(new RSASSASigner(keys.getPrivate()));
    return jws.serialize();
  }

  private static Map<String, Object> claims(Object... changes) {
    Map<String, Object> claims = new LinkedHashMap<>();
    claims.put("iss", "client-2");
    claims.put("sub", "monitor@example.com");
    claims.put("aud", "https://login.salesforce.com");
    claims.put("exp", REAL_NOW.getEpochSecond() + 180);
    for (int i = 0; i < changes.length; i += 2) {
      claims.put((String) changes[i], changes[i + 1]);
    }
    return claims;
  }

  private HttpResponse<String> present(String assertion) {
    return client.postForm(
        TOKEN,
        Map.of(
            "grant_type", "urn:ietf:params:oauth:grant-type:jwt-bearer", "assertion", assertion));
  }

  private static void assertRefused(HttpResponse<String> response, OAuthError expected) {
    assertThat(response.statusCode()).isEqualTo(400);
    JsonNode body = SimulatorClient.json(response);
    assertThat(body.path("error").asText()).isEqualTo(expected.error());
    assertThat(body.path("error_description").asText()).isEqualTo(expected.description());
  }

  @Test
  void clientCredentialsGiveATokenThatNamesItsOrg() {
    HttpResponse<String> response = client.logIn((OrgLogin.ClientCredentials) secretOrg.login());
    assertThat(response.statusCode()).isEqualTo(200);
    JsonNode body = SimulatorClient.json(response);
    String base = "http://localhost:" + simulator.port();
    assertThat(body.path("access_token").asText())
        .matches("(00D\\w{12,15})![.\\w]*")
        .startsWith(secretOrg.organizationId().substring(0, 15) + "!");
    assertThat(body.path("instance_url").asText()).isEqualTo(base);
    assertThat(body.path("id").asText())
        .isEqualTo(base + "/id/" + secretOrg.organizationId() + "/" + secretOrg.userId());
    assertThat(body.path("token_type").asText()).isEqualTo("Bearer");
    assertThat(body.path("scope").asText()).isEqualTo("api");
    assertThat(body.path("issued_at").asText()).isEqualTo(Long.toString(REAL_NOW.toEpochMilli()));
    assertThat(body.has("signature")).isTrue();
    assertThat(body.has("api_instance_url")).isTrue();
    assertThat(body.has("expires_in")).isFalse();
    assertThat(secretOrg.organizationId()).hasSize(18);
  }

  @Test
  void aChunkedFormOfAnotherTypeIsReadAsWell() {
    HttpResponse<String> response =
        client.postChunked(
            TOKEN,
            "text/plain;charset=utf-8",
            Map.of(
                "client_id",
                "client-1",
                "format",
                "json",
                "grant_type",
                "client_credentials",
                "client_secret",
                "s3cret/+=&"));
    assertThat(response.statusCode()).isEqualTo(200);
  }

  @Test
  void idAndSecretMayComeInABasicHeader() {
    String basic =
        Base64.getEncoder()
            .encodeToString(
                "client-1:s3cret/+=&".getBytes(java.nio.charset.StandardCharsets.UTF_8));
    HttpResponse<String> response =
        client.postForm(
            TOKEN, Map.of("grant_type", "client_credentials"), "Authorization", "Basic " + basic);
    assertThat(response.statusCode()).isEqualTo(200);
  }

  @Test
  void aWrongIdSecretOrFlowIsRefusedInSalesforcesWords() {
    assertRefused(
        client.logIn(new OrgLogin.ClientCredentials("client-1", "wrong")),
        OAuthError.INVALID_CLIENT);
    assertRefused(
        client.logIn(new OrgLogin.ClientCredentials("client-9", "wrong")),
        OAuthError.INVALID_CLIENT_ID);
    assertRefused(
        client.logIn(new OrgLogin.ClientCredentials("client-2", "wrong")),
        OAuthError.NO_RUN_AS_USER);
    assertRefused(
        client.postForm(TOKEN, Map.of("grant_type", "password", "client_id", "client-1")),
        OAuthError.UNSUPPORTED_GRANT_TYPE);
    assertRefused(
        client.postForm(TOKEN, Map.of("client_id", "client-1")), OAuthError.INVALID_REQUEST);
  }

  @Test
  void aSignedAssertionGivesAToken() throws JOSEException {
    HttpResponse<String> response = present(assertion(Orgs.KEYS, claims()));
    assertThat(response.statusCode()).isEqualTo(200);
    JsonNode body = SimulatorClient.json(response);
    assertThat(body.path("access_token").asText())
        .startsWith(keyOrg.organizationId().substring(0, 15) + "!");
    assertThat(body.has("signature")).isFalse();
    assertThat(
            client
                .getAs(body.path("access_token").asText(), "/services/data/v62.0/limits/")
                .statusCode())
        .isEqualTo(200);
  }

  @Test
  void whatRealClientsPutIntoAnAssertionIsAccepted() throws JOSEException {
    String self = "http://localhost:" + simulator.port() + "/";
    long inMilliseconds = REAL_NOW.toEpochMilli() + 300;
    assertThat(
            present(assertion(Orgs.KEYS, claims("aud", self, "exp", inMilliseconds))).statusCode())
        .isEqualTo(200);
    String asText = Long.toString(REAL_NOW.getEpochSecond() + 180);
    assertThat(present(assertion(Orgs.KEYS, claims("exp", asText))).statusCode()).isEqualTo(200);
    assertThat(
            present(assertion(Orgs.KEYS, claims("prn", "monitor@example.com", "sub", "other")))
                .statusCode())
        .isEqualTo(200);
    assertThat(
            present(assertion(Orgs.KEYS, claims("aud", "https://test.salesforce.com")))
                .statusCode())
        .isEqualTo(200);
  }

  @Test
  void anInvalidAssertionIsRefusedInSalesforcesWords() throws JOSEException {
    assertRefused(present(assertion(Orgs.keys(), claims())), OAuthError.INVALID_ASSERTION);
    assertRefused(present("no.jwt.atall"), OAuthError.INVALID_ASSERTION);
    assertRefused(
        present(assertion(Orgs.KEYS, claims("iss", "client-9"))), OAuthError.INVALID_ASSERTION);
    assertRefused(
        present(assertion(Orgs.KEYS, claims("iss", "client-1"))), OAuthError.NOT_APPROVED);
    assertRefused(
        present(assertion(Orgs.KEYS, claims("aud", "https://example.com"))),
        OAuthError.INVALID_AUDIENCE);
    assertRefused(
        present(assertion(Orgs.KEYS, claims("exp", REAL_NOW.getEpochSecond()))),
        OAuthError.ASSERTION_EXPIRED);
    assertRefused(
        present(assertion(Orgs.KEYS, claims("sub", "somebody@example.com"))),
        OAuthError.NOT_APPROVED);
  }

  @Test
  void userInfoIsAvailableUntilTheTokenIsRevoked() {
    String token = client.token(secretOrg);
    JsonNode info = SimulatorClient.json(client.getAs(token, "/services/oauth2/userinfo"));
    assertThat(info.path("organization_id").asText()).isEqualTo(secretOrg.organizationId());
    assertThat(info.path("user_id").asText()).isEqualTo(secretOrg.userId());

    HttpResponse<String> user =
        client.getAs(token, "/services/data/v51.0/sobjects/User/" + secretOrg.userId());
    assertThat(SimulatorClient.json(user).path("Username").asText())
        .isEqualTo(info.path("preferred_username").asText());

    assertThat(
            client
                .get("/services/oauth2/revoke?" + SimulatorClient.encode(Map.of("token", token)))
                .statusCode())
        .isEqualTo(200);
    assertThat(client.getAs(token, "/services/oauth2/userinfo").statusCode()).isEqualTo(403);
    HttpResponse<String> refused = client.getAs(token, "/services/data/v62.0/limits");
    assertThat(refused.statusCode()).isEqualTo(401);
    assertThat(SimulatorClient.json(refused).path(0).path("errorCode").asText())
        .isEqualTo("INVALID_SESSION_ID");
  }

  @Test
  void aTokenIsGoodForItsOwnOrgOnly() {
    String token = client.token(secretOrg);
    String forged = keyOrg.organizationId().substring(0, 15) + token.substring(15);
    assertThat(client.getAs(forged, "/services/data/v62.0/limits").statusCode()).isEqualTo(401);
  }
}
