package dev.headroom.auth.ssm;

import dev.headroom.auth.Secret;
import dev.headroom.auth.SecretStore;
import dev.headroom.auth.SecretUnavailableException;
import dev.headroom.auth.aws.AwsRefusals;
import dev.headroom.org.SecretRef;
import dev.headroom.org.SecretRef.Scheme;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Typed;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.Parameter;
import software.amazon.awssdk.services.ssm.model.ParameterType;

/** {@code ssm:/a/path}: a SecureString in Parameter Store. */
@ApplicationScoped
@Typed(SecretStore.class)
public class SsmSecrets implements SecretStore {
  private final SsmClient client;

  public SsmSecrets(SsmClient client) {
    this.client = client;
  }

  @Override
  public Scheme scheme() {
    return Scheme.SSM;
  }

  /** Blanks and line breaks around the value are not part of the secret. */
  @Override
  public Secret resolve(SecretRef ref) throws SecretUnavailableException {
    Parameter parameter;
    try {
      parameter = client.getParameter(g -> g.name(ref.name()).withDecryption(true)).parameter();
    } catch (SdkException e) {
      throw AwsRefusals.of(
          ref, e, "Create the parameter as a SecureString in this account and region.");
    }
    if (parameter.type() != ParameterType.SECURE_STRING) {
      throw new SecretUnavailableException(
          "The secret "
              + ref
              + " is not used: the parameter is a "
              + parameter.typeAsString()
              + ", which is not encrypted. Store it as a SecureString, and change the secret.");
    }
    String value = parameter.value().strip();
    if (value.isEmpty()) {
      throw new SecretUnavailableException(
          "The secret " + ref + " cannot be read: the parameter is blank. Put the secret in it.");
    }
    return Secret.of(value);
  }
}
