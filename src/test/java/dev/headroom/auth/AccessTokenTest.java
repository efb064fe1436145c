package dev.headroom.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccessTokenTest {
  private static final URI INSTANCE = URI.create("https://acme.my.salesforce.com");

  @Test
  void theOrgIsWhatATokenBeginsWith() {
    assertThat(new AccessToken(Secret.of("00D5g000004aBcD!AQ.rest!more"), INSTANCE).orgId())
        .isEqualTo("00D5g000004aBcD");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"eyJ0bmsiOiJjb3JlL.p.s", "00D5g000004aBc!AQ", "00D5g000004aBcDE!AQ", "a!b", "x"})
  void aTokenWithoutAnOrgIdIsOfAnUnknownOrg(String token) {
    assertThat(new AccessToken(Secret.of(token), INSTANCE).orgId()).isNull();
  }
}
