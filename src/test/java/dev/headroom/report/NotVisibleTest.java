package dev.headroom.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.alert.OrgState;
import dev.headroom.limits.LimitCatalogue;
import dev.headroom.limits.LimitInfo;
import dev.headroom.limits.LimitName;
import dev.headroom.limits.PollOutcome.FailureKind;
import dev.headroom.limits.Window;
import dev.headroom.limits.csv.CsvLimitCatalogue;
import dev.headroom.org.OrgId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class NotVisibleTest {
  private static final LimitCatalogue SHIPPED = new CsvLimitCatalogue();
  private static final String STORAGE =
      "Not visible to Headroom: Data storage, File storage (the user lacks Manage Users)";

  @Test
  void anOrgWithoutStorageLimitsSaysSo() {
    assertThat(said(States.of("a").limit("DailyApiRequests", 1, 100))).contains(STORAGE);
  }

  @Test
  void storageLimitsThatAreGoneAreNamedToo() {
    assertThat(
            said(
                States.of("a")
                    .limit("DailyApiRequests", 1, 100)
                    .vanished("DataStorageMB", 4, 5)
                    .vanished("FileStorageMB", 4, 5)))
        .contains(STORAGE);
  }

  @Test
  void seeingOneStorageLimitProvesThePermission() {
    assertThat(said(States.of("a").limit("DailyApiRequests", 1, 100).limit("FileStorageMB", 0, 5)))
        .isEmpty();
    assertThat(said(States.of("a").limit("DailyApiRequests", 1, 100).limit("DataStorageMB", 0, 0)))
        .isEmpty();
  }

  @Test
  void anIncompleteReadingNamesNoHiddenLimit() {
    assertThat(
            said(States.of("a").vanished("DailyApiRequests", 1, 100).problem(FailureKind.SERVER)))
        .isEmpty();
    assertThat(said(States.of("a").limit("DailyApiRequests", 100, 100).problem(null))).isEmpty();
    assertThat(NotVisible.of(OrgState.neverRead(new OrgId("a")), SHIPPED)).isEmpty();
    assertThat(said(States.of("a").vanished("DailyApiRequests", 1, 100))).isEmpty();
  }

  @Test
  void severalPermissionsAreDistinguished() {
    LimitCatalogue two =
        new LimitCatalogue() {
          @Override
          public LimitInfo describe(LimitName name) {
            return new LimitInfo(name, name.value(), "", Window.UNKNOWN, "");
          }

          @Override
          public SortedMap<String, List<LimitInfo>> hiddenWithout() {
            return new TreeMap<>(
                Map.of(
                    "View Ponds", List.of(describe(new LimitName("Ponds"))),
                    "Manage Ducks", List.of(describe(new LimitName("Ducks")))));
          }
        };

    assertThat(
            NotVisible.text(
                NotVisible.of(States.of("a").limit("DailyApiRequests", 1, 100).state(), two)))
        .contains(
            "Not visible to Headroom: Ducks (the user lacks Manage Ducks); Ponds (the user lacks"
                + " View Ponds)");
  }

  private static Optional<String> said(States states) {
    return NotVisible.text(NotVisible.of(states.state(), SHIPPED));
  }
}
