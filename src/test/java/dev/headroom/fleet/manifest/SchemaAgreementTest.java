package dev.headroom.fleet.manifest;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.OutputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.headroom.fleet.Manifest;
import dev.headroom.fleet.Violation;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The published schema and the reader refuse the same forms. Every place of a whole manifest is
 * given values of all kinds, at the edges of every form and generated from the patterns of the
 * schema: what the schema refuses the reader refuses, and what the reader alone refuses is of the
 * kinds that no schema can tell.
 */
class SchemaAgreementTest {
  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  static final long SEED = 20261128;
  private static final int GENERATED = 8;
  private static final JsonNode SCHEMA_TEXT = schemaText();
  static final Schema SCHEMA =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
          .getSchema(strictEnds(SCHEMA_TEXT.deepCopy()));

  /** What no schema can tell, by what the reader says of it. */
  private static final Pattern READER_ONLY =
      Pattern.compile(
          "names an? (tenant|target|org) that the manifest does not have|names a target of the"
              + " tenant .*, and the route is for .*|is another tenant than the .* that this"
              + " belongs to: it matches nothing|is the id of .* as well|may not be called: .*|is"
              + " not an address|is neither an address nor a reference.*|cannot be an audience:"
              + " .*|has something after the host|is not a login address.*|is an address that its"
              + " vendor has retired|is an address of .*, which refuses .*|is not an address that"
              + " .* serves|refers to a member of a secret without naming both|refers to a KMS key,"
              + " which signs and cannot be read|is under PT5M|is over PT24H|is not whole"
              + " minutes|is not over PT0S and at most P30D|is not from PT15M to P30D|is not after"
              + " from|is not a time in UTC|is not from PT5M to PT1H|is not (below|above) that of"
              + " escalation .*|is longer than attention .*|is not (below escalation|above"
              + " attention) .*|is not from 0 to less than attention .*|is not a time zone|is"
              + " neither an address nor a range of addresses|is not a day of the calendar|take"
              + " about .*|names .* orgs x .* limits, more than .*|is not a template:"
              + " .*|fails for .*|is only for a template: .*");

  /** A place of the manifest, by its steps: names and indices. */
  record Place(List<Object> steps) {
    @Override
    public String toString() {
      return String.join("/", steps.stream().map(String::valueOf).toList());
    }
  }

  static Stream<Place> places() throws Exception {
    List<Place> places = new ArrayList<>();
    collect(whole(), List.of(), places);
    return places.stream();
  }

  @ParameterizedTest
  @MethodSource("places")
  void whateverStandsThereIsRefusedByBothOrByNeither(Place place) throws Exception {
    Random random = new Random(SEED ^ place.toString().hashCode());
    Set<String> texts = new LinkedHashSet<>();
    for (String pattern : patterns()) {
      for (int i = 0; i < GENERATED; i++) {
        texts.add(mutated(generated(pattern, random), random));
      }
    }
    List<JsonNode> values = new ArrayList<>(edges());
    texts.forEach(text -> values.add(NODES.textNode(text)));
    for (JsonNode value : values) {
      assertAgree(with(whole(), place.steps(), value), place + " seed " + SEED);
    }
  }

  @ParameterizedTest
  @MethodSource("places")
  void whatIsMissingOrUnknownThereIsRefusedByBothOrByNeither(Place place) throws Exception {
    assertAgree(without(whole(), place.steps()), place + " taken out");
    for (String name : List.of("other", "id", "type", "match", "\u00a0", "tags", "Version")) {
      JsonNode manifest = whole();
      if (at(manifest, place.steps()) instanceof ObjectNode object && !object.has(name)) {
        object.put(name, "x");
        assertAgree(manifest, place + " with " + name);
      }
    }
  }

  @Test
  void theManifestItselfIsValidForBoth() throws Exception {
    assertThat(SCHEMA.validate(whole())).isEmpty();
    assertThat(violations(whole())).isEmpty();
  }

  static void assertAgree(JsonNode manifest, String where) throws IOException {
    boolean schema = SCHEMA.validate(manifest, OutputFormat.BOOLEAN);
    List<Violation> told = violations(manifest);
    if (!schema) {
      assertThat(told).as("%s: the schema alone refuses %s", where, manifest).isNotEmpty();
    } else {
      assertThat(told)
          .as("%s: the reader alone refuses %s", where, manifest)
          .allMatch(v -> READER_ONLY.matcher(v.problem()).matches());
    }
  }

