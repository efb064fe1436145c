package dev.headroom.org.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.headroom.dynamodb.Item;
import dev.headroom.fleet.Fleets;
import dev.headroom.org.Org;
import java.time.ZoneId;
import java.time.ZoneOffset;
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

  @Test
  void anAdaptiveIntervalIsKept() {
    Org org = Fleets.whole().orgs().getFirst();
    assertThat(rows.read(rows.write(org.adaptive()))).isEqualTo(org.adaptive());
    assertThat(rows.write(org).text("body")).doesNotContain("quietInterval");
  }

  @Test
  void aTimeZoneIsKept() {
    Org org = Fleets.whole().orgs().getFirst();
    Org zoned =
        new Org(
            org.id(),
            org.tenant(),
            org.loginUrl(),
            org.credentials(),
            org.interval(),
            org.apiVersion(),
            ZoneId.of("America/New_York"),
            org.tags());
    assertThat(rows.read(rows.write(zoned))).isEqualTo(zoned);
    assertThat(rows.write(org).text("body")).doesNotContain("timeZone");
    assertThat(rows.read(rows.write(org)).zone()).isEqualTo(ZoneOffset.UTC);
  }
}
