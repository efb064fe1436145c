package dev.headroom.export;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.headroom.local.metrics.LimitMetrics;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.NodeList;

/** Dashboards query only what exporters ship, by the attributes that it has. */
class DashboardsTest {
  private static final Path FOLDER = Path.of("infra/dashboards");
  private static final Set<String> ATTRIBUTES =
      Set.of(Scheme.ORG, Scheme.LIMIT, Scheme.TENANT, Scheme.INTEGRATION);
  private static final Pattern PROMETHEUS = Pattern.compile("\\$\\{names}_([a-z_]+)\\{([^}]*)}");
  private static final Pattern LABEL = Pattern.compile("([a-z_]+)=~\"");
  private static final Pattern DATADOG =
      Pattern.compile("(avg|min|max):([a-z._]+)\\{([^}]*)} by \\{([^}]*)}");
  private static final Pattern SPLUNK = Pattern.compile("latest\\(([a-z._]+)\\)");

  private static JsonNode json(String file) throws IOException {
    return JsonMapper.builder().build().readTree(FOLDER.resolve(file).toFile());
  }

  private static List<String> all(JsonNode in, String member) {
    return in.findValues(member).stream()
        .filter(JsonNode::isTextual)
        .map(JsonNode::asText)
        .toList();
  }

  @Test
  void grafanaQueriesTheNamesOfPrometheusAndThoseOfOtlp() throws Exception {
    JsonNode dashboard = json("grafana.json");
    Set<String> used = new TreeSet<>();
    for (String expression : all(dashboard, "expr")) {
      List<String> metrics =
          PROMETHEUS
              .matcher(expression)
              .results()
              .peek(
                  m ->
                      LABEL
                          .matcher(m.group(2))
                          .results()
                          .forEach(label -> assertThat(ATTRIBUTES).contains(label.group(1))))
              .map(m -> m.group(1))
              .toList();
      assertThat(metrics).as(expression).isNotEmpty();
      used.addAll(metrics);
    }
    for (String prefix : all(dashboard.at("/templating/list/1"), "value")) {
      Set<String> names =
          used.stream().map(metric -> prefix + "_" + metric).collect(Collectors.toSet());
      assertThat(known(prefix)).containsAll(names);
    }
    assertThat(all(dashboard.at("/templating/list/1"), "value")).contains("headroom", "salesforce");
  }

  /** Prometheus turns the dots of OTLP's names into underscores. */
  private static Set<String> known(String prefix) {
    return Scheme.METRICS.stream()
        .map(
            metric ->
                prefix.startsWith("headroom")
                    ? LimitMetrics.name(metric)
                    : metric.replace('.', '_'))
        .collect(Collectors.toSet());
  }

  @Test
  void datadogQueriesTheScheme() throws Exception {
    List<String> queries = all(json("datadog.json"), "query");
    assertThat(queries).hasSizeGreaterThan(5);
    for (String query : queries) {
      var m = DATADOG.matcher(query);
      assertThat(m.matches()).as(query).isTrue();
      assertThat(Scheme.METRICS).contains(m.group(2));
      for (String attribute : (m.group(3).replace("$", "") + "," + m.group(4)).split(",", -1)) {
        assertThat(ATTRIBUTES).contains(attribute);
      }
    }
  }

  @Test
  void splunkQueriesTheScheme() throws Exception {
    NodeList queries =
        DocumentBuilderFactory.newDefaultInstance()
            .newDocumentBuilder()
            .parse(FOLDER.resolve("splunk.xml").toFile())
            .getElementsByTagName("query");
    List<String> texts = new ArrayList<>();
    IntStream.range(0, queries.getLength())
        .forEach(i -> texts.add(queries.item(i).getTextContent()));
    assertThat(texts).hasSizeGreaterThan(3);
    for (String query : texts) {
      assertThat(query).startsWith("| mstats ");
      assertThat(SPLUNK.matcher(query).results().map(m -> m.group(1)).toList())
          .isNotEmpty()
          .allMatch(Scheme.METRICS::contains);
      assertThat(query.replaceAll("(?s).* BY ([a-z ]+?)( span=.*|\n.*)", "$1").split(" ", -1))
          .allMatch(ATTRIBUTES::contains);
    }
  }
}
