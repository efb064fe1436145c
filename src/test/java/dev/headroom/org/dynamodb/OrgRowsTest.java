package dev.headroom.org.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.headroom.dynamodb.Item;
import dev.headroom.fleet.Fleets;
import dev.headroom.org.Org;
import org.junit.jupiter.api.Test;

class OrgRowsTest {
  private final OrgRows rows = new OrgRows(new ObjectMapper());

  @Test
  void everyMemberOfAnOrgComesBack() {
    for (Org org : Fleets.whole().orgs()) {
      assertThat(rows.read(rows.write(org))).isEqualTo(org);
    }
  }

  @Test
  void whatANewerReleaseAddedIsPassedOver() {
    Org org = Fleets.whole().orgs().getFirst();
    String body = rows.write(org).text("body");
    Item newer =
        Item.of("SHARD#0", OrgRows.sortKey(org.id()))
            .text("body", body.substring(0, body.length() - 1) + ",\"newer\":{\"a\":1}}")
            .build();
    assertThat(rows.read(newer)).isEqualTo(org);
  }

  /** An org without an audience is written as before, so that no apply rewrites the fleet. */
  @Test
  void whatIsNotGivenIsNotWritten() {
    assertThat(rows.write(Fleets.whole().orgs().getFirst()).text("body"))
        .doesNotContain("audience");
  }
}
