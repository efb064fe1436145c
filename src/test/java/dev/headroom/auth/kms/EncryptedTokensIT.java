package dev.headroom.auth.kms;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.auth.AccessToken;
import dev.headroom.auth.Secret;
import dev.headroom.auth.aws.LoopbackAws;
import dev.headroom.auth.salesforce.TestKeys;
import dev.headroom.dynamodb.Item;
import dev.headroom.dynamodb.TestDynamoDb;
import dev.headroom.org.Credentials.ClientCredentials;
import dev.headroom.org.Org;
import dev.headroom.org.OrgId;
import dev.headroom.org.SecretRef;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class EncryptedTokensIT {
  private static final Org ACME = org("acme-prod", "3MVG9clientid");
  private static final AccessToken TOKEN =
      new AccessToken(
          Secret.of("00D000000000001!AQ.t0ken"), URI.create("https://acme.my.salesforce.com"));

  private final TestDynamoDb store = TestDynamoDb.create();
  private LoopbackAws aws;
  private Instant now = Instant.parse("2026-11-25T10:00:00Z");

  @BeforeEach
  void start() throws Exception {
    aws = new LoopbackAws(TestKeys.RSA);
  }

  @AfterEach
  void stop() {
    aws.close();
  }

  @Test
  void aTokenOutlivesTheProcessAndLiesInTheTableEncrypted() {
    tokens(LoopbackAws.DATA_KEY).keep(ACME, TOKEN);

    assertThat(tokens(LoopbackAws.DATA_KEY).find(ACME)).contains(TOKEN);
    Item row = row(ACME);
    assertThat(new String(row.bytes("text"), StandardCharsets.ISO_8859_1))
        .doesNotContain("t0ken")
        .doesNotContain("salesforce");
    assertThat(row.seconds("ttl")).isEqualTo(now.plus(Duration.ofHours(24)));
    assertThat(aws.calls).containsExactly("TrentService.GenerateDataKey", "TrentService.Decrypt");
  }

  @Test
  void theOrgOfATokenThatDoesNotSayItIsKeptBesideIt() {
    AccessToken jwt =
        new AccessToken(Secret.of("eyJ0.x.y"), TOKEN.instanceUrl(), "00D000000000001EAA");
    tokens(LoopbackAws.DATA_KEY).keep(ACME, jwt);

    assertThat(tokens(LoopbackAws.DATA_KEY).find(ACME)).contains(jwt);
  }

  @Test
  void aTokenIsNotFoundForOtherCredentialsNorAfterItsTime() {
    tokens(LoopbackAws.DATA_KEY).keep(ACME, TOKEN);

    assertThat(tokens(LoopbackAws.DATA_KEY).find(org("acme-prod", "3MVG9other"))).isEmpty();
    assertThat(tokens(LoopbackAws.DATA_KEY).find(org("acme-uat", "3MVG9clientid"))).isEmpty();
    now = now.plus(Duration.ofHours(24));
    assertThat(tokens(LoopbackAws.DATA_KEY).find(ACME)).isEmpty();
  }

  @Test
  void oneOrgsRowIsOfNoUseToAnother() {
    Org uat = org("acme-uat", "3MVG9clientid");
    tokens(LoopbackAws.DATA_KEY).keep(ACME, TOKEN);
    Item.Builder stolen = Item.of("TOKEN#acme-uat", "TOKEN");
    row(ACME).attributes().forEach((name, value) -> copy(stolen, name, value));
    put(stolen.build());

    assertThat(tokens(LoopbackAws.DATA_KEY).find(uat)).isEmpty();
    assertThat(aws.calls).endsWith("TrentService.Decrypt");
  }

  @Test
  void aRowThatWasTamperedWithIsNotUsed() {
    tokens(LoopbackAws.DATA_KEY).keep(ACME, TOKEN);
    byte[] text = row(ACME).bytes("text");
    text[0] ^= 1;
    Item.Builder changed = Item.builder();
    row(ACME).attributes().forEach(changed::with);
    put(changed.bytes("text", text).build());

    assertThat(tokens(LoopbackAws.DATA_KEY).find(ACME)).isEmpty();
  }

  @Test
  void aKeyThatCannotBeUsedCostsTheConvenienceOnly() {
    tokens("arn:aws:kms:eu-central-1:123456789012:key/denied").keep(ACME, TOKEN);

    assertThat(store.allState()).isEmpty();
    assertThat(tokens("arn:aws:kms:eu-central-1:123456789012:key/denied").find(ACME)).isEmpty();
  }

  private static void copy(Item.Builder to, String name, AttributeValue value) {
    if (!name.equals("pk") && !name.equals("sk")) {
      to.with(name, value);
    }
  }

  private EncryptedTokens tokens(String key) {
    return new EncryptedTokens(aws.kms(), key, store.client(), store.tables(), () -> now);
  }

  private Item row(Org org) {
    return new Item(
        store
            .client()
            .getItem(
                g ->
                    g.tableName(store.tables().state()).key(Item.key("TOKEN#" + org.id(), "TOKEN")))
            .item());
  }

  private void put(Item item) {
    store.client().putItem(p -> p.tableName(store.tables().state()).item(item.attributes()));
  }

  private static Org org(String id, String clientId) {
    return new Org(
        new OrgId(id),
        "acme",
        URI.create("https://acme.my.salesforce.com"),
        new ClientCredentials(clientId, SecretRef.parse("ssm:/headroom/acme").orElseThrow()),
        Duration.ofMinutes(5),
        null,
        Map.of());
  }
}
