package dev.headroom.fleet.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.headroom.notify.TargetType;
import dev.headroom.wiring.TargetTypes;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The published schema and the reader refuse the same settings of each kind of target. */
class TargetSettingsAgreementTest {
  static Stream<TargetType> kinds() {
    return TargetTypes.ALL.stream();
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void settingsOfEveryKindOfTargetAreRefusedByBothOrByNeither(TargetType kind) throws Exception {
    Random random = new Random(SchemaAgreementTest.SEED ^ kind.name().hashCode());
    List<SchemaAgreementTest.Place> places = new ArrayList<>();
    SchemaAgreementTest.collect(only(kind).path("targets"), List.of("targets"), places);
    for (SchemaAgreementTest.Place place : places) {
      List<JsonNode> values = new ArrayList<>(SchemaAgreementTest.edges());
      for (String pattern : SchemaAgreementTest.patterns()) {
        values.add(
            JsonNodeFactory.instance.textNode(
                SchemaAgreementTest.mutated(
                    SchemaAgreementTest.generated(pattern, random), random)));
      }
      for (JsonNode value : values) {
        SchemaAgreementTest.assertAgree(
            SchemaAgreementTest.with(only(kind), place.steps(), value),
            place + " seed " + SchemaAgreementTest.SEED);
      }
      SchemaAgreementTest.assertAgree(
          SchemaAgreementTest.without(only(kind), place.steps()), place + " taken out");
    }
    ObjectNode more = only(kind);
    ((ObjectNode) more.path("targets").path(0)).put("other", "x");
    SchemaAgreementTest.assertAgree(more, kind.name() + " with another member");
    assertThat(SchemaAgreementTest.SCHEMA.validate(only(kind))).isEmpty();
    assertThat(SchemaAgreementTest.violations(only(kind))).isEmpty();
  }

  /** A manifest with one target, which has every setting of its kind. */
  private static ObjectNode only(TargetType kind) {
    ObjectNode manifest = JsonNodeFactory.instance.objectNode().put("version", 1);
    manifest.putArray("tenants");
    manifest.putArray("orgs");
    ObjectNode target = manifest.putArray("targets").addObject();
    target.put("id", "one").put("type", kind.name());
    kind.settings().forEach(setting -> target.put(setting.name(), example(setting)));
    return manifest;
  }

  private static String example(TargetType.Setting setting) {
    if (!setting.words().isEmpty()) {
      return setting.words().getFirst();
    }
    return switch (setting.kind()) {
      case URL -> "https://alerts.example.com/headroom";
      case SECRET -> "env:A_SECRET";
      case TEXT -> "a text";
      case TEMPLATE -> "{\"text\": \"{title}\"}";
    };
  }
}
