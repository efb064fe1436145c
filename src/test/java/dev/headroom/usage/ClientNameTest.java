package dev.headroom.usage;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClientNameTest {
  @ParameterizedTest
  @CsvSource({
    "MailCompanion/7, MailCompanion/#",
    "pkgns/1.84, pkgns/#",
    "etl-20260302-1234, etl-#-#",
    "mule4-sfdc/10.18, mule4-sfdc/#",
    "loader v2.1, loader #",
    "run20260302, run#",
    "import 3f2504e0-4f89-41d3-9a0c-0305e82c3301, import #",
    "price job 2, price job #",
    "program2, program2",
  })
  void versionsDatesAndRunsAreNoPartOfAName(String client, String folded) {
    assertThat(ClientName.folded(client)).isEqualTo(folded);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "jsforce", "sfdx toolbelt", "python-requests/2.31.0", "Java/17", "okhttp/4.9"})
  void aLibrarysNameTellsNoProgramFromAnother(String client) {
    assertThat(ClientName.distinctive(client)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"MailCompanion/7", "Acme, Inc. \"ETL\"", "svc-connector", "SAP CPI"})
  void aProgramsOwnNameDoes(String client) {
    assertThat(ClientName.distinctive(client)).isTrue();
  }
}
