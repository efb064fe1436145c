package dev.headroom.cycle.watch.emf;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.headroom.cycle.watch.Vital;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EmfVitalsTest {
  private final ObjectMapper json = new ObjectMapper();
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final EmfVitals vitals =
      new EmfVitals(
          json,
          new PrintStream(out, true, UTF_8),
          "prod",
          () -> Instant.parse("2026-11-25T12:00:00.250Z"));

  @Test
  void figuresAreOneLineInTheEmbeddedMetricFormat() throws Exception {
    Map<Vital, Double> figures = new EnumMap<>(Vital.class);
    figures.put(Vital.ORGS_POLLED, 3.0);
    figures.put(Vital.NEWEST_SAMPLE_AGE, 1.5);

    vitals.tell(figures);

    assertThat(out.toString(UTF_8)).hasLineCount(1);
    assertThat(json.readTree(out.toString(UTF_8)))
        .isEqualTo(
            json.readTree(
                """
                {"_aws": {"Timestamp": 1795608000250, "CloudWatchMetrics": [{
                   "Namespace": "Headroom", "Dimensions": [["Stack"]],
                   "Metrics": [{"Name": "OrgsPolled", "Unit": "Count"},
                               {"Name": "NewestSampleAge", "Unit": "Seconds"}]}]},
                 "Stack": "prod", "OrgsPolled": 3.0, "NewestSampleAge": 1.5}
                """));
  }

  @Test
  void partsAndWhatIsNotChargedAreMembersOfTheLineAndNoMetrics() throws Exception {
    vitals.tell(
        Map.of(Vital.ORGS_UNREAD, 3.0, Vital.CALLS_SPENT, 40.0),
        Map.of(Vital.ORGS_UNREAD, Map.of("auth", 2.0, "server", 1.0)));

    JsonNode line = json.readTree(out.toString(UTF_8));
    assertThat(line.at("/_aws/CloudWatchMetrics/0/Metrics"))
        .hasSize(1)
        .allSatisfy(metric -> assertThat(metric.path("Name").asText()).isEqualTo("OrgsUnread"));
    assertThat(line.path("OrgsUnread.auth").asDouble()).isEqualTo(2);
    assertThat(line.path("CallsSpent").asDouble()).isEqualTo(40);
  }

  @Test
  void aLineOfUnchargedFiguresAloneDeclaresNoMetric() throws Exception {
    vitals.tell(Map.of(Vital.ORGS_DUE, 20.0));

    assertThat(json.readTree(out.toString(UTF_8)))
        .isEqualTo(
            json.readTree(
                """
                {"_aws": {"Timestamp": 1795608000250, "CloudWatchMetrics": []},
                 "Stack": "prod", "OrgsDue": 20.0}
                """));
  }

  @Test
  void noFiguresAreNoLine() {
    vitals.tell(Map.of());

    assertThat(out.size()).isZero();
  }
}
