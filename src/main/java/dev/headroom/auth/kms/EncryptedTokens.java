package dev.headroom.auth.kms;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.headroom.auth.AccessToken;
import dev.headroom.auth.KeptTokens;
import dev.headroom.auth.Secret;
import dev.headroom.dynamodb.Item;
import dev.headroom.dynamodb.Tables;
import dev.headroom.org.Credentials;
import dev.headroom.org.Org;
import dev.headroom.org.SecretRef;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jboss.logging.Logger;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.DataKeySpec;
import software.amazon.awssdk.services.kms.model.GenerateDataKeyResponse;

/**
 * {@link KeptTokens} in the state table, {@code TOKEN#<org>} / {@code TOKEN}: AES-256 in GCM under
 * the token's own data key, which is stored beside it in a form that only KMS can open.
 */
public final class EncryptedTokens implements KeptTokens {
  /**
   * The name under which KMS's encryption context holds the org; the deployment's policies require
   * it.
   */
  public static final String CONTEXT = "headroom:org";

  /** So that an org that has left the fleet leaves no token behind. */
  static final Duration KEPT = Duration.ofHours(24);

  private static final Logger LOG = Logger.getLogger(EncryptedTokens.class);
  private static final String CIPHER = "AES/GCM/NoPadding";
  private static final int IV_BYTES = 12;
  private static final int TAG_BITS = 128;
  private static final String ORG = "org";
  private static final String GRANTED_FOR = "grantedFor";
  private static final String DATA_KEY = "dataKey";
  private static final String IV = "iv";
  private static final String TEXT = "text";

  private final KmsClient kms;
  private final String keyId;
  private final DynamoDbClient client;
  private final Tables tables;
  private final InstantSource clock;
  private final SecureRandom random = new SecureRandom();

  /**
   * Uses the KMS key {@code keyId}.
   *
   * @param keyId ARN, id or alias of a symmetric key
   * @param clock the real clock
   */
  public EncryptedTokens(
      KmsClient kms, String keyId, DynamoDbClient client, Tables tables, InstantSource clock) {
    this.kms = kms;
    this.keyId = keyId;
    this.client = client;
    this.tables = tables;
    this.clock = clock;
  }

  @Override
  public Optional<AccessToken> find(Org org) {
    try {
      Map<String, AttributeValue> row =
          client.getItem(g -> g.tableName(tables.state()).key(key(org))).item();
      if (row == null || row.isEmpty()) {
        return Optional.empty();
      }
      Item item = new Item(row);
      Instant ends = item.findSeconds(Tables.TTL).orElse(Instant.MIN);
      if (!item.text(GRANTED_FOR).equals(grantedFor(org)) || !clock.instant().isBefore(ends)) {
        return Optional.empty();
      }
      return Optional.of(opened(org, item));
    } catch (SdkException | GeneralSecurityException | IllegalStateException e) {
      LOG.warnf("the kept token of %s is not used, a login is made: %s", org.id(), reason(e));
      return Optional.empty();
    }
  }

  @Override
  public void keep(Org org, AccessToken token) {
    try {
      GenerateDataKeyResponse made =
          kms.generateDataKey(
              g -> g.keyId(keyId).keySpec(DataKeySpec.AES_256).encryptionContext(context(org)));
      byte[] iv = new byte[IV_BYTES];
      random.nextBytes(iv);
      byte[] plain = (token.instanceUrl() + "\n" + token.value().reveal()).getBytes(UTF_8);
      Item row =
          Item.of(partition(org), Tables.TOKEN)
              .text(GRANTED_FOR, grantedFor(org))
              .text(ORG, token.orgId())
              .bytes(DATA_KEY, made.ciphertextBlob().asByteArray())
              .bytes(IV, iv)
              .bytes(
                  TEXT, crypt(Cipher.ENCRYPT_MODE, made.plaintext().asByteArray(), iv, org, plain))
              .seconds(Tables.TTL, clock.instant().plus(KEPT))
              .build();
      client.putItem(p -> p.tableName(tables.state()).item(row.attributes()));
    } catch (SdkException | GeneralSecurityException e) {
      LOG.warnf("the token of %s is kept in memory only: %s", org.id(), reason(e));
    }
  }

  private AccessToken opened(Org org, Item item) throws GeneralSecurityException {
    byte[] dataKey =
        kms.decrypt(
                d ->
                    d.keyId(keyId)
                        .ciphertextBlob(SdkBytes.fromByteArray(item.bytes(DATA_KEY)))
                        .encryptionContext(context(org)))
            .plaintext()
            .asByteArray();
    String text =
        new String(
            crypt(Cipher.DECRYPT_MODE, dataKey, item.bytes(IV), org, item.bytes(TEXT)), UTF_8);
    int line = text.indexOf('\n');
    AccessToken token =
        new AccessToken(Secret.of(text.substring(line + 1)), URI.create(text.substring(0, line)));
    // A row of an earlier release does not contain the org.
    return item.findText(ORG)
        .map(id -> new AccessToken(token.value(), token.instanceUrl(), id))
        .orElse(token);
  }

  /**
   * Encrypts or decrypts; the ciphertext is bound to the org and to what the token was granted for.
   */
  private static byte[] crypt(int mode, byte[] dataKey, byte[] iv, Org org, byte[] text)
      throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance(CIPHER);
    cipher.init(mode, new SecretKeySpec(dataKey, "AES"), new GCMParameterSpec(TAG_BITS, iv));
    Arrays.fill(dataKey, (byte) 0);
    cipher.updateAAD((org.id() + "\n" + grantedFor(org)).getBytes(UTF_8));
    return cipher.doFinal(text);
  }

  private static Map<String, String> context(Org org) {
    return Map.of(CONTEXT, org.id().value());
  }

  /** A token is useless once the login URL or the credentials have changed. */
  static String grantedFor(Org org) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256")
                  .digest((org.loginUrl() + "\n" + text(org.credentials())).getBytes(UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /** The same text in every release, so that a kept token survives an upgrade. */
  private static String text(Credentials credentials) {
    return switch (credentials) {
      case Credentials.ClientCredentials(String clientId, SecretRef secret) ->
          "ClientCredentials[clientId=%s, clientSecret=%s]".formatted(clientId, secret);
      case Credentials.JwtBearer(String clientId, String username, SecretRef key, URI audience) ->
          "JwtBearer[clientId=%s, username=%s, privateKey=%s%s]"
              .formatted(clientId, username, key, audience == null ? "" : ", audience=" + audience);
    };
  }

  private static String partition(Org org) {
    return Tables.TOKEN_PREFIX + org.id();
  }

  private static Map<String, AttributeValue> key(Org org) {
    return Item.key(partition(org), Tables.TOKEN);
  }

  /** The kind of failure only; a message could contain more. */
  private static String reason(Exception e) {
    return e.getClass().getSimpleName();
  }
}
