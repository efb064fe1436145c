package dev.headroom.local.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headroom.dynamodb.MeteredDynamoDb;
import dev.headroom.dynamodb.StoreUnavailableException;
import dev.headroom.dynamodb.TestDynamoDb;
import dev.headroom.limits.LimitName;
import dev.headroom.org.Org;
import dev.headroom.org.OrgId;
import dev.headroom.org.TenantScope;
import dev.headroom.report.AlertView;
import dev.headroom.report.OrgView;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkClientException;

/** Two stacks as one fleet, which both have an org {@code both}. */
class SeveralStacksIT {
  private static final TenantScope ALL = TenantScope.all();

  private final TestDynamoDb one = TestDynamoDb.create();
  private final TestDynamoDb two = TestDynamoDb.create();
  private boolean twoFails;
  private Stacks stacks;
  private SeveralViews views;

  @BeforeEach
  void fill() {
    StoredFleet.fill(one, List.of("first-a", "both"));
    StoredFleet.fill(two, List.of("both", "second-b"));
    MeteredDynamoDb failing =
        new MeteredDynamoDb(two.client())
            .before(
                call -> {
                  if (twoFails) {
                    throw SdkClientException.create("no route to the second region");
                  }
                });
    stacks =
        new Stacks(
            List.of(
                Stack.over("one", one.client(), one.tables(), () -> StoredFleet.NOW),
                Stack.over("two", failing.client(), two.tables(), () -> StoredFleet.NOW)));
    views = new SeveralViews(stacks);
  }

  private List<String> orgs() {
    return views.fleet(ALL).orgs().stream().map(view -> view.org().id().value()).sorted().toList();
  }

  @Test
  void everyOrgIsShownOnce() {
    assertThat(orgs()).containsExactly("both", "first-a", "second-b");
    assertThat(stacks.shared()).isEqualTo(Map.of(new OrgId("both"), List.of("one", "two")));
  }

  /** In the second stack the shared org has an alert, in the first it has none. */
  @Test
  void anOrgOfTwoStacksIsAsTheFirstHasIt() {
    assertThat(views.openAlerts(ALL))
        .extracting(AlertView::org)
        .containsExactly(new OrgId("first-a"));
    assertThat(views.openAlertCount(ALL)).isEqualTo(1);
    Org both = views.org(ALL, "both").map(OrgView::org).orElseThrow();
    assertThat(views.openAlerts(ALL, both)).isEmpty();
  }

  @Test
  void eachOrgIsReadFromItsOwnStack() {
    Org second = views.org(ALL, "second-b").map(OrgView::org).orElseThrow();

    assertThat(views.limits(ALL, second)).hasSize(94);
    assertThat(views.lastSlot(ALL, second)).contains(StoredFleet.SLOT);
    assertThat(views.explanation(ALL, second, new LimitName("Limit01"))).isNotNull();
    assertThat(views.org(ALL, "nobody")).isEmpty();
  }

  @Test
  void aStackThatDoesNotAnswerIsLeftOut() {
    twoFails = true;

    assertThat(orgs()).containsExactly("both", "first-a");
    assertThat(views.openAlerts(ALL)).hasSize(1);
    assertThat(views.org(ALL, "first-a")).isPresent();
    // Perhaps the other one has it: nobody knows.
    assertThatThrownBy(() -> views.org(ALL, "second-b"))
        .isInstanceOf(StoreUnavailableException.class);
  }

  @Test
  void theSamePoliciesAreTheSameObject() {
    assertThat(views.policies(ALL)).isSameAs(views.policies(ALL));
  }
}
