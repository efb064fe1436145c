package dev.headroom.usage.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.dynamodb.TestDynamoDb;
import dev.headroom.org.OrgId;
import dev.headroom.usage.FindingStore.Kept;
import dev.headroom.usage.KnownFindings;
import dev.headroom.usage.KnownFindings.Known;
import dev.headroom.usage.Pattern;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DynamoDbFindingsIT {
  private static final OrgId ORG = new OrgId("acme-prod");
  private static final LocalDate DAY = LocalDate.of(2026, 3, 2);

  private final TestDynamoDb db = TestDynamoDb.create();
  private final DynamoDbFindings store = new DynamoDbFindings(db.client(), db.tables());

  private static Known known(int i, boolean gone) {
    return new Known(
        "id-" + i,
        "erp",
        "erp",
        i % 2 == 0 ? Pattern.SMALL_PAGES : Pattern.LOGIN_STORM,
        "/query Lead " + i,
        DAY,
        DAY.plusDays(3),
        gone ? Optional.of(DAY.plusDays(10)) : Optional.empty(),
        4_000 + i,
        24,
        gone ? 7 : 0,
        i % 2 == 0);
  }

  private static KnownFindings findings(int count) {
    Map<String, Known> all = new HashMap<>();
    for (int i = 0; i < count; i++) {
      all.put("id-" + i, known(i, i % 3 == 0));
    }
    return new KnownFindings(Optional.of(DAY), Optional.empty(), all);
  }

  @Test
  void ofAnOrgWithoutAnyNothingIsKnown() {
    assertThat(store.read(ORG)).isEqualTo(new Kept(0, KnownFindings.NONE));
  }

  @Test
  void whatIsKeptComesBackWhole() {
    assertThat(store.save(ORG, 0, findings(12))).isTrue();
    assertThat(store.read(ORG)).isEqualTo(new Kept(1, findings(12)));

    KnownFindings told = findings(12).told(List.of(known(1, false)), DAY);
    assertThat(store.save(ORG, 1, told)).isTrue();
    assertThat(store.read(ORG)).isEqualTo(new Kept(2, told));
  }

  @Test
  void whoReadBeforeAnotherKeptKeepsNothing() {
    assertThat(store.save(ORG, 0, findings(1))).isTrue();

    assertThat(store.save(ORG, 0, findings(2))).isFalse();
    assertThat(store.save(ORG, 7, findings(2))).isFalse();
    assertThat(store.read(ORG).findings()).isEqualTo(findings(1));
  }

  @Test
  void asManyAsMayBeKeptFitARow() {
    assertThat(store.save(ORG, 0, findings(KnownFindings.MAX_FINDINGS))).isTrue();
    assertThat(store.read(ORG).findings().all()).hasSize(KnownFindings.MAX_FINDINGS);
  }
}
