package dev.headroom.limits.csv;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.limits.LimitInfo;
import dev.headroom.limits.LimitName;
import dev.headroom.limits.Window;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CsvLimitCatalogueTest {
  private final CsvLimitCatalogue catalogue = new CsvLimitCatalogue();

  @Test
  void whatIsHiddenWithoutAPermissionIsAColumnOfTheFile() {
    assertThat(catalogue.hiddenWithout()).containsOnlyKeys("Manage Users");
    assertThat(catalogue.hiddenWithout().get("Manage Users"))
        .extracting(info -> info.name().value() + ": " + info.shortLabel())
        .containsExactly("DataStorageMB: Data storage", "FileStorageMB: File storage");
  }

  @Test
  void aShortLabelHasNoUnitAndIsTheLabelWhereThatHasNone() {
    assertThat(catalogue.describe(new LimitName("DailyApiRequests")).shortLabel())
        .isEqualTo("Daily API requests");
    assertThat(catalogue.describe(new LimitName("NeverHeardOf")).shortLabel())
        .isEqualTo("Never heard of");
  }

  @Test
  void everyLimitHasAConsequenceAndThreeStepsAndEveryWindowHasThemForUnknownNames() {
    for (String name : catalogue.names()) {
      assertAdvice(catalogue.describe(new LimitName(name)));
    }
    assertAdvice(catalogue.describe(new LimitName("NeverHeardOf")));
    for (Window window : Window.values()) {
      LimitName unlisted = new LimitName("NeverHeardOf");
      assertThat(new AdviceTable().of(unlisted, window).steps()).as(window.word()).hasSize(3);
    }
  }

  private static void assertAdvice(LimitInfo info) {
    assertThat(info.advice().consequence()).as(info.label()).startsWith("At the maximum ");
    assertThat(info.advice().steps())
        .as(info.label())
        .hasSize(3)
        .allMatch(step -> step.matches("[A-Z].{15,148}\\."))
        .doesNotHaveDuplicates();
  }

  @Test
  void aQuotaOfOneAppHasItsOwnSteps() {
    assertThat(catalogue.describe(new LimitName("DailyApiRequests.ERP")).advice().consequence())
        .contains("of this connected app");
  }

  @Test
  void everyRowOfTheFileIsKnown() {
    assertThat(catalogue.size()).isEqualTo(84);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "DailyApiRequests|Daily API requests|requests|ROLLING_24H",
        "DataStorageMB|Data storage (MB)|MB|STOCK",
        "DailyBulkV2QueryJobs|Daily bulk v2 query jobs|jobs|ROLLING_24H",
        "DailyBulkV2QueryFileStorageMB|Daily bulk v2 query file storage (MB)|MB|ROLLING_24H",
        "SingleEmail|Single email|emails|FIXED_DAY_GMT",
        "HourlyODataCallout|Hourly OData callout|callouts|HOUR_UNSPECIFIED",
        "DailyAsyncApexExecutions|Daily asynchronous Apex executions|executions|DAY_UNSPECIFIED",
        "ConcurrentSyncReportRuns|Concurrent synchronous report runs|*|CONCURRENT",
        "DailyEinsteinDiscoveryPredictAPICalls|Daily Einstein discovery predict API"
            + " calls|calls|DAY_UNSPECIFIED",
        "DailyEinsteinDiscoveryPredictionsByCDC|Daily Einstein discovery predictions by"
            + " CDC|predictions|DAY_UNSPECIFIED",
        "CdpAiInferenceApiMonthlyLimit|CDP AI inference API monthly limit|calls|MONTH_UNSPECIFIED",
        "Package2VersionCreates|Package 2 version creates|versions|DAY_UNSPECIFIED",
        "DailyApexPCursorLimit|Daily Apex pagination cursor limit|cursors|DAY_UNSPECIFIED",
        "PrivateConnectOutboundCalloutHourlyLimitMB|Private connect outbound callout hourly limit"
            + " (MB)|MB|HOUR_UNSPECIFIED",
        "PublishCallbackUsageInApex|Publish callback usage in Apex|bytes|ROLLING_30MIN",
        "HourlyPublishedPlatformEvents|Hourly published platform events|events|ROLLING_1H",
        "MonthlyPlatformEvents|Monthly platform events|deliveries|MONTH_CALENDAR",
        "MonthlyPlatformEventsUsageEntitlement|Monthly platform events usage"
            + " entitlement|deliveries|MONTH_CONTRACT",
        "BOZosCalloutHourlyLimit|BOZos callout hourly limit|callouts|HOUR_UNSPECIFIED",
        "PermissionSets.CreateCustom|Permission sets: Create custom|permission sets|STOCK"
      })
  void aKnownLimitHasLabelUnitAndWindow(String name, String label, String unit, Window window) {
    LimitInfo info = catalogue.describe(new LimitName(name));

    assertThat(info.label()).isEqualTo(label);
    assertThat(info.window()).isEqualTo(window);
    assertThat(info.meaning()).isNotBlank();
    if (!unit.equals("*")) {
      assertThat(info.unit()).isEqualTo(unit);
    }
  }

  @Test
  void theQuotaOfAConnectedAppIsMeasuredAsItsParent() {
    LimitInfo info = catalogue.describe(new LimitName("DailyApiRequests.Ant Migration v2.1 Tool"));

    assertThat(info.label()).isEqualTo("Daily API requests: Ant Migration v2.1 Tool");
    assertThat(info.unit()).isEqualTo("requests");
    assertThat(info.window()).isEqualTo(Window.ROLLING_24H);
  }

  @ParameterizedTest
  @CsvSource({
    "DailyQuantumApiMB, Daily quantum API (MB)",
    "MB, MB",
    "already plain, Already plain",
    "DataStorageMB.Archive, Data storage (MB): Archive",
    "Strange.Thing, Strange: Thing",
    ".x, X",
    "x., X",
    "日本, 日本"
  })
  void anUnknownLimitWorksAtOnce(String name, String label) {
    LimitInfo info = catalogue.describe(new LimitName(name));

    assertThat(info.label()).isEqualTo(label);
    assertThat(info.window()).isEqualTo(Window.UNKNOWN);
    assertThat(info.unit()).isEmpty();
    assertThat(info.meaning()).isEmpty();
  }
}
