package dev.headroom.auth.secretsmanager;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.headroom.auth.Secret;
import dev.headroom.auth.SecretStore;
import dev.headroom.auth.SecretUnavailableException;
import dev.headroom.auth.aws.AwsRefusals;
import dev.headroom.org.SecretRef;
import dev.headroom.org.SecretRef.Scheme;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Typed;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/**
 * {@code secretsmanager:name}, a secret's whole text; {@code secretsmanager:name#key}, one member
 * of a secret that is a JSON object. The name may be an ARN.
 */
@ApplicationScoped
@Typed(SecretStore.class)
public class SecretsManagerSecrets implements SecretStore {
  private final SecretsManagerClient client;
  private final ObjectMapper json;

  public SecretsManagerSecrets(SecretsManagerClient client, ObjectMapper json) {
    this.client = client;
    this.json = json;
  }

  @Override
  public Scheme scheme() {
    return Scheme.SECRETSMANAGER;
  }

  /** Blanks and line breaks around the value are not part of the secret. */
  @Override
  public Secret resolve(SecretRef ref) throws SecretUnavailableException {
    int hash = ref.name().indexOf('#');
    String name = hash < 0 ? ref.name() : ref.name().substring(0, hash);
    String text = read(ref, name);
    String value = hash < 0 ? text : member(ref, text, ref.name().substring(hash + 1));
    if (value.isBlank()) {
      throw unusable(ref, "it is blank", "Put the secret in it.");
    }
    return Secret.of(value.strip());
  }

  private String read(SecretRef ref, String name) throws SecretUnavailableException {
    String text;
    try {
      text = client.getSecretValue(g -> g.secretId(name)).secretString();
    } catch (SdkException e) {
      throw AwsRefusals.of(ref, e, "Create the secret in this account and region.");
    }
    if (text == null) {
      throw unusable(ref, "it is binary", "Store it as text.");
    }
    return text;
  }

  private String member(SecretRef ref, String text, String key) throws SecretUnavailableException {
    JsonNode bundle;
    try {
      bundle = json.readTree(text);
    } catch (JsonProcessingException e) {
      // The exception's message quotes the text.
      bundle = json.missingNode();
    }
    if (!bundle.isObject()) {
      throw unusable(
          ref,
          "the secret is not a JSON object",
          "Store {\"" + key + "\": \"...\"}, or remove # and what follows from the reference.");
    }
    JsonNode value = bundle.get(key);
    if (value == null || !value.isTextual()) {
      throw unusable(
          ref,
          "the secret has no text member " + key,
          "Add it to the JSON object, or correct the reference.");
    }
    return value.textValue();
  }

  private static SecretUnavailableException unusable(SecretRef ref, String why, String remedy) {
    return new SecretUnavailableException(
        "The secret " + ref + " cannot be read: " + why + ". " + remedy);
  }
}
