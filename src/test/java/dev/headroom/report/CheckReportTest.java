package dev.headroom.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class CheckReportTest {
  @Test
  void aFleetWithoutOrgsIsNotAnEmptyLine() {
    assertThat(new CheckReport(List.of(), List.of()).text()).isEqualTo("there is no org to check");
  }
}
