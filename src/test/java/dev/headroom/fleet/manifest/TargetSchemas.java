package dev.headroom.fleet.manifest;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.headroom.export.ExporterTypes;
import dev.headroom.notify.TargetType;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Writes what the published schema says about targets, as the kinds of target say it. */
final class TargetSchemas {
  private TargetSchemas() {}

  /** The definition of a target and of each kind, in the layout of the schema's file. */
  static String write(List<TargetType> types) {
    return """
        "target": {
          "description": "Somewhere to send alerts.",
          "type": "object",
          "required": ["id", "type"],
          "properties": { "type": { "enum": [%s] } },
          "oneOf": [
    %s
          ]
        },
    """
            .formatted(
                quoted(types.stream().map(TargetType::name)),
                types.stream()
                    .map(t -> "        { \"$ref\": \"#/$defs/" + t.name() + "\" }")
                    .collect(Collectors.joining(",\n")))
        + types.stream().map(TargetSchemas::kind).collect(Collectors.joining());
  }

  /** The definition of an exporter and of each kind, in the same layout. */
  static String writeExporters(List<TargetType> types) {
    return """
        "exporter": {
          "description": "A metric store that readings are shipped to.",
          "type": "object",
          "required": ["id", "type"],
          "properties": { "type": { "enum": [%s] } },
          "oneOf": [
    %s
          ]
        },
    """
            .formatted(
                quoted(types.stream().map(TargetType::name)),
                types.stream()
                    .map(t -> "        { \"$ref\": \"#/$defs/" + t.name() + "\" }")
                    .collect(Collectors.joining(",\n")))
        + types.stream().map(TargetSchemas::exporter).collect(Collectors.joining());
  }

  private static String exporter(TargetType type) {
    boolean pinned = ExporterTypes.isPinned(type);
    String kind = kind(type);
    return (pinned ? kind.replace("\"required\": [", "\"required\": [\"match\", ") : kind)
        .replace(
            "\"tenant\": { \"$ref\": \"#/$defs/owner\" }",
            "\"match\": { \"$ref\": \"#/$defs/"
                + (pinned ? "pinnedMatch" : "exportMatch")
                + "\" }");
  }

  private static String kind(TargetType type) {
    return """
        "%s": {
          "type": "object",
          "description": %s,
          "additionalProperties": false,
          "required": [%s],
          "properties": {
            "id": { "$ref": "#/$defs/id" },
            "type": { "const": "%s" },
            "tenant": { "$ref": "#/$defs/owner" },
    %s
          }
        },
    """
        .formatted(
            type.name(),
            quoted(type.description()),
            quoted(
                Stream.concat(
                    Stream.of("id", "type"),
                    type.settings().stream()
                        .filter(TargetType.Setting::required)
                        .map(TargetType.Setting::name))),
            type.name(),
            type.settings().stream()
                .map(TargetSchemas::setting)
                .collect(Collectors.joining(",\n")));
  }

  private static String setting(TargetType.Setting setting) {
    return "        \"%s\": {\n          %s,\n          \"description\": %s\n        }"
        .formatted(setting.name(), form(setting), quoted(setting.description()));
  }

  private static String form(TargetType.Setting setting) {
    if (!setting.words().isEmpty()) {
      return "\"enum\": [" + quoted(setting.words().stream()) + "]";
    }
    return switch (setting.kind()) {
      case SECRET -> "\"$ref\": \"#/$defs/secretReference\"";
      case URL, TEXT, TEMPLATE -> "\"$ref\": \"#/$defs/text\"";
    };
  }

  private static String quoted(Stream<String> texts) {
    return texts.map(TargetSchemas::quoted).collect(Collectors.joining(", "));
  }

  private static String quoted(String text) {
    return JsonNodeFactory.instance.textNode(text).toString();
  }
}
