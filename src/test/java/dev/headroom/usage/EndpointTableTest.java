package dev.headroom.usage;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EndpointTableTest {
  private final EndpointTable table = new EndpointTable();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "REST | GET | /v62.0/sobjects/Account/001xx000003DGb2AAG | Account |"
            + " /sobjects/Account/{id} | RECORD",
        "REST | POST | /v62.0/sobjects/Lead | Lead | /sobjects/Lead | RECORD",
        "REST | PATCH | /v9.0/sobjects/Order__c/Ext_Id__c/SO-12/3 | Order__c |"
            + " /sobjects/Order__c/Ext_Id__c/{id} | RECORD",
        "REST | GET | /services/data/v62.0/sobjects/Lead/describe | Lead |"
            + " /sobjects/Lead/describe | DESCRIBE",
        "REST | GET | /v62.0/sobjects | '' | /sobjects | DESCRIBE",
        "REST | GET | /v62.0/sobjects/Lead/updated | Lead | /sobjects/Lead/updated | CHANGES",
        "REST | GET | /v62.0/query?q=SELECT+Id | Lead | /query Lead | QUERY",
        "REST | GET | /v62.0/query/01gxx0000004abcAAA-400 | Task | /query/{locator} Task | MORE",
        "REST | GET | /v62.0/limits | '' | /limits | LIMITS",
        "REST | POST | /v62.0/composite/sobjects | '' | /composite/sobjects | COMPOSITE",
        "Bulk | GET | /v62.0/jobs/ingest/750xx00000000abAAA | Lead | /jobs/ingest/{id} |"
            + " JOB_STATE",
        "Bulk | PUT | /v62.0/jobs/ingest/750xx00000000abAAA/batches | Lead |"
            + " /jobs/ingest/{id}/batches | OTHER",
        "SOAP | POST | getUpdated | Lead | getUpdated Lead | CHANGES",
        "SOAP | POST | describeSObjects | Lead | describeSObjects Lead | DESCRIBE",
        "SOAP | POST | login | '' | login | LOGIN",
        "ApexREST | POST | /services/apexrest/acme/orders/42 | '' |"
            + " /services/apexrest/acme/orders/{id} | OTHER",
      })
  void idsAndVersionsAreNoPartOfAResource(
      String family, String method, String raw, String object, String folded, Endpoint.Kind kind) {
    Endpoint endpoint = endpoint(family, method, raw, object);
    assertThat(endpoint.resource()).isEqualTo(folded);
    assertThat(endpoint.kind()).isEqualTo(kind);
  }

  @Test
  void theTargetTellsRecordsApartAndPagesOfOneQueryNot() {
    endpoint("REST", "GET", "/v62.0/sobjects/Lead/00Qxx000000001a", "Lead");
    long one = table.target();
    endpoint("REST", "GET", "/v63.0/sobjects/Lead/00Qxx000000001b", "Lead");
    assertThat(table.target()).isNotEqualTo(one);
    endpoint("REST", "GET", "/v63.0/sobjects/Lead/00Qxx000000001a", "Lead");
    assertThat(table.target()).as("whatever the version").isEqualTo(one);
    endpoint("REST", "GET", "/v62.0/query/01gxx0000004abcAAA-200", "Lead");
    long query = table.target();
    assertThat(table.page()).isEqualTo(200);
    endpoint("REST", "GET", "/v62.0/query/01gxx0000004abcAAA-400", "Lead");
    assertThat(table.target()).isEqualTo(query);
    assertThat(table.page()).isEqualTo(400);
  }

  private Endpoint endpoint(String family, String method, String raw, String object) {
    char[] chars = ("..." + raw).toCharArray();
    return table.get(table.idOf(family, method, chars, 3, raw.length(), object));
  }
}
