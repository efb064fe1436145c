package dev.headroom.fleet.manifest;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.headroom.export.ExporterTypes;
import dev.headroom.export.Scheme;
import dev.headroom.notify.TargetType;
import dev.headroom.org.Forms;
import dev.headroom.wiring.TargetTypes;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The published schema and the reader say the same. */
class FleetSchemaTest {
  private static final Path FILE =
      Path.of("src/main/resources/META-INF/headroom/fleet.schema.json");

  private static final JsonNode SCHEMA_TEXT = schemaText();
  private static final Schema SCHEMA =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12).getSchema(SCHEMA_TEXT);

  static List<Path> valid() {
    return ManifestFixtures.valid();
  }

  static Stream<Path> refused() {
    return ManifestFixtures.invalid().stream().filter(f -> marked(f, "# schema refuses"));
  }

  static Stream<Path> passed() {
    return ManifestFixtures.invalid().stream().filter(f -> marked(f, "# schema cannot tell"));
  }

  private static boolean marked(Path file, String mark) {
    return ManifestFixtures.text(file).startsWith(mark + "\n");
  }

  @ParameterizedTest
  @MethodSource("valid")
  void validFixturesPass(Path file) throws SyntaxViolationException {
    assertThat(errors(file)).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("refused")
  void structurallyInvalidFixturesFail(Path file) throws SyntaxViolationException {
    assertThat(errors(file)).isNotEmpty();
  }

  @ParameterizedTest
  @MethodSource("passed")
  void whatOnlyTheReaderCanTellPasses(Path file) throws SyntaxViolationException {
    assertThat(errors(file)).isEmpty();
  }

  /** Each place at which the reader refuses the structure is one at which the schema does. */
  @ParameterizedTest
  @MethodSource("refused")
  void schemaAndReaderRefuseTheSameItems(Path file) throws SyntaxViolationException {
    Set<String> bySchema = new TreeSet<>();
    for (Error error : errors(file)) {
      bySchema.add(item(error.getInstanceLocation().toString().replaceAll("/(\\d+)", "[$1]")));
    }
    assertThat(expected(file)).containsAll(bySchema);
  }

  private static Set<String> expected(Path file) {
    Set<String> items = new TreeSet<>();
    ManifestFixtures.text(Path.of(file.toString().replace(".yaml", ".expected")))
        .lines()
        .forEach(line -> items.add(item("/" + line.substring(0, line.indexOf(':')))));
    items.add("");
    return items;
  }

  /** The first two steps of a path: {@code orgs[0]}. */
  private static String item(String path) {
    return path.replaceFirst("^/?([A-Za-z]*(\\[\\d+])?).*$", "$1");
  }

  @Test
  void membersAreTheSame() {
    assertThat(members("/properties")).isEqualTo(YamlManifestReader.ROOT_MEMBERS);
    assertThat(defined("tenant")).isEqualTo(OrgSection.TENANT_MEMBERS);
    assertThat(defined("org")).isEqualTo(OrgSection.ORG_MEMBERS);
    assertThat(defined("clientCredentials")).isEqualTo(OrgSection.CLIENT_CREDENTIALS_MEMBERS);
    assertThat(defined("jwtBearer")).isEqualTo(OrgSection.JWT_BEARER_MEMBERS);
    assertThat(defined("policy")).isEqualTo(RoutingSection.POLICY_MEMBERS);
    assertThat(members("/$defs/policy/properties/projection/oneOf/1/properties"))
        .isEqualTo(HorizonsRule.MEMBERS);
    assertThat(defined("jump")).isEqualTo(JumpRule.MEMBERS);
    assertThat(words("/$defs/jump/properties/severity/enum")).isEqualTo(JumpRule.SEVERITIES);
    assertThat(members("/$defs/threshold/oneOf/1/properties"))
        .isEqualTo(LevelsRule.THRESHOLD_MEMBERS);
    assertThat(defined("override")).isEqualTo(OverridesSection.MEMBERS);
    assertThat(members("/$defs/projection/oneOf/1/properties")).isEqualTo(HorizonsRule.HORIZONS);
    assertThat(defined("policyMatch")).isEqualTo(OverridesSection.MATCH_MEMBERS);
    assertThat(defined("policyMatch")).isEqualTo(RoutingSection.POLICY_MATCH_MEMBERS);
    assertThat(defined("route")).isEqualTo(RoutingSection.ROUTE_MEMBERS);
    assertThat(defined("routeMatch")).isEqualTo(RoutingSection.ROUTE_MATCH_MEMBERS);
    assertThat(defined("integration")).isEqualTo(IntegrationSection.MEMBERS);
    assertThat(defined("integrationMatch")).isEqualTo(IntegrationSection.MATCH_MEMBERS);
    assertThat(defined("spend")).isEqualTo(SpendSection.MEMBERS);
    assertThat(defined("spendMatch")).isEqualTo(SpendSection.MATCH_MEMBERS);
    assertThat(defined("exportMatch")).isEqualTo(ExporterSection.MATCH_MEMBERS);
    assertThat(defined("pinnedMatch")).isEqualTo(ExporterSection.PINNED_MEMBERS);
    assertThat(defined("advice")).isEqualTo(AdviceSection.MEMBERS);
    assertThat(defined("reminders")).isEqualTo(RemindersSection.MEMBERS);
    assertThat(defined("mute")).isEqualTo(MutesSection.MEMBERS);
    assertThat(defined("muteMatch")).isEqualTo(MutesSection.MATCH_MEMBERS);
    assertThat(defined("muteWindow")).isEqualTo(MutesSection.WINDOW_MEMBERS);
    assertThat(defined("access")).isEqualTo(AccessSection.MEMBERS);
    assertThat(defined("accessMatch")).isEqualTo(AccessSection.MATCH_MEMBERS);
    assertThat(defined("acceptance")).isEqualTo(AccessSection.ACCEPT_MEMBERS);
    assertThat(members("/$defs/access/properties/apiUsers/properties"))
        .isEqualTo(AccessSection.API_USERS_MEMBERS);
    assertThat(members("/$defs/access/properties/alert/properties"))
        .isEqualTo(AccessSection.ALERT_MEMBERS);
    assertThat(words("/$defs/auth/properties/type/enum"))
        .containsExactlyElementsOf(OrgSection.AUTH_TYPES);
    assertThat(words("/$defs/routeMatch/properties/severity/enum"))
        .isEqualTo(RoutingSection.SEVERITIES);
  }

  /** With {@code -Dschema.rewrite=true} the schema's part about targets is written anew. */
  @Test
  void targetsAreThoseOfTheKinds() throws IOException {
    String schema = Files.readString(FILE);
    int begin = schema.indexOf("    \"target\": {");
    int end = schema.indexOf("    \"owner\": {");
    String targets =
        TargetSchemas.write(TargetTypes.ALL) + TargetSchemas.writeExporters(ExporterTypes.ALL);
    if (Boolean.getBoolean("schema.rewrite")) {
      Files.writeString(FILE, schema.substring(0, begin) + targets + schema.substring(end));
      return;
    }
    assertThat(schema.substring(begin, end))
        .as("./mvnw test -Dtest=FleetSchemaTest -Dschema.rewrite=true writes it")
        .isEqualTo(targets);
  }

  @Test
  void everyKindOfTargetAndItsSettingsAreInTheReference() throws IOException {
    String page = Files.readString(Path.of("docs/reference/targets.md"));
    for (TargetType type : TargetTypes.ALL) {
      assertThat(page).contains("`" + type.name() + "`");
      type.settings().forEach(s -> assertThat(page).contains("`" + s.name() + "`"));
    }
  }

  @Test
  void everyKindOfExporterAndItsSettingsAreInTheReference() throws IOException {
    String page = Files.readString(Path.of("docs/reference/exporters.md"));
    for (TargetType type : ExporterTypes.ALL) {
      assertThat(page).contains("`" + type.name() + "`");
      type.settings().forEach(s -> assertThat(page).contains("`" + s.name() + "`"));
    }
    Scheme.METRICS.forEach(metric -> assertThat(page).contains("`" + metric + "`"));
  }

  @Test
  void everyMemberIsDescribed() {
    List<String> silent = new ArrayList<>();
    JsonNode defs = SCHEMA_TEXT.path("$defs");
    for (Map.Entry<String, JsonNode> def : defs.properties()) {
      for (Map.Entry<String, JsonNode> member : def.getValue().path("properties").properties()) {
        if (!member.getKey().equals("type") && !isDescribed(member.getValue(), defs)) {
          silent.add(def.getKey() + "." + member.getKey());
        }
      }
    }
    assertThat(silent).isEmpty();
  }

  private static boolean isDescribed(JsonNode member, JsonNode defs) {
    String name = member.path("$ref").asText().replace("#/$defs/", "");
    return member.has("description") || defs.path(name).has("description");
  }

  private static Set<String> defined(String name) {
    return members("/$defs/" + name + "/properties");
  }

  private static Set<String> members(String pointer) {
    Set<String> names = new TreeSet<>();
    SCHEMA_TEXT.at(pointer).fieldNames().forEachRemaining(names::add);
    return names;
  }

  private static List<String> words(String pointer) {
    List<String> words = new ArrayList<>();
    SCHEMA_TEXT.at(pointer).forEach(word -> words.add(word.asText()));
    return words;
  }

  private static List<Error> errors(Path file) throws SyntaxViolationException {
    return SCHEMA.validate(json(YamlText.parse(ManifestFixtures.text(file))));
  }

  static JsonNode json(Node node) {
    JsonNodeFactory json = JsonNodeFactory.instance;
    return switch (node) {
      case Node.Mapping mapping -> {
        ObjectNode object = json.objectNode();
        for (Node.Entry entry : mapping.entries()) {
          if (!object.has(entry.name())) {
            object.set(entry.name(), json(entry.value()));
          }
        }
        yield object;
      }
      case Node.Sequence sequence -> {
        ArrayNode array = json.arrayNode();
        sequence.items().forEach(item -> array.add(json(item)));
        yield array;
      }
      case Node.Scalar scalar ->
          switch (scalar.kind()) {
            case TEXT -> json.textNode(scalar.text());
            case NUMBER -> number(scalar.text());
            case BOOLEAN -> json.booleanNode(Boolean.parseBoolean(scalar.text()));
            case NOTHING -> json.nullNode();
          };
    };
  }

  private static JsonNode number(String text) {
    return JsonNodeFactory.instance.numberNode(Forms.number(text).orElse(new BigDecimal("1e99")));
  }

  private static JsonNode schemaText() {
    try (InputStream in =
        requireNonNull(
            FleetSchemaTest.class.getResourceAsStream("/META-INF/headroom/fleet.schema.json"))) {
      return new ObjectMapper().readTree(in);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
