package dev.headroom.auth.kms;

import dev.headroom.auth.Secret;
import dev.headroom.auth.SecretStore;
import dev.headroom.auth.SecretUnavailableException;
import dev.headroom.auth.aws.AwsRefusals;
import dev.headroom.org.SecretRef;
import dev.headroom.org.SecretRef.Scheme;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Typed;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.MessageType;
import software.amazon.awssdk.services.kms.model.SigningAlgorithmSpec;

/**
 * {@code kms:alias/a/name}, or a key's id or ARN: an RSA signing key; only its certificate is ever
 * outside KMS.
 */
@ApplicationScoped
@Typed(SecretStore.class)
public class KmsSigningKeys implements SecretStore {
  private final KmsClient client;

  public KmsSigningKeys(KmsClient client) {
    this.client = client;
  }

  @Override
  public Scheme scheme() {
    return Scheme.KMS;
  }

  /** Always fails: a KMS key cannot be read. */
  @Override
  public Secret resolve(SecretRef ref) throws SecretUnavailableException {
    throw new SecretUnavailableException(
        "The secret "
            + ref
            + " cannot be read: a KMS key signs and never leaves KMS. Only privateKey may refer to"
            + " one; use ssm: or secretsmanager: here.");
  }

  /** Signs up to 4,096 bytes, far more than an assertion has (Sign, AWS KMS API Reference). */
  @Override
  public byte[] sign(SecretRef key, byte[] message) throws SecretUnavailableException {
    try {
      return client
          .sign(
              s ->
                  s.keyId(key.name())
                      .messageType(MessageType.RAW)
                      .message(SdkBytes.fromByteArray(message))
                      .signingAlgorithm(SigningAlgorithmSpec.RSASSA_PKCS1_V1_5_SHA_256))
          .signature()
          .asByteArray();
    } catch (SdkException e) {
      throw AwsRefusals.of(
          key,
          e,
          "Create an RSA key for signing (RSA_2048, SIGN_VERIFY) in this account and region, and give it an"
              + " alias under the stack's secrets prefix.");
    }
  }
}
