package dev.headroom.local.simulator;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.text.ParseException;
import java.time.InstantSource;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** {@code /services/oauth2/}: issues, shows and revokes tokens. */
final class OAuthEndpoints {

  private static final String JWT_BEARER = "urn:ietf:params:oauth:grant-type:jwt-bearer";
  private static final Set<String> SALESFORCE_AUDIENCES =
      Set.of("https://login.salesforce.com", "https://test.salesforce.com");

  private final SimulatedFleet fleet;
  private final InstantSource realClock;
  private final SecureRandom random = new SecureRandom();

  OAuthEndpoints(SimulatedFleet fleet, InstantSource realClock) {
    this.fleet = fleet;
    this.realClock = realClock;
  }

  /** Returns the org whose app a token request is for. */
  Optional<LiveOrg> orgOf(Map<String, String> form, Optional<String> basic) {
    String clientId = form.get("client_id");
    if (clientId == null && basic.isPresent()) {
      clientId = basic.get().substring(0, Math.max(0, basic.get().indexOf(':')));
    }
    if (clientId == null && form.containsKey("assertion")) {
      clientId = claims(form.get("assertion")).map(c -> c.path("iss").asText()).orElse("");
    }
    return clientId == null ? Optional.empty() : fleet.byClientId(clientId);
  }

  Reply token(
      Optional<LiveOrg> org, Map<String, String> form, Optional<String> basic, String base) {
    String grant = form.get("grant_type");
    if (grant == null) {
      return OAuthError.INVALID_REQUEST.reply();
    }
    return switch (grant) {
      case "client_credentials" -> clientCredentials(org, form, basic, base);
      case JWT_BEARER -> jwtBearer(org, form, base);
      default -> OAuthError.UNSUPPORTED_GRANT_TYPE.reply();
    };
  }

  private Reply clientCredentials(
      Optional<LiveOrg> found, Map<String, String> form, Optional<String> basic, String base) {
    if (!form.containsKey("client_id") && basic.isEmpty()) {
      return OAuthError.INVALID_REQUEST.reply();
    }
    if (found.isEmpty()) {
      return OAuthError.INVALID_CLIENT_ID.reply();
    }
    LiveOrg org = found.get();
    if (!(org.org().login() instanceof OrgLogin.ClientCredentials login)) {
      return OAuthError.NO_RUN_AS_USER.reply();
    }
    String secret = form.get("client_secret");
    if (secret == null && basic.isPresent()) {
      secret = basic.get().substring(basic.get().indexOf(':') + 1);
    }
    if (secret == null
        || !MessageDigest.isEqual(secret.getBytes(UTF_8), login.clientSecret().getBytes(UTF_8))) {
      return OAuthError.INVALID_CLIENT.reply();
    }
    Map<String, Object> body = grant(org, base);
    body.put("signature", Base64.getEncoder().encodeToString(randomBytes(32)));
    body.put("issued_at", Long.toString(realClock.millis()));
    body.put("api_instance_url", base);
    return Reply.json(200, body);
  }

  private Reply jwtBearer(Optional<LiveOrg> found, Map<String, String> form, String base) {
    String assertion = form.get("assertion");
    if (assertion == null) {
      return OAuthError.INVALID_REQUEST.reply();
    }
    Optional<JsonNode> claims = claims(assertion);
    if (claims.isEmpty() || found.isEmpty()) {
      return OAuthError.INVALID_ASSERTION.reply();
    }
    LiveOrg org = found.get();
    if (!(org.org().login() instanceof OrgLogin.JwtBearer login)) {
      return OAuthError.NOT_APPROVED.reply();
    }
    if (!claims.get().path("iss").asText().equals(login.clientId())
        || !isSignedBy(login, assertion)) {
      return OAuthError.INVALID_ASSERTION.reply();
    }
    return refusalOf(claims.get(), login, base).orElseGet(() -> Reply.json(200, grant(org, base)));
  }

