package dev.headroom.auth.salesforce;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import dev.headroom.auth.AccessToken;
import dev.headroom.auth.LoginFailedException;
import dev.headroom.auth.LoginFailedException.Kind;
import dev.headroom.auth.Redactor;
import dev.headroom.auth.Secret;
import dev.headroom.auth.SecretUnavailableException;
import dev.headroom.auth.Secrets;
import dev.headroom.http.ApiCall;
import dev.headroom.http.EgressPolicy;
import dev.headroom.http.Exchange;
import dev.headroom.http.HttpOutcome;
import dev.headroom.http.OutboundHttp;
import dev.headroom.http.salesforce.SalesforceApi;
import dev.headroom.http.salesforce.TokenAnswer;
import dev.headroom.org.Credentials.ClientCredentials;
import dev.headroom.org.Credentials.JwtBearer;
import dev.headroom.org.Org;
import dev.headroom.org.SecretRef;
import dev.headroom.org.SecretRef.Scheme;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Function;
import org.jboss.resteasy.reactive.RestResponse;

/** Salesforce's OAuth 2.0 token endpoint: one call is one login. */
@ApplicationScoped
public class TokenEndpoint {
  private static final int MAX_BODY_BYTES = 64 * 1024;
  private static final String PASSES =
      "See the instance's state at https://status.salesforce.com; Headroom retries automatically.";

  private final OutboundHttp http;
  private final EgressPolicy egress;
  private final Secrets secrets;
  private final InstantSource clock;

  /**
   * Logs in through {@code http}.
   *
   * @param clock the real clock, because Salesforce checks the JWT's lifetime
   */
  public TokenEndpoint(
      OutboundHttp http, EgressPolicy egress, Secrets secrets, InstantSource clock) {
    this.http = http;
    this.egress = egress;
    this.secrets = secrets;
    this.clock = clock;
  }

  /** How to ask, and which parts of it must not be shown. */
  private record Grant(
      Function<SalesforceApi, RestResponse<TokenAnswer>> method, Redactor redactor) {}

  /**
   * Logs in to {@code org}, once.
   *
   * @throws LoginFailedException if no token is granted within the time
   */
  public AccessToken login(Org org, Duration within) throws LoginFailedException {
    String who = "login of " + org.id() + " at " + org.loginUrl().getRawAuthority();
    Grant grant = grant(org, who);
    Exchange<TokenAnswer> exchange =
        http.exchange(
            ApiCall.of(
                SalesforceApi.class,
                URI.create(JwtAssertion.origin(org.loginUrl())),
                within,
                MAX_BODY_BYTES,
                grant.method()));
    return switch (exchange.outcome()) {
      case HttpOutcome.Reply reply ->
          checked(TokenReply.read(reply, exchange.value(), org, who, grant.redactor()), who);
      case HttpOutcome.Failure failure -> throw unanswered(failure, who);
    };
  }

  private Grant grant(Org org, String who) throws LoginFailedException {
    return switch (org.credentials()) {
      case ClientCredentials app -> {
        Secret secret = secret(app.clientSecret(), who);
        yield new Grant(
            api -> api.clientCredentials("client_credentials", app.clientId(), secret.reveal()),
            Redactor.of(secret));
      }
      case JwtBearer app -> {
        Secret assertion =
            app.privateKey().scheme() == Scheme.KMS
                ? signedInStore(app, org.loginUrl(), who)
                : assertion(app, org.loginUrl(), secret(app.privateKey(), who), who);
        yield new Grant(
            api -> api.jwtBearer(SalesforceApi.JWT_BEARER, assertion.reveal()),
            Redactor.of(assertion));
      }
    };
  }

  private Secret secret(SecretRef ref, String who) throws LoginFailedException {
    try {
      return secrets.resolve(ref);
    } catch (SecretUnavailableException e) {
      throw unavailable(ref, who, e);
    }
  }

  private static LoginFailedException unavailable(
      SecretRef ref, String who, SecretUnavailableException e) {
    return new LoginFailedException(
        Kind.SECRET,
        who + " was not tried: " + e.getMessage(),
        "Make the secret " + ref + " available to Headroom.",
        e);
  }

  private Secret signedInStore(JwtBearer app, URI loginUrl, String who)
      throws LoginFailedException {
    try {
      return JwtAssertion.sign(
          app, loginUrl, clock.instant(), new StoreSigner(secrets, app.privateKey()));
    } catch (JOSEException e) {
      if (e.getCause() instanceof SecretUnavailableException cause) {
        throw unavailable(app.privateKey(), who, cause);
      }
      throw new IllegalStateException("an assertion that cannot be signed", e);
    }
  }

  private Secret assertion(JwtBearer app, URI loginUrl, Secret key, String who)
      throws LoginFailedException {
    try {
      JWSSigner signer = new RSASSASigner(PrivateKeys.parse(key.reveal()));
      return JwtAssertion.sign(app, loginUrl, clock.instant(), signer);
    } catch (IllegalArgumentException | JOSEException e) {
      String problem =
          e instanceof IllegalArgumentException && e.getMessage() != null
              ? e.getMessage()
              : "it cannot sign";
      throw new LoginFailedException(
          Kind.SECRET,
          who + " was not tried: the private key " + app.privateKey() + " is unusable: " + problem,
          "Put an RSA private key of 2048 bits or more, without password, in PEM form (BEGIN PRIVATE"
              + " KEY) behind "
              + app.privateKey()
              + ".");
    }
  }

  private AccessToken checked(AccessToken token, String who) throws LoginFailedException {
    Optional<EgressPolicy.Refusal> refusal = egress.check(token.instanceUrl());
    if (refusal.isPresent()) {
      throw new LoginFailedException(
          Kind.MALFORMED,
          who + " gave an instance_url that is not called: " + refusal.get().reason(),
          "Check that loginUrl is the org's own: " + refusal.get().remedy());
    }
    return token;
  }

  private static LoginFailedException unanswered(HttpOutcome.Failure failure, String who) {
    Kind kind =
        switch (failure) {
          case HttpOutcome.Unreachable u -> Kind.UNREACHABLE;
          case HttpOutcome.NoAnswer n -> Kind.UNREACHABLE;
          case HttpOutcome.Forbidden f -> Kind.UNREACHABLE;
          case HttpOutcome.TimedOut t -> Kind.TIMEOUT;
          case HttpOutcome.TooLarge l -> Kind.MALFORMED;
          case HttpOutcome.Broken b -> Kind.MALFORMED;
        };
    String remedy =
        switch (failure) {
          case HttpOutcome.Unreachable u ->
              "Check loginUrl, and that this machine may reach it (DNS, firewall, proxy).";
          case HttpOutcome.NoAnswer n -> PASSES;
          case HttpOutcome.TimedOut t -> PASSES;
          case HttpOutcome.Forbidden f -> f.remedy();
          case HttpOutcome.TooLarge l -> "Check that loginUrl is the org's My Domain address.";
          case HttpOutcome.Broken b ->
              "Headroom retries automatically; if this persists, look for a proxy in between.";
        };
    return new LoginFailedException(
        kind, who + " failed: " + failure.detail(), remedy, failure.mayHaveBeenReceived());
  }
}
