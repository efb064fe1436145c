package dev.headroom.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.export.ExportMatch;
import dev.headroom.export.ExporterRule;
import dev.headroom.notify.NotifyRules;
import dev.headroom.notify.Target;
import dev.headroom.notify.TargetId;
import dev.headroom.org.Credentials;
import dev.headroom.org.Credentials.ClientCredentials;
import dev.headroom.org.Credentials.JwtBearer;
import dev.headroom.org.Org;
import dev.headroom.org.OrgId;
import dev.headroom.org.SecretRef;
import dev.headroom.usage.AdviceRule;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SecretMoveTest {
  private static final String ACME = "https://acme.my.salesforce.com";
  private static final String EVIL = "https://evil.example";

  @Test
  void whatStaysWhereItIsMovesNothing() {
    Fleet fleet = fleet(List.of(org("a", ACME, secret("env:S"))), List.of(hook(ACME, "env:H")));
    assertThat(moves(fleet, fleet)).isEmpty();
    assertThat(moves(Fleet.EMPTY, fleet)).isEmpty();
    assertThat(moves(fleet, Fleet.EMPTY)).isEmpty();
    assertThat(moves(fleet, fleet(List.of(org("a", EVIL, secret("env:OTHER"))), List.of())))
        .as("a secret that the fleet has not")
        .isEmpty();
    assertThat(
            moves(
                fleet,
                fleet(
                    List.of(org("b", "https://ACME.my.salesforce.com", secret("env:S"))),
                    List.of())))
        .as("the same host")
        .isEmpty();
  }

  @Test
  void anOrgsSecretMovesWithItsAddressIntoAnotherOrgOrIntoATarget() {
    Fleet stored = fleet(List.of(org("a", ACME, secret("env:S"))), List.of());
    assertThat(moves(stored, fleet(List.of(org("a", EVIL, secret("env:S"))), List.of())))
        .containsExactly(
            "secret env:S moves from acme.my.salesforce.com to evil.example"
                + " (orgs[0].auth.clientSecret)");
    assertThat(
            moves(
                stored,
                fleet(
                    List.of(org("a", ACME, secret("env:S")), org("b", EVIL, secret("env:S"))),
                    List.of())))
        .containsExactly(
            "secret env:S moves from acme.my.salesforce.com to evil.example"
                + " (orgs[1].auth.clientSecret)");
    assertThat(moves(stored, fleet(List.of(), List.of(hook(EVIL + "/x?t=s3cret", "env:S")))))
        .containsExactly(
            "secret env:S moves from acme.my.salesforce.com to evil.example (targets[0].secret)");
  }

  @Test
  void aTargetsSecretMovesWithItsAddressAlsoToOneThatIsAReferenceOrTheUsual() {
    Fleet stored = fleet(List.of(), List.of(hook("https://a.example/x", "env:H")));
    assertThat(moves(stored, fleet(List.of(), List.of(hook("env:URL", "env:H")))))
        .containsExactly("secret env:H moves from a.example to env:URL (targets[0].secret)");
    Fleet usual =
        fleet(
            List.of(),
            List.of(new Target(new TargetId("p"), "pagerduty", Map.of("routingKey", "env:K"))));
    assertThat(
            moves(
                usual,
                fleet(
                    List.of(),
                    List.of(
                        new Target(
                            new TargetId("p"),
                            "pagerduty",
                            Map.of("routingKey", "env:K", "url", EVIL))))))
        .containsExactly(
            "secret env:K moves from the usual address of pagerduty to evil.example"
                + " (targets[0].routingKey)");
    assertThat(
            moves(
                fleet(List.of(), List.of(chat("env:URL"))),
                fleet(List.of(), List.of(hook(EVIL, "env:URL")))))
        .as("an address that is a secret itself")
        .containsExactly("secret env:URL moves from env:URL to evil.example (targets[0].secret)");
    assertThat(
            moves(
                fleet(List.of(), List.of(chat("env:URL"))),
                fleet(List.of(), List.of(chat("env:URL"), chat("env:OTHER")))))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "secretsmanager:all#a,secretsmanager:all#a,true",
    "secretsmanager:all#a,secretsmanager:all,true",
    "secretsmanager:all,secretsmanager:all#a,true",
    "secretsmanager:all#a,secretsmanager:all#b,false",
    "secretsmanager:all#a,arn:aws:secretsmanager:eu-west-1:123456789012:secret:all-Ab12Cd#a,true",
    "ssm:/h/a,ssm:/h/a:3,true",
    "ssm:/h/a,ssm:arn:aws:ssm:eu-west-1:123456789012:parameter/h/a,true",
    "ssm:/h/a,ssm:/h/b,false",
    "env:A,ssm:A,false",
    "env:A,env:HEADROOM_SECRET_A,true",
    "env:HEADROOM_SECRET_A,env:A,true",
    "env:A,env:HEADROOM_SECRET_B,false",
    "ssm:a,ssm:arn:aws:ssm:eu-west-1:123456789012:parameter/a,true",
    "ssm:/h/a,ssm:/h/a:current,true",
    "ssm:arn:aws:ssm:eu-west-1:123456789012:parameter/h/a:2,ssm:/h/a,true",
    "secretsmanager:the-secret,arn:aws:secretsmanager:eu-west-1:1:secret:the-secret,true",
    "secretsmanager:the-secret,arn:aws:secretsmanager:eu-west-1:1:secret:the-secret-Ab12Cd,true",
    "secretsmanager:the-secret,secretsmanager:the,false"
  })
  void aSecretIsTheSameHoweverItIsReferredTo(String stored, String wanted, boolean same) {
    String reference = wanted.startsWith("arn:") ? "secretsmanager:" + wanted : wanted;
    assertThat(
            moves(
                fleet(List.of(org("a", ACME, secret(stored))), List.of()),
                fleet(List.of(org("b", EVIL, secret(reference))), List.of())))
        .hasSize(same ? 1 : 0);
  }

  @ParameterizedTest
  @CsvSource({
    "https://a.example/x,https://a.example:8443/x,a.example,a.example:8443",
    "https://a.example:8443/x,https://a.example:9443/x,a.example:8443,a.example:9443",
    "http://localhost:8080/x,http://localhost:9090/x,localhost:8080,localhost:9090",
    "https://a.example/x,https://A.example:443/y,,",
    "http://localhost/x,http://localhost:80/y,,"
  })
  void anotherPortOfAHostIsAnotherPlaceUnlessItIsTheUsualOne(
      String stored, String wanted, @Nullable String from, @Nullable String to) {
    assertThat(
            moves(
                fleet(List.of(), List.of(hook(stored, "env:H"))),
                fleet(List.of(), List.of(hook(wanted, "env:H")))))
        .isEqualTo(
            from == null
                ? List.of()
                : List.of(
                    "secret env:H moves from %s to %s (targets[0].secret)".formatted(from, to)));
  }

  @Test
  void aKeyThatSignedAndIsSentHasMovedAlsoToItsOwnHost() {
    Fleet stored = fleet(List.of(org("a", ACME, key("ssm:/k"))), List.of());
    assertThat(moves(stored, fleet(List.of(org("a", ACME, secret("ssm:/k"))), List.of())))
        .containsExactly(
            "secret ssm:/k moves from only what it signs for acme.my.salesforce.com to"
                + " acme.my.salesforce.com (orgs[0].auth.clientSecret)");
    assertThat(
            moves(
                fleet(List.of(org("a", ACME, secret("ssm:/k"))), List.of()),
                fleet(List.of(org("a", ACME, key("ssm:/k"))), List.of())))
        .as("what was sent there may sign for it")
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "kms:alias/k,kms:arn:aws:kms:eu-west-1:1:alias/k",
    "kms:1234,kms:arn:aws:kms:eu-west-1:1:key/1234"
  })
  void aKeyIsTheSameByItsNameAndByItsArn(String stored, String wanted) {
    assertThat(
            moves(
                fleet(List.of(org("a", ACME, key(stored))), List.of()),
                fleet(List.of(org("a", EVIL, key(wanted))), List.of())))
        .hasSize(1);
  }

  /** Which key an alias stands for only KMS knows. */
  @ParameterizedTest
  @CsvSource({
    "kms:alias/k,kms:1234,1",
    "kms:1234,kms:alias/k,1",
    "kms:alias/k,kms:arn:aws:kms:eu-west-1:1:key/1234,1",
    "kms:arn:aws:kms:eu-west-1:1:key/1234,kms:arn:aws:kms:eu-west-1:1:alias/k,1",
    "kms:alias/k,kms:alias/other,0",
    "kms:1234,kms:5678,0",
    "ssm:/k,kms:alias/k,0"
  })
  void aKeyThatIsNamedByItsIdMayBeTheOneOfAnAlias(String stored, String wanted, int moves) {
    Fleet before = fleet(List.of(org("a", ACME, key(stored))), List.of());
    assertThat(moves(before, fleet(List.of(org("a", EVIL, key(wanted))), List.of())))
        .as("its org's address moves")
        .hasSize(moves);
    assertThat(
            moves(
                before,
                fleet(
                    List.of(
                        org("a", ACME, key(stored)),
                        org("b", EVIL, key(wanted, "https://login.salesforce.com"))),
                    List.of())))
        .as("what it signs is good elsewhere")
        .hasSize(moves);
    assertThat(moves(before, fleet(List.of(org("a", ACME, key(wanted))), List.of())))
        .as("it stays where it is")
        .isEmpty();
  }

  @Test
  void aKeyThatSignsMayServeFurtherOrgsButMovesWithItsOrg() {
    Fleet stored = fleet(List.of(org("a", ACME, key("kms:alias/k"))), List.of());
    assertThat(
            moves(
                stored,
                fleet(
                    List.of(
                        org("a", ACME, key("kms:alias/k")),
                        org("b", "https://b.my.salesforce.com", key("kms:alias/k"))),
                    List.of())))
        .isEmpty();
    assertThat(moves(stored, fleet(List.of(org("a", EVIL, key("kms:alias/k"))), List.of())))
        .containsExactly(
            "secret kms:alias/k moves from acme.my.salesforce.com to evil.example"
                + " (orgs[0].auth.privateKey)");
    assertThat(
            moves(
                fleet(List.of(org("a", ACME, key("ssm:/k"))), List.of()),
                fleet(List.of(org("b", EVIL, secret("ssm:/k"))), List.of())))
        .as("a private key that is sent as a secret")
        .hasSize(1);
  }

  /** With another audience, a host that is not Salesforce's could log in with it elsewhere. */
  @Test
  void aKeyMovesWithTheAudienceOfItsLogin() {
    String login = "https://login.salesforce.com";
    Fleet plain = fleet(List.of(org("a", EVIL, key("env:K"))), List.of());
    Fleet general = fleet(List.of(org("a", EVIL, key("env:K", login))), List.of());
    assertThat(moves(plain, general))
        .containsExactly(
            "secret env:K moves from evil.example to evil.example (audience login.salesforce.com)"
                + " (orgs[0].auth.privateKey)");
    assertThat(moves(general, plain)).hasSize(1);
    assertThat(moves(general, general)).isEmpty();
    assertThat(moves(plain, fleet(List.of(org("a", EVIL, key("env:K", EVIL + "/"))), List.of())))
        .as("the audience that it has anyway")
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {ACME, "http://localhost:8089", "http://127.0.0.1:8089"})
  void theAudienceOfAnOrgOfSalesforcesOwnMovesNothing(String place) {
    Fleet plain = fleet(List.of(org("a", place, key("env:K"))), List.of());
    Fleet general =
        fleet(List.of(org("a", place, key("env:K", "https://login.salesforce.com"))), List.of());

    assertThat(moves(plain, general)).isEmpty();
    assertThat(moves(general, plain)).isEmpty();
  }

  @Test
  void aKeyMovesIntoAnOrgThatWouldGetAnAssertionForSalesforce() {
    String login = "https://login.salesforce.com";
    Org known = org("a", ACME, key("env:K"));
    Fleet stored = fleet(List.of(known), List.of());
    assertThat(moves(stored, fleet(List.of(known, org("b", EVIL, key("env:K", login))), List.of())))
        .containsExactly(
            "secret env:K moves from acme.my.salesforce.com to evil.example (audience"
                + " login.salesforce.com) (orgs[1].auth.privateKey)");
    assertThat(moves(stored, fleet(List.of(known, org("b", EVIL, key("env:K"))), List.of())))
        .as("an assertion that is good at that host alone")
        .isEmpty();
    assertThat(
            moves(
                stored,
                fleet(
                    List.of(known, org("b", "https://b.my.salesforce.com", key("env:K", login))),
                    List.of())))
        .as("a host that nobody but Salesforce has")
        .isEmpty();
  }

  @Test
  void aSecretOfAnExporterIsHeldAtItsHostLikeThatOfATarget() {
    Fleet stored = shipping("https://splunk.acme.com", "env:HEC");

    assertThat(moves(stored, shipping("https://splunk.acme.com", "env:HEC"))).isEmpty();
    assertThat(moves(stored, shipping("https://other.example", "env:HEC")))
        .containsExactly(
            "secret env:HEC moves from splunk.acme.com to other.example (exporters[0].token)");
  }

  @Test
  void aSecretOfAnOrgThatAnExporterWouldSendIsAMove() {
    Org org = org("one", "https://a.my.salesforce.com", secret("env:S"));

    assertThat(moves(fleet(List.of(org), List.of()), shipping("https://other.example", "env:S")))
        .containsExactly(
            "secret env:S moves from a.my.salesforce.com to other.example (exporters[0].token)");
  }

  private static Fleet shipping(String url, String token) {
    return new Fleet(
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        new TreeSet<>(),
        List.of(),
        List.of(),
        List.of(),
        AdviceRule.DEFAULT,
        List.of(
            new ExporterRule(
                "hec", "splunk-metrics", Map.of("url", url, "token", token), ExportMatch.ALL)),
        NotifyRules.DEFAULT);
  }

  private static List<String> moves(Fleet stored, Fleet wanted) {
    return SecretMove.between(stored, wanted, "HEADROOM_SECRET_").stream()
        .map(SecretMove::toString)
        .toList();
  }

  private static Fleet fleet(List<Org> orgs, List<Target> targets) {
    return new Fleet(List.of(), orgs, List.of(), targets, List.of());
  }

  private static Target hook(String url, String secret) {
    return new Target(new TargetId("hooks"), "webhook", Map.of("url", url, "secret", secret));
  }

  private static Target chat(String url) {
    return new Target(new TargetId("chat"), "slack", Map.of("url", url));
  }

  private static Credentials secret(String reference) {
    return new ClientCredentials("id", SecretRef.parse(reference).orElseThrow());
  }

  private static Credentials key(String reference) {
    return new JwtBearer("id", "user", SecretRef.parse(reference).orElseThrow());
  }

  private static Credentials key(String reference, String audience) {
    return new JwtBearer(
        "id", "user", SecretRef.parse(reference).orElseThrow(), URI.create(audience));
  }

  private static Org org(String id, String url, Credentials credentials) {
    return new Org(
        new OrgId(id), "t", URI.create(url), credentials, Duration.ofMinutes(5), null, Map.of());
  }
}
