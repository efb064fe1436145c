package dev.headroom.auth.env;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headroom.auth.SecretUnavailableException;
import dev.headroom.org.SecretRef;
import dev.headroom.org.SecretRef.Scheme;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EnvSecretsTest {
  private static final Map<String, String> VARIABLES =
      Map.of("GOOD", "s3cret\n", "BLANK", "  \n", "PEM", "-----BEGIN X-----\\nabc\\n");

  private final EnvSecrets secrets = new EnvSecrets(true, VARIABLES::get);

  @Test
  void aVariableIsReadWithoutTheLineBreakAtItsEnd() throws Exception {
    assertThat(secrets.resolve(env("GOOD")).reveal()).isEqualTo("s3cret");
  }

  @Test
  void aMissingAndAnEmptyVariableAreNamedWithARemedy() {
    assertThatThrownBy(() -> secrets.resolve(env("MISSING")))
        .isInstanceOf(SecretUnavailableException.class)
        .hasMessageContaining("env:MISSING")
        .hasMessageContaining("not set");
    assertThatThrownBy(() -> secrets.resolve(env("BLANK")))
        .isInstanceOf(SecretUnavailableException.class)
        .hasMessageContaining("empty");
  }

  @Test
  void nothingIsReadUnlessAllowed() {
    assertThatThrownBy(() -> new EnvSecrets(false, VARIABLES::get).resolve(env("GOOD")))
        .isInstanceOf(SecretUnavailableException.class)
        .hasMessageContaining("headroom.secrets.env-allowed")
        .hasMessageNotContaining("s3cret");
  }

  @ParameterizedTest
  @EnumSource(names = {"SSM", "SECRETSMANAGER", "KMS"})
  void referencesToOtherStoresAreNotItsOwn(Scheme scheme) {
    assertThatThrownBy(() -> secrets.resolve(new SecretRef(scheme, "GOOD")))
        .isInstanceOf(SecretUnavailableException.class)
        .hasMessageContaining("no such environment variable");
  }

  private static SecretRef env(String name) {
    return new SecretRef(Scheme.ENV, name);
  }

  @Test
  void onlyVariablesBehindThePrefixAreRead() throws SecretUnavailableException {
    Map<String, String> all =
        Map.of("HEADROOM_SECRET_ACME", "s3cret", "AWS_SECRET_ACCESS_KEY", "other", "ACME", "bare");
    EnvSecrets behind = new EnvSecrets(true, "HEADROOM_SECRET_", all::get);

    assertThat(behind.resolve(env("ACME")).reveal()).isEqualTo("s3cret");
    assertThatThrownBy(() -> behind.resolve(env("AWS_SECRET_ACCESS_KEY")))
        .isInstanceOf(SecretUnavailableException.class)
        .hasMessage(
            "The secret env:AWS_SECRET_ACCESS_KEY cannot be read: the environment variable"
                + " HEADROOM_SECRET_AWS_SECRET_ACCESS_KEY is not set. Set it before the start;"
                + " HEADROOM_SECRET_ is put before the name (headroom.secrets.env-prefix).");
    assertThat(new EnvSecrets(true, "", all::get).resolve(env("ACME")).reveal()).isEqualTo("bare");
  }

  @Test
  void aReferenceMayWriteThePrefixItself() throws SecretUnavailableException {
    EnvSecrets behind =
        new EnvSecrets(true, "HEADROOM_SECRET_", Map.of("HEADROOM_SECRET_ACME", "s3cret")::get);

    assertThat(behind.resolve(env("HEADROOM_SECRET_ACME")).reveal()).isEqualTo("s3cret");
  }

  @Test
  void aVariableThatTheFirstReleaseReadIsReadForOneReleaseMore() throws SecretUnavailableException {
    Map<String, String> all =
        Map.of(
            "ACME_SECRET", "s3cret",
            "PATH", "/bin",
            "HOME", "/root",
            "AWS_SESSION_TOKEN", "other",
            "GITHUB_TOKEN", "other",
            "HEADROOM_SECRET_ERP_KEY", "new",
            "ERP_KEY", "old");
    EnvSecrets behind = new EnvSecrets(true, "HEADROOM_SECRET_", all::get);

    assertThat(behind.resolve(env("ACME_SECRET")).reveal()).isEqualTo("s3cret");
    assertThat(behind.resolve(env("ERP_KEY")).reveal()).isEqualTo("new");
    for (String other : List.of("PATH", "HOME", "AWS_SESSION_TOKEN", "GITHUB_TOKEN")) {
      assertThatThrownBy(() -> behind.resolve(env(other)))
          .isInstanceOf(SecretUnavailableException.class)
          .hasMessageContaining("HEADROOM_SECRET_" + other + " is not set");
    }
  }

  @Test
  void withoutAKeyThePrefixIsHeadroomsAndAnEmptyOneIsNone() {
    assertThat(config(Map.of()).envPrefix()).contains("HEADROOM_SECRET_");
    assertThat(config(Map.of("headroom.secrets.env-prefix", "")).envPrefix()).isEmpty();
    assertThat(config(Map.of("headroom.secrets.env-prefix", "ACME_")).envPrefix())
        .contains("ACME_");
  }

  private static SecretsConfig config(Map<String, String> keys) {
    return new SmallRyeConfigBuilder()
        .withMapping(SecretsConfig.class)
        .withSources(new PropertiesConfigSource(keys, "test", 100))
        .build()
        .getConfigMapping(SecretsConfig.class);
  }
}
