package dev.headroom.limits;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.limits.AllocationParts.Part;
import dev.headroom.org.Holdings;
import dev.headroom.org.OrgProfile;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an allocation is made of. */
class AllocationPartsTest {
  private static OrgProfile org(String edition, @Nullable Map<String, Integer> licences) {
    return new OrgProfile("00D000000000001EAA", "EU42", edition, false)
        .with(new Holdings(licences == null ? null : new TreeMap<>(licences), null));
  }

  @Test
  void anEnterpriseOrgHasItsBaseItsLicencesAndTheRest() {
    OrgProfile org =
        org(
            "Enterprise Edition",
            Map.of("Salesforce", 40, "Partner Community", 25, "Customer Community", 9, "Odd", 3));
    assertThat(AllocationParts.of(org, 155_000))
        .contains(
            new AllocationParts(
                155_000,
                100_000,
                List.of(new Part("Salesforce", 40, 1_000), new Part("Partner Community", 25, 200)),
                List.of("Odd"),
                10_000L));
  }

  @Test
  void anUnlimitedOrgHasHigherRates() {
    assertThat(
            AllocationParts.of(org("Unlimited Edition", Map.of("Salesforce", 10)), 150_000)
                .orElseThrow()
                .rest())
        .isZero();
  }

  @Test
  void moreLicencesThanTheOrgHasIsANegativeRest() {
    assertThat(
            AllocationParts.of(org("Enterprise Edition", Map.of("Salesforce", 30)), 110_000)
                .orElseThrow()
                .rest())
        .isEqualTo(-20_000);
  }

  @Test
  void withoutLicencesOnlyTheBaseIsKnown() {
    AllocationParts parts =
        AllocationParts.of(org("Enterprise Edition", null), 115_000).orElseThrow();
    assertThat(parts.base()).isEqualTo(100_000);
    assertThat(parts.licences()).isNull();
    assertThat(parts.rest()).isNull();
  }

  @Test
  void aDeveloperOrgHasOnlyItsBase() {
    assertThat(AllocationParts.of(org("Developer Edition", Map.of("Salesforce", 2)), 15_000))
        .contains(new AllocationParts(15_000, 15_000, List.of(), List.of(), 0L));
  }

  @ParameterizedTest
  @ValueSource(strings = {"Group Edition", "Starter"})
  void ofAnotherEditionNothingIsSaid(String edition) {
    assertThat(AllocationParts.of(org(edition, Map.of()), 115_000)).isEmpty();
    assertThat(AllocationParts.of(org("Enterprise Edition", Map.of()), 99_999)).isEmpty();
    OrgProfile sandbox = new OrgProfile("00D000000000001EAA", "EU42", "Enterprise Edition", true);
    assertThat(AllocationParts.of(sandbox, 115_000)).isEmpty();
  }

  @Test
  void aKindIsFoundByItsKeyAndElseByItsName() {
    assertThat(LicenceKind.of("SFDC", "Anders"))
        .hasValueSatisfying(k -> assertThat(k.name()).isEqualTo("Salesforce"));
    assertThat(LicenceKind.of("", "Customer Community Plus"))
        .hasValueSatisfying(k -> assertThat(k.calls()).isEqualTo(200));
    assertThat(LicenceKind.of("", "")).isEmpty();
  }
}
