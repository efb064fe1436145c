package dev.headroom.auth.salesforce;

import dev.headroom.auth.AccessToken;
import dev.headroom.auth.AccessTokens;
import dev.headroom.auth.KeptTokens;
import dev.headroom.auth.LoginFailedException;
import dev.headroom.auth.LoginFailedException.Kind;
import dev.headroom.org.Credentials;
import dev.headroom.org.Org;
import dev.headroom.org.OrgId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * {@link AccessTokens} in memory, and in {@link KeptTokens} between processes. Callers of one org
 * at the same time share one login, and its failure too: bad credentials are not tried over and
 * over. A token belongs to the login URL and the credentials that it was granted for, and is
 * forgotten with them.
 */
@ApplicationScoped
public class SalesforceAccessTokens implements AccessTokens {
  private final TokenEndpoint endpoint;
  private final KeptTokens kept;
  private final Map<OrgId, Login> logins = new ConcurrentHashMap<>();

  /** Tokens that live in memory only. */
  public SalesforceAccessTokens(TokenEndpoint endpoint) {
    this(endpoint, KeptTokens.NONE);
  }

  /** Tokens that a process before this one may have left in {@code kept}. */
  @Inject
  public SalesforceAccessTokens(TokenEndpoint endpoint, KeptTokens kept) {
    this.endpoint = endpoint;
    this.kept = kept;
  }

  /** One login, under way or done. */
  private record Login(
      URI loginUrl, Credentials credentials, CompletableFuture<AccessToken> token) {
    static Login startedFor(Org org) {
      return new Login(org.loginUrl(), org.credentials(), new CompletableFuture<>());
    }

    boolean isFor(Org org) {
      return loginUrl.equals(org.loginUrl()) && credentials.equals(org.credentials());
    }

    boolean gave(@Nullable AccessToken refused) {
      return token.isDone()
          && (token.isCompletedExceptionally()
              || (refused != null && token.join().equals(refused)));
    }
  }

  @Override
  public AccessToken current(Org org, Duration within) throws LoginFailedException {
    return tokenOtherThan(null, org, within);
  }

  @Override
  public AccessToken renew(Org org, AccessToken refused, Duration within)
      throws LoginFailedException {
    return tokenOtherThan(refused, org, within);
  }

  private AccessToken tokenOtherThan(@Nullable AccessToken refused, Org org, Duration within)
      throws LoginFailedException {
    Login mine = Login.startedFor(org);
    Login login =
        logins.merge(
            org.id(),
            mine,
            (kept, started) -> kept.isFor(org) && !kept.gave(refused) ? kept : started);
    if (login.equals(mine)) {
      return logIn(org, mine, refused == null, within);
    }
    return await(login, org, within);
  }

  private AccessToken logIn(Org org, Login mine, boolean first, Duration within)
      throws LoginFailedException {
    try {
      // One that was refused is not looked for among the kept ones: it may be the same.
      AccessToken token = first ? kept.find(org).orElse(null) : null;
      if (token == null) {
        token = endpoint.login(org, within);
        kept.keep(org, token);
      }
      mine.token().complete(token);
      return token;
    } catch (LoginFailedException e) {
      mine.token().completeExceptionally(e);
      throw e;
    } finally {
      // Whatever else went wrong: nobody waits for ever. Does nothing when it is complete.
      if (mine.token().completeExceptionally(new IllegalStateException("the login was broken off"))
          || mine.token().isCompletedExceptionally()) {
        logins.remove(org.id(), mine);
      }
    }
  }

  private static AccessToken await(Login login, Org org, Duration within)
      throws LoginFailedException {
    try {
      return login.token().get(within.toNanos(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof LoginFailedException failed) {
        throw new LoginFailedException(
            failed.kind(), String.valueOf(failed.getMessage()), failed.remedy(), failed);
      }
      throw new IllegalStateException("the login of " + org.id() + " was broken off", e);
    } catch (TimeoutException e) {
      throw waited(org);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw waited(org);
    }
  }

  private static LoginFailedException waited(Org org) {
    return new LoginFailedException(
        Kind.TIMEOUT,
        "login of " + org.id() + " was not complete in time",
        "See the instance's state at https://status.salesforce.com; it is tried again next"
            + " interval.");
  }
}
