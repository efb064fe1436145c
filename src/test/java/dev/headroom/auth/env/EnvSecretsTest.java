package dev.headroom.auth.env;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headroom.auth.SecretUnavailableException;
import dev.headroom.org.SecretRef;
import dev.headroom.org.SecretRef.Scheme;
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
  void nothingIsReadWhereItIsNotAllowed() {
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
        .hasMessageContaining("no environment variable");
  }

  private static SecretRef env(String name) {
    return new SecretRef(Scheme.ENV, name);
  }
}
