package dev.headroom.fleet.manifest;

import dev.headroom.notify.TargetType;
import dev.headroom.org.SecretRef;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Reads the settings of a target or an exporter, as its type describes them. */
final class SettingsRule {
  private final Findings findings;
  private final Addresses addresses;

  SettingsRule(Findings findings, Addresses addresses) {
    this.findings = findings;
    this.addresses = addresses;
  }

  /**
   * Returns the settings, by name, as written.
   *
   * @param others members that are not settings
   * @param address given the path and the address of each setting that is a valid one
   */
  Map<String, String> read(
      Members members, TargetType type, Set<String> others, BiConsumer<String, URI> address) {
    Set<String> known = new LinkedHashSet<>(others);
    type.settings().forEach(s -> known.add(s.name()));
    members.only(known);
    Map<String, String> settings = new LinkedHashMap<>();
    for (TargetType.Setting setting : type.settings()) {
      String text = text(members, setting);
      if (text == null) {
        continue;
      }
      settings.put(setting.name(), text);
      String path = members.at(setting.name());
      if (!setting.words().isEmpty()) {
        if (!setting.words().contains(text)) {
          findings.add(path, text, "is not one of the allowed values", remedy(setting));
        }
        continue;
      }
      if (setting.kind() == TargetType.Kind.TEMPLATE) {
        continue;
      }
      SecretRef reference = SecretRef.parse(text).orElse(null);
      if (reference == null && setting.kind() == TargetType.Kind.URL) {
        addresses.target(path, text).ifPresent(uri -> address.accept(path, uri));
        if (setting.givesAccess()) {
          addresses.givesAccess(path, text);
        }
      } else if (reference != null || setting.kind() == TargetType.Kind.SECRET) {
        OrgSection.readable(
            OrgSection.reference(path, text, OrgSection.SECRET_REMEDY, findings), path, findings);
      }
    }
    type.check()
        .of(settings)
        .ifPresent(flaw -> findings.add(members.at(flaw.setting()), flaw.problem(), flaw.remedy()));
    return settings;
  }

  private static @Nullable String text(Members members, TargetType.Setting setting) {
    String remedy = remedy(setting);
    Node node =
        setting.required()
            ? members.required(setting.name(), remedy)
            : members.optional(setting.name());
    return node == null ? null : members.secretText(setting.name(), node, remedy);
  }

  private static String remedy(TargetType.Setting setting) {
    return switch (setting.kind()) {
      case URL -> "Write an https address, or a reference to one such as env:HOOK_URL.";
      case SECRET -> OrgSection.SECRET_REMEDY;
      case TEMPLATE -> "Write a template, such as '{\"text\": \"{title}\"}'.";
      case TEXT ->
          setting.words().isEmpty()
              ? "Write a text, or a reference to one such as ssm:/headroom/name."
              : "Write one of: " + String.join(", ", setting.words()) + ".";
    };
  }
}
