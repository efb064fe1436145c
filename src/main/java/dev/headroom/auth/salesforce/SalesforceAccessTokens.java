package dev.headroom.auth.salesforce;

import dev.headroom.auth.AccessToken;
import dev.headroom.auth.AccessTokens;
import dev.headroom.auth.KeptTokens;
import dev.headroom.auth.LoginBudget;
import dev.headroom.auth.LoginFailedException;
import dev.headroom.auth.LoginFailedException.Kind;
import dev.headroom.auth.Session;
import dev.headroom.org.Credentials;
import dev.headroom.org.Org;
import dev.headroom.org.OrgId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * {@link AccessTokens} in memory, and in {@link KeptTokens} between processes. Simultaneous callers
 * of one org share one login, and its failure too, so bad credentials are not tried over and over.
 * A token belongs to the login URL and the credentials that it was granted for, and is forgotten
 * with them.
 */
@ApplicationScoped
public class SalesforceAccessTokens implements AccessTokens {
  private final TokenEndpoint endpoint;
  private final KeptTokens kept;
  private final Map<OrgId, Login> logins = new ConcurrentHashMap<>();

  /** Keeps tokens in memory only. */
  public SalesforceAccessTokens(TokenEndpoint endpoint) {
    this(endpoint, KeptTokens.NONE);
  }

  /** Also uses tokens that an earlier process may have left in {@code kept}. */
  @Inject
  public SalesforceAccessTokens(TokenEndpoint endpoint, KeptTokens kept) {
    this.endpoint = endpoint;
    this.kept = kept;
  }

  /** One login, in progress or done. */
  private record Login(URI loginUrl, Credentials credentials, CompletableFuture<Session> session) {
    static Login startedFor(Org org) {
      return new Login(org.loginUrl(), org.credentials(), new CompletableFuture<>());
    }

    boolean isFor(Org org) {
      return loginUrl.equals(org.loginUrl()) && credentials.equals(org.credentials());
    }

    boolean gave(@Nullable AccessToken useless) {
      return session.isDone()
          && (session.isCompletedExceptionally()
              || (useless != null && session.join().token().equals(useless)));
    }
  }

  /**
   * Whose login a caller uses.
   *
   * @param before what it replaces, to be put back if it fails; null if there was none
   */
  private record Turn(Login login, boolean mine, @Nullable Login before) {}

  @Override
  public Session current(Org org, LoginBudget budget, Duration within) throws LoginFailedException {
    return tokenOtherThan(null, org, budget, within);
  }

  @Override
  public Session renew(Org org, AccessToken useless, LoginBudget budget, Duration within)
      throws LoginFailedException {
    return tokenOtherThan(useless, org, budget, within);
  }

  private Session tokenOtherThan(
      @Nullable AccessToken useless, Org org, LoginBudget budget, Duration within)
      throws LoginFailedException {
    Turn turn = turnOf(org, useless);
    return turn.mine()
        ? logIn(org, turn, useless, budget, within)
        : await(turn.login(), org, within);
  }

  private Turn turnOf(Org org, @Nullable AccessToken useless) {
    Login mine = Login.startedFor(org);
    AtomicReference<@Nullable Login> before = new AtomicReference<>();
    Login login =
        logins.merge(
            org.id(),
            mine,
            (known, started) -> {
              if (known.isFor(org) && !known.gave(useless)) {
                return known;
              }
              before.set(known.isFor(org) && known.gave(useless) ? known : null);
              return started;
            });
    return new Turn(login, login.equals(mine), before.get());
  }

  private Session logIn(
      Org org, Turn turn, @Nullable AccessToken useless, LoginBudget budget, Duration within)
      throws LoginFailedException {
    Login mine = turn.login();
    try {
      // Another process may have logged in since.
      Optional<AccessToken> known = kept.find(org).filter(token -> !token.equals(useless));
      Session session =
          known.isPresent()
              ? new Session(known.get(), false)
              : new Session(granted(org, budget, within), true);
      mine.session().complete(session);
      return session;
    } catch (LoginFailedException e) {
      mine.session().completeExceptionally(e);
      throw e;
    } finally {
      // Whatever else went wrong, nobody waits forever. Does nothing if it is already complete.
      if (mine.session()
              .completeExceptionally(new IllegalStateException("the login was interrupted"))
          || mine.session().isCompletedExceptionally()) {
        putBack(org, turn);
      }
    }
  }

  private AccessToken granted(Org org, LoginBudget budget, Duration within)
      throws LoginFailedException {
    if (!budget.take()) {
      throw LoginFailedException.notDue(org.id(), budget);
    }
    try {
      AccessToken token = endpoint.login(org, within);
      kept.keep(org, token);
      return token;
    } catch (LoginFailedException e) {
      if (!e.wasSent()) {
        budget.giveBack();
      } else if (e.kind() == Kind.RATE_LIMITED) {
        budget.takeAll();
      }
      throw e;
    }
  }

  /** The old token may still be valid: the cause may be an outage that stops logins as well. */
  private void putBack(Org org, Turn turn) {
    Login before = turn.before();
    if (before == null) {
      logins.remove(org.id(), turn.login());
    } else {
      logins.replace(org.id(), turn.login(), before);
    }
  }

  private static Session await(Login login, Org org, Duration within) throws LoginFailedException {
    boolean underWay = !login.session().isDone();
    try {
      Session session = login.session().get(within.toNanos(), TimeUnit.NANOSECONDS);
      return new Session(session.token(), session.fresh() && underWay);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof LoginFailedException failed) {
        throw new LoginFailedException(
            failed.kind(), String.valueOf(failed.getMessage()), failed.remedy(), failed);
      }
      throw new IllegalStateException("the login of " + org.id() + " was interrupted", e);
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
        "See the instance's state at https://status.salesforce.com; Headroom retries"
            + " automatically.");
  }
}
