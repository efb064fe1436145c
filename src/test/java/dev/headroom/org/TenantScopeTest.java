package dev.headroom.org;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class TenantScopeTest {
  private static final TenantId RETAIL = new TenantId("retail");

  @Test
  void anOperatorSeesEveryTenantAndTheFleet() {
    assertThat(TenantScope.all().sees("retail")).isTrue();
    assertThat(TenantScope.all().seesFleet()).isTrue();
    assertThat(TenantScope.all().tenant()).isEmpty();
  }

  @Test
  void aTenantSeesItselfAlone() {
    TenantScope scope = TenantScope.of(RETAIL);
    assertThat(scope.sees("retail")).isTrue();
    assertThat(scope.sees("retail-eu")).isFalse();
    assertThat(scope.sees("")).isFalse();
    assertThat(scope.seesFleet()).isFalse();
    assertThat(scope.tenant()).contains(RETAIL);
  }

  @Test
  void aTenantsIdHasTheFormOfTheManifest() {
    assertThatIllegalArgumentException().isThrownBy(() -> new TenantId("Retail"));
  }
}