  private Optional<Reply> refusalOf(JsonNode claims, OrgLogin.JwtBearer login, String base) {
    if (!isAudience(claims.path("aud"), base)) {
      return Optional.of(OAuthError.INVALID_AUDIENCE.reply());
    }
    // Some clients write exp as text, and the sf CLI writes it in milliseconds: there is no upper
    // bound.
    if (claims.path("exp").asLong(0) <= realClock.instant().getEpochSecond()) {
      return Optional.of(OAuthError.ASSERTION_EXPIRED.reply());
    }
    String user = claims.path("prn").asText(claims.path("sub").asText());
    if (!user.equals(login.username())) {
      return Optional.of(OAuthError.NOT_APPROVED.reply());
    }
    return Optional.empty();
  }

  private static boolean isAudience(JsonNode aud, String base) {
    if (aud.isArray()) {
      for (JsonNode one : aud) {
        if (isAudience(one, base)) {
          return true;
        }
      }
      return false;
    }
    String audience = aud.asText();
    String bare = audience.endsWith("/") ? audience.substring(0, audience.length() - 1) : audience;
    return SALESFORCE_AUDIENCES.contains(bare)
        || bare.equals(base)
        || bare.equals(base.replace("//localhost:", "//127.0.0.1:"));
  }

  private static boolean isSignedBy(OrgLogin.JwtBearer login, String assertion) {
    try {
      JWSObject jws = JWSObject.parse(assertion);
      return jws.getHeader().getAlgorithm().equals(JWSAlgorithm.RS256)
          && jws.verify(new RSASSAVerifier(login.key()));
    } catch (ParseException | JOSEException e) {
      return false;
    }
  }

  private static Optional<JsonNode> claims(String assertion) {
    try {
      JsonNode claims = Reply.JSON.readTree(JWSObject.parse(assertion).getPayload().toString());
      return claims != null && claims.isObject() ? Optional.of(claims) : Optional.empty();
    } catch (ParseException | IOException e) {
      return Optional.empty();
    }
  }

  /** Returns a new token and the members that come with it. */
  private Map<String, Object> grant(LiveOrg org, String base) {
    String token =
        org.organizationId().substring(0, 15)
            + "!AQ"
            + Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(randomBytes(69))
                .replace('-', '.');
    org.give(token);
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("access_token", token);
    body.put("scope", "api");
    body.put("instance_url", base);
    body.put("id", base + "/id/" + org.organizationId() + "/" + org.org().userId());
    body.put("token_type", "Bearer");
    return body;
  }

  Reply userInfo(Optional<String> token, String base) {
    if (token.isEmpty()) {
      return Reply.text(403, "text/html;charset=UTF-8", "Missing_OAuth_Token");
    }
    Optional<LiveOrg> org = fleet.byToken(token.get()).filter(o -> o.knows(token.get()));
    if (org.isEmpty()) {
      return Reply.text(403, "text/html;charset=UTF-8", "Bad_OAuth_Token");
    }
    SimulatedOrg of = org.get().org();
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("sub", base + "/id/" + org.get().organizationId() + "/" + of.userId());
    body.put("user_id", of.userId());
    body.put("organization_id", org.get().organizationId());
    body.put("preferred_username", of.username());
    body.put("username", of.username());
    body.put("name", "Integration User");
    body.put("email", "integration@" + of.id() + ".example");
    body.put("urls", Map.of("rest", base + "/services/data/v{version}/"));
    return Reply.json(200, body);
  }

  Reply revoke(Map<String, String> form) {
    String token = form.get("token");
    if (token == null) {
      return OAuthError.INVALID_REQUEST.reply();
    }
    boolean known = fleet.byToken(token).map(org -> org.revoke(token)).orElse(false);
    return known ? Reply.empty(200) : Reply.oauthError("invalid_token", "invalid token");
  }

  private byte[] randomBytes(int count) {
    byte[] bytes = new byte[count];
    random.nextBytes(bytes);
    return bytes;
  }
}