  static List<Violation> violations(JsonNode manifest) throws IOException {
    return switch (ManifestFixtures.reader().read(JSON.writeValueAsString(manifest))) {
      case Manifest.Valid v -> List.of();
      case Manifest.Invalid(var violations) -> violations;
    };
  }

  /** A manifest in which every member of the schema stands somewhere; a copy to change. */
  private static JsonNode whole() throws IOException {
    return Whole.MANIFEST.deepCopy();
  }

  /** Read once: there are thousands of changes to it. */
  private static final class Whole {
    static final JsonNode MANIFEST;

    static {
      try {
        MANIFEST = read();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private static JsonNode read() throws IOException {
    try {
      ObjectNode whole =
          (ObjectNode)
              FleetSchemaTest.json(
                  YamlText.parse(
                      ManifestFixtures.text(
                          Path.of("src/test/resources/manifest/valid/whole.yaml"))));
      whole.withArray("policies").addObject().putObject("match");
      ObjectNode projected = whole.withArray("policies").addObject();
      projected.putObject("match");
      projected
          .putObject("projection")
          .put("attention", "PT12H")
          .put("escalation", "PT4H")
          .put("pageFrom", 0.5);
      whole.withArray("policies").addObject().put("projection", "off").putObject("match");
      ObjectNode counted = whole.withArray("policies").addObject();
      counted.putObject("match").putArray("orgs").add("acme-prod");
      counted.putObject("attention").put("percent", 50).put("used", 1_000).put("remaining", 500);
      counted.putObject("escalation").put("used", 2_000);
      counted
          .putObject("jump")
          .put("points", 10)
          .put("within", "PT15M")
          .put("severity", "attention");
      ObjectNode override = whole.withArray("overrides").addObject();
      override.putObject("match").putArray("orgs").add("acme-prod");
      override
          .put("attention", 90)
          .put("recoverBelow", 2)
          .put("for", "PT30M")
          .put("until", "2026-11-30T08:00:00Z")
          .put("reason", "release")
          .put("by", "Ann");
      override.putObject("projection").put("attention", "PT2H").put("escalation", "PT1H");
      return whole;
    } catch (SyntaxViolationException e) {
      throw new AssertionError(e);
    }
  }

  static List<JsonNode> edges() {
    List<JsonNode> values = new ArrayList<>();
    for (String text :
        List.of(
            "",
            " ",
            "\u00a0",
            "\u2003",
            "\ufeff",
            "\u001c",
            "\u0085",
            "\u3000",
            "x",
            "-",
            "A",
            "a-b",
            "off",
            "no",
            "false",
            "null",
            "1",
            "1.0",
            "67.0",
            "30.0",
            "31.0",
            "067.0",
            "1000.0",
            "999.0",
            "PT5M",
            "pt12h",
            "PT12H",
            "P1D",
            "P",
            "PT",
            "P1DT",
            "PT1H1S",
            "PT0S",
            "P30D",
            "P31D",
            "PT5M30S",
            "PT.5S",
            "PT0.5S",
            "PT0,5S",
            "PT0.0000000001S",
            "-PT5M",
            "+PT5M",
            "PT-5M",
            "P1W",
            "PT9999999999H",
            "PT1M\n",
            "env:A",
            "env:",
            "env:A B",
            "env:A\u00a0B",
            "env:A\n",
            "ENV:A",
            "kms:alias/k",
            "ssm:/a",
            "vault:a",
            "attention",
            "escalation",
            "exhausted",
            "Attention",
            "webhook",
            "slack",
            "jwt-bearer",
            "client-credentials",
            "https://a.example.com",
            "http://a.example.com")) {
      values.add(NODES.textNode(text));
    }
    for (int length : new int[] {64, 65, 128, 129, 255, 256, 257, 2_000, 2_001}) {
      values.add(NODES.textNode("a".repeat(length)));
      values.add(NODES.textNode("\ud83d\ude00".repeat(length)));
      values.add(NODES.textNode("env:" + "A".repeat(length - 4)));
    }
    for (String number :
        List.of(
            "0", "1", "2", "-1", "0.5", "1.0", "1.5", "5", "60", "99.9", "100", "100.0", "100.1",
            "101", "443", "65535", "65536", "65535.0", "1e2", "1E+2", "6e1", "1e-1", "1e30")) {
      values.add(NODES.numberNode(new java.math.BigDecimal(number)));
    }
    values.add(NODES.booleanNode(true));
    values.add(NODES.booleanNode(false));
    values.add(NODES.nullNode());
    values.add(NODES.arrayNode());
    values.add(NODES.arrayNode().add("x"));
    values.add(NODES.arrayNode().add(1));
    values.add(NODES.objectNode());
    values.add(NODES.objectNode().put("x", "y"));
    values.add(NODES.objectNode().put("x", 1));
    values.add(NODES.objectNode().put("\u3000", "y"));
    values.add(NODES.objectNode().put("n".repeat(129), "y"));
    ObjectNode many = NODES.objectNode();
    for (int i = 0; i < 51; i++) {
      many.put("t" + i, "y");
    }
    values.add(many);
    return values;
  }

  /** Every pattern of the schema, ends and look-aheads taken off. */
  static Set<String> patterns() {
    Set<String> patterns = new LinkedHashSet<>();
    SCHEMA_TEXT.findValuesAsText("pattern").forEach(patterns::add);
    return patterns;
  }

  /** A text out of the letters that a pattern names, in about its order. */
  static String generated(String pattern, Random random) {
    StringBuilder text = new StringBuilder();
    String bare = pattern.replaceAll("\\(\\?[=!][^)]*\\)|\\\\u[0-9a-f]{4}|[\\^$()?]", "");
    for (String part : bare.split("[|\\[\\]{}+]", -1)) {
      if (random.nextInt(4) > 0) {
        String letters = part.replaceAll("[,0-9]{1,3}$", "");
        int from = letters.isEmpty() ? 0 : random.nextInt(letters.length());
        text.append(letters, from, Math.min(letters.length(), from + 1 + random.nextInt(12)));
        if (random.nextBoolean()) {
          text.append(random.nextInt(100));
        }
      }
    }
    return text.toString();
  }

  static String mutated(String text, Random random) {
    List<String> whole = List.of("PT", "P", "T", "H", "M", "S", "D", "env:", ".0", "-", " ", "\n");
    StringBuilder out = new StringBuilder(text);
    for (int i = random.nextInt(3); i > 0; i--) {
      int at = random.nextInt(out.length() + 1);
      if (random.nextBoolean() || out.isEmpty() || at == out.length()) {
        out.insert(at, whole.get(random.nextInt(whole.size())));
      } else {
        out.deleteCharAt(at);
      }
    }
    return out.toString();
  }

  static void collect(JsonNode node, List<Object> steps, List<Place> places) {
    if (!steps.isEmpty()) {
      places.add(new Place(steps));
    }
    if (node.isObject()) {
      for (Map.Entry<String, JsonNode> member : node.properties()) {
        collect(member.getValue(), then(steps, member.getKey()), places);
      }
    } else {
      for (int i = 0; i < node.size(); i++) {
        collect(node.get(i), then(steps, i), places);
      }
    }
  }

  private static List<Object> then(List<Object> steps, Object step) {
    List<Object> more = new ArrayList<>(steps);
    more.add(step);
    return List.copyOf(more);
  }

  private static JsonNode at(JsonNode manifest, List<Object> steps) {
    JsonNode node = manifest;
    for (Object step : steps) {
      node = step instanceof Integer index ? node.get(index) : node.get(String.valueOf(step));
    }
    return node;
  }

  static JsonNode with(JsonNode manifest, List<Object> steps, JsonNode value) {
    JsonNode around = at(manifest, steps.subList(0, steps.size() - 1));
    if (steps.getLast() instanceof Integer index) {
      ((ArrayNode) around).set(index, value);
    } else {
      ((ObjectNode) around).set(String.valueOf(steps.getLast()), value);
    }
    return manifest;
  }

  static JsonNode without(JsonNode manifest, List<Object> steps) {
    JsonNode around = at(manifest, steps.subList(0, steps.size() - 1));
    if (steps.getLast() instanceof Integer index) {
      ((ArrayNode) around).remove(index);
    } else {
      ((ObjectNode) around).remove(String.valueOf(steps.getLast()));
    }
    return manifest;
  }

  /**
   * The schema for an engine in which {@code $} also stands before a line break: JSON Schema's is
   * ECMA's, in which it does not.
   */
  private static JsonNode strictEnds(JsonNode node) {
    if (node instanceof ObjectNode object) {
      JsonNode pattern = object.get("pattern");
      if (pattern != null && pattern.isTextual()) {
        object.put("pattern", pattern.textValue().replaceFirst("\\$$", "\\\\z"));
      }
      object.forEach(SchemaAgreementTest::strictEnds);
    } else {
      node.forEach(SchemaAgreementTest::strictEnds);
    }
    return node;
  }

  private static JsonNode schemaText() {
    try (InputStream in =
        requireNonNull(
            SchemaAgreementTest.class.getResourceAsStream(
                "/META-INF/headroom/fleet.schema.json"))) {
      return new ObjectMapper().readTree(in);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
