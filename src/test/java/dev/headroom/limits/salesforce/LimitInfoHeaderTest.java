package dev.headroom.limits.salesforce;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.limits.Reading;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LimitInfoHeaderTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "api-usage=18/5000|18|5000",
        "api-usage=0/5000|0|5000",
        " api-usage = 5100 / 5000 |5100|5000",
        "api-usage=25/5000; per-app-api-usage=17/250(appName=sample-connected-app)|25|5000",
        "per-app-api-usage=250/250(appName=x); api-usage=25/5000|25|5000",
        "api-usage=25/5000; per-app-api-usage=1/2(appName=a; api-usage=5000/5000)|25|5000",
        "api-usage=25/5000; per-app-api-usage=1/2(appName=(b) api-usage=9/9)|25|5000"
      })
  void theOrgsUseIsDistinguishedFromThatOfAnApp(String value, long used, long max) {
    assertThat(LimitInfoHeader.parse(value).usage()).isEqualTo(Reading.ofUsed(used, max));
  }

  @Test
  void theQuotaOfTheAppIsNamed() {
    LimitInfoHeader info =
        LimitInfoHeader.parse("api-usage=25/5000; per-app-api-usage=250/250(appName=Head (room))");
    assertThat(info.app()).isEqualTo(Reading.ofUsed(250, 250));
    assertThat(info.appName()).isEqualTo("Head (room)");
    assertThat(info.isOfAppAlone()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "api-usage=25/5000",
        "api-usage=25/5000; per-app-api-usage=249/250(appName=x)",
        "api-usage=5000/5000; per-app-api-usage=250/250(appName=x)",
        "api-usage=25/5000; per-app-api-usage=0/0(appName=x)",
        "per-app-api-usage=250/250(appName=x)"
      })
  void onlyAUsedUpAppInAnOrgThatHasCallsLeftIsToBlame(String value) {
    assertThat(LimitInfoHeader.parse(value).isOfAppAlone()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "per-app-api-usage=17/250(appName=x)",
        "api-usage=5/0",
        "api-usage=-5/10",
        "api-usage=5/-10",
        "api-usage=99999999999999999999/5",
        "api-usage=5",
        "api-usage=/5000",
        "api-usage=18/",
        "api-usage=1.5/10",
        "api-usage=0x10/100",
        "xapi-usage=18/5000",
        "api-usage=18/5000 and more",
        "api-usage=18/5000; api-usage=19/5000",
        "api-usage=18/5000; per-app-api-usage=what"
      })
  void whatIsMalformedIsUnknownAndNeverZero(String value) {
    assertThat(LimitInfoHeader.parse(value).usage()).isNull();
    assertThat(LimitInfoHeader.parse(value).exhausted()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"'api-usage=5100/5000',5100", "'api-usage=18/5000',5000"})
  void theHeaderOfARefusedCallTellsAtLeastAllOfTheAllocation(String value, long used) {
    assertThat(LimitInfoHeader.parse(value).exhausted()).contains(Reading.ofUsed(used, 5_000));
  }

  @Test
  void noTextMakesItFailOrInventUse() {
    String[] parts = {
      "api-usage",
      "per-app-",
      "=",
      "/",
      "18",
      "5000",
      "0",
      ";",
      ",",
      " ",
      "(appName=",
      ")",
      "x",
      "\n"
    };
    Random random = new Random(20261128);
    for (int i = 0; i < 20_000; i++) {
      StringBuilder text = new StringBuilder();
      for (int n = random.nextInt(12); n > 0; n--) {
        text.append(parts[random.nextInt(parts.length)]);
      }
      Reading usage = LimitInfoHeader.parse(text.toString()).usage();
      if (usage != null) {
        assertThat(text.toString()).contains("api-usage");
        assertThat(usage.max()).isPositive();
      }
    }
    assertThat(LimitInfoHeader.parse("(appName=".repeat(200_000)).usage()).isNull();
  }
}
