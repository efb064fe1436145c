package dev.headroom.auth.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.headroom.auth.Secret;
import dev.headroom.auth.SecretUnavailableException;
import dev.headroom.auth.StoredSecrets;
import dev.headroom.auth.env.EnvSecrets;
import dev.headroom.auth.kms.KmsSigningKeys;
import dev.headroom.auth.salesforce.TestKeys;
import dev.headroom.auth.secretsmanager.SecretsManagerSecrets;
import dev.headroom.auth.ssm.SsmSecrets;
import dev.headroom.org.SecretRef;
import java.net.URI;
import java.security.Signature;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ssm.SsmClient;

class AwsSecretsTest {
  private LoopbackAws aws;
  private Instant now = Instant.parse("2026-11-25T10:00:00Z");
  private StoredSecrets secrets;

  @BeforeEach
  void start() throws Exception {
    aws = new LoopbackAws(TestKeys.RSA);
    aws.parameters.put("/headroom/test/acme", new String[] {"SecureString", "s3cret\n"});
    aws.parameters.put("/headroom/test/plain", new String[] {"String", "s3cret"});
    aws.parameters.put("/headroom/test/blank", new String[] {"SecureString", " \n"});
    aws.secrets.put("headroom/test/acme", " s3cret ");
    aws.secrets.put("headroom/test/all", "{\"acme\": \"s3cret\", \"n\": 1, \"blank\": \" \"}");
    aws.secrets.put("headroom/test/binary", "");
    secrets =
        new StoredSecrets(
            List.of(
                new SsmSecrets(aws.ssm()),
                new SecretsManagerSecrets(aws.secretsManager(), new ObjectMapper()),
                new KmsSigningKeys(aws.kms())),
            () -> now);
  }

  @AfterEach
  void stop() {
    aws.close();
  }

  @ParameterizedTest
  @CsvSource({
    "ssm:/headroom/test/acme",
    "secretsmanager:headroom/test/acme",
    "secretsmanager:headroom/test/all#acme"
  })
  void aSecretIsReadWithoutTheBlanksAroundIt(String ref) throws Exception {
    assertThat(secrets.resolve(ref(ref))).isEqualTo(Secret.of("s3cret"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ssm:/headroom/test/missing|ParameterNotFound|SecureString",
        "ssm:/headroom/test/plain|not encrypted|SecureString",
        "ssm:/headroom/test/blank|blank|Put the secret",
        "ssm:/denied|AccessDenied|role",
        "secretsmanager:headroom/test/missing|ResourceNotFound|Create the secret",
        "secretsmanager:headroom/test/binary|binary|as text",
        "secretsmanager:headroom/test/acme#acme|not a JSON object|#",
        "secretsmanager:headroom/test/all#other|no text member other|Add it",
        "secretsmanager:headroom/test/all#n|no text member n|Add it",
        "secretsmanager:headroom/test/all#blank|blank|Put the secret",
        "secretsmanager:denied|AccessDenied|role",
        "kms:alias/headroom/test/monitor|never leaves|privateKey",
        "env:SECRET|not connected|env:SECRET"
      })
  void whatCannotBeReadSaysWhyAndWhatToDoAndNoSecret(String ref, String reason, String remedy) {
    SecretUnavailableException failure =
        catchThrowableOfType(SecretUnavailableException.class, () -> secrets.resolve(ref(ref)));

    assertThat(failure).hasMessageContainingAll(ref, reason, remedy);
    assertThat(failure.getMessage()).doesNotContain("s3cret");
  }

  @Test
  void aStoreThatDoesNotAnswerIsAReasonToo() {
    SsmClient nowhere =
        SsmClient.builder()
            .endpointOverride(URI.create("http://localhost:1"))
            .region(Region.EU_CENTRAL_1)
            .httpClientBuilder(UrlConnectionHttpClient.builder())
            .credentialsProvider(AnonymousCredentialsProvider.create())
            .build();

    assertThat(
            catchThrowableOfType(
                SecretUnavailableException.class,
                () -> new SsmSecrets(nowhere).resolve(ref("ssm:/headroom/test/acme"))))
        .hasMessageContaining("no answer from its store");
  }

  @Test
  void aSecretIsAskedForAgainAfterFourMinutesAndAFailureAtOnce() throws Exception {
    SecretRef ref = ref("ssm:/headroom/test/acme");
    secrets.resolve(ref);
    aws.parameters.put("/headroom/test/acme", new String[] {"SecureString", "n3w"});

    assertThat(secrets.resolve(ref).reveal()).isEqualTo("s3cret");
    now = now.plus(StoredSecrets.KEPT);
    assertThat(secrets.resolve(ref).reveal()).isEqualTo("n3w");

    SecretRef late = ref("ssm:/headroom/test/late");
    assertThatThrownBy(() -> secrets.resolve(late)).hasMessageContaining("NotFound");
    aws.parameters.put("/headroom/test/late", new String[] {"SecureString", "l4te"});
    assertThat(secrets.resolve(late).reveal()).isEqualTo("l4te");
  }

  @Test
  void aKeySignsWithoutLeavingItsStore() throws Exception {
    byte[] message =
        "a message that is longer than a digest".getBytes(java.nio.charset.StandardCharsets.UTF_8);

    byte[] signed = secrets.sign(ref("kms:" + LoopbackAws.SIGNER), message);

    Signature check = Signature.getInstance("SHA256withRSA");
    check.initVerify(TestKeys.RSA.getPublic());
    check.update(message);
    assertThat(check.verify(signed)).isTrue();
    assertThat(aws.calls).containsExactly("TrentService.Sign");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "kms:alias/headroom/test/missing|NotFound|RSA_2048",
        "kms:alias/denied|AccessDenied|role",
        "ssm:/headroom/test/acme|cannot sign|ssm:"
      })
  void whatCannotSignSaysWhy(String ref, String reason, String remedy) {
    assertThat(
            catchThrowableOfType(
                SecretUnavailableException.class, () -> secrets.sign(ref(ref), new byte[] {1})))
        .hasMessageContainingAll(ref, reason, remedy);
  }

  @Test
  void anEnvironmentVariableIsReadWhereThatStoreIsConnected() throws Exception {
    StoredSecrets local = new StoredSecrets(List.of(new EnvSecrets(true, n -> "v")), () -> now);

    assertThat(local.resolve(ref("env:SECRET")).reveal()).isEqualTo("v");
  }

  private static SecretRef ref(String text) {
    return SecretRef.parse(text).orElseThrow();
  }
}
