package dev.headroom.auth.salesforce;

import static dev.headroom.http.RawServer.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.headroom.auth.AccessToken;
import dev.headroom.auth.LoginFailedException;
import dev.headroom.auth.LoginFailedException.Kind;
import dev.headroom.auth.TestLogins;
import dev.headroom.http.RawServer.Answer;
import dev.headroom.limits.salesforce.FakeOrg;
import dev.headroom.org.Credentials;
import dev.headroom.org.Org;
import dev.headroom.org.OrgId;
import dev.headroom.org.SecretRef;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@QuarkusTest
@Timeout(60)
class SalesforceAccessTokensTest {
  private static final Duration LONG = Duration.ofSeconds(30);

  @Test
  void callersOfOneOrgAtTheSameTimeShareOneLogin() throws Exception {
    try (FakeOrg fake = new FakeOrg()) {
      List<FutureTask<AccessToken>> callers =
          whileTheyWait(fake, (r, out) -> out.write(json(200, fake.grant())));

      for (FutureTask<AccessToken> caller : callers) {
        assertThat(caller.get().value().reveal()).isEqualTo(FakeOrg.token(1));
      }
      assertThat(fake.tokenRequests()).hasSize(1);
    }
  }

  @Test
  void callersOfOneOrgAtTheSameTimeShareOneRefusal() throws Exception {
    try (FakeOrg fake = new FakeOrg()) {
      List<FutureTask<AccessToken>> callers =
          whileTheyWait(
              fake,
              (r, out) ->
                  out.write(
                      json(
                          400,
                          "{\"error\":\"invalid_client\",\"error_description\":\"invalid client"
                              + " credentials\"}")));

      for (FutureTask<AccessToken> caller : callers) {
        assertThatThrownBy(caller::get)
            .cause()
            .isInstanceOf(LoginFailedException.class)
            .hasMessageContaining("invalid_client");
      }
      assertThat(fake.tokenRequests()).hasSize(1);
    }
  }

  /** Callers of one org, who were all waiting when the token endpoint gave {@code answer}. */
  private static List<FutureTask<AccessToken>> whileTheyWait(FakeOrg fake, Answer answer)
      throws Exception {
    CountDownLatch allWait = new CountDownLatch(1);
    fake.token(
        (r, out) -> {
          allWait.await();
          answer.write(r, out);
        });
    SalesforceAccessTokens tokens = fake.tokens();
    List<FutureTask<AccessToken>> callers = new ArrayList<>();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      FutureTask<AccessToken> caller =
          new FutureTask<>(() -> tokens.current(fake.org(), TestLogins.endless(), LONG).token());
      callers.add(caller);
      threads.add(Thread.ofPlatform().start(caller));
    }
    while (!threads.stream().allMatch(t -> t.getState() == Thread.State.TIMED_WAITING)) {
      Thread.onSpinWait();
    }
    allWait.countDown();
    return callers;
  }

  @Test
  void aTokenIsRenewedOnceForAllWhoWereRefusedWithIt() throws Exception {
    try (FakeOrg fake = new FakeOrg()) {
      SalesforceAccessTokens tokens = fake.tokens();
      AccessToken first = tokens.current(fake.org(), TestLogins.endless(), LONG).token();
      AccessToken second = tokens.renew(fake.org(), first, TestLogins.endless(), LONG).token();
      AccessToken again = tokens.renew(fake.org(), first, TestLogins.endless(), LONG).token();

      assertThat(second).isNotEqualTo(first).isEqualTo(again);
      assertThat(tokens.current(fake.org(), TestLogins.endless(), LONG).token()).isEqualTo(second);
      assertThat(fake.tokenRequests()).hasSize(2);
    }
  }

  @Test
  void tokensAreNotSharedBetweenOrgsAndEndWithTheirCredentials() throws Exception {
    try (FakeOrg fake = new FakeOrg();
        FakeOrg moved = new FakeOrg()) {
      SalesforceAccessTokens tokens = fake.tokens();
      tokens.current(fake.org("a", null), TestLogins.endless(), LONG);
      tokens.current(fake.org("b", null), TestLogins.endless(), LONG);
      assertThat(fake.tokenRequests()).hasSize(2);

      Org a = fake.org("a", null);
      Org otherSecret =
          new Org(
              a.id(),
              a.tenant(),
              a.loginUrl(),
              new Credentials.ClientCredentials(
                  "other", SecretRef.parse("env:SECRET").orElseThrow()),
              a.interval(),
              null,
              Map.of());
      tokens.current(otherSecret, TestLogins.endless(), LONG);
      assertThat(fake.tokenRequests()).hasSize(3);

      tokens.current(moved.org("a", null), TestLogins.endless(), LONG);
      assertThat(moved.tokenRequests()).hasSize(1);
      Org tagged =
          new Org(
              new OrgId("b"),
              "acme",
              fake.url(),
              a.credentials(),
              Duration.ofMinutes(15),
              "62.0",
              Map.of("env", "prod"));
      tokens.current(tagged, TestLogins.endless(), LONG);
      assertThat(fake.tokenRequests()).hasSize(3);
    }
  }

  @Test
  void aFailedLoginIsNotRemembered() throws Exception {
    try (FakeOrg fake = new FakeOrg()) {
      SalesforceAccessTokens tokens = fake.tokens();
      fake.token((r, out) -> out.write(json(503, "")));
      assertThat(refused(tokens, fake.org()).kind()).isEqualTo(Kind.SERVER);
      fake.token((r, out) -> out.write(json(200, fake.grant())));

      assertThat(tokens.current(fake.org(), TestLogins.endless(), LONG).token().value().reveal())
          .isEqualTo(FakeOrg.token(1));
    }
  }

  private static LoginFailedException refused(SalesforceAccessTokens tokens, Org org) {
    LoginFailedException e =
        catchThrowableOfType(
            LoginFailedException.class, () -> tokens.current(org, TestLogins.endless(), LONG));
    assertThat(e).isNotNull();
    return e;
  }
}
