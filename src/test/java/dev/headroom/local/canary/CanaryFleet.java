package dev.headroom.local.canary;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.headroom.export.ExporterTypes;
import dev.headroom.local.simulator.DemoFleet;
import dev.headroom.local.simulator.SimulatedOrg;
import dev.headroom.notify.TargetType;
import dev.headroom.wiring.TargetTypes;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The demo's orgs, told to every kind of target and exporter, each with secrets of its own. */
final class CanaryFleet {
  /** Where the address of the heartbeat is. */
  static final String HEARTBEAT = "BEAT";

  private static final String PREFIX = "HEADROOM_SECRET_";

  /** Texts that have a form of their own. */
  private static final Map<String, String> TEXTS =
      Map.of(
          "topicArn", "arn:aws:sns:eu-west-1:123456789012:alerts",
          "busArn", "arn:aws:events:eu-west-1:123456789012:event-bus/alerts",
          "region", "eu-west-1",
          "channel", "C0123456789",
          "username", "headroom");

  private final DemoFleet demo = DemoFleet.startingAt(Instant.now());
  private final Map<String, String> environment = new HashMap<>();
  private final Canaries canaries;

  CanaryFleet(Canaries canaries) {
    this.canaries = canaries;
    demo.secrets().forEach(this::plant);
    environment.put(PREFIX + HEARTBEAT, "http://localhost:1/" + canaries.plant("heartbeat"));
  }

  /** For the simulator. */
  List<SimulatedOrg> orgs() {
    return demo.orgs();
  }

  /** The variables that the manifest refers to. */
  Map<String, String> environment() {
    return environment;
  }

  /** What orgs accept: client secrets, and every line of the private key. */
  private void plant(String name, String secret) {
    environment.put(PREFIX + name, secret);
    if (secret.startsWith("-----")) {
      secret
          .lines()
          .filter(l -> l.length() > 30 && !l.startsWith("-"))
          .forEach(l -> canaries.add("key", l));
    } else if (name.endsWith("_SECRET") && !name.contains("WEBHOOK")) {
      canaries.add(name, secret);
    }
  }

  /**
   * The demo's orgs with every kind of target and exporter.
   *
   * @param port where the orgs are
   */
  String manifest(int port, EchoingReceivers receivers) {
    String fleet =
        demo.manifest(port, 1)
            .replace(
                "type: jwt-bearer",
                "type: jwt-bearer\n      audience: https://login.salesforce.com");
    StringBuilder all = new StringBuilder(fleet.substring(0, fleet.indexOf("policies:")));
    all.append("policies: [{match: {limits: [DailyApiRequests]}, attention: 2, escalation: 4}]\n");
    all.append("access: [{match: {}, alert: {high: escalation, medium: attention}}]\ntargets:\n");
    TargetTypes.ALL.forEach(type -> all.append(entry(type, receivers, "")));
    all.append("exporters:\n");
    ExporterTypes.ALL.forEach(
        type ->
            all.append(
                entry(
                    type,
                    receivers,
                    ExporterTypes.isPinned(type)
                        ? ", match: {orgs: [acme-prod], limits: [DailyApiRequests]}"
                        : "")));
    return all.append("routes: [{match: {}, to: [")
        .append(TargetTypes.ALL.stream().map(TargetType::name).collect(Collectors.joining(", ")))
        .append("]}]\n")
        .toString();
  }

  private String entry(TargetType type, EchoingReceivers receivers, String more) {
    StringBuilder entry = new StringBuilder("  - {id: " + type.name() + ", type: " + type.name());
    for (TargetType.Setting setting : type.settings()) {
      String variable =
          (type.name() + "_" + setting.name()).replace('-', '_').toUpperCase(Locale.ROOT);
      switch (setting.kind()) {
        case URL -> {
          String secretPath = canaries.plant("address of " + type.name());
          environment.put(PREFIX + variable, receivers.address(type.name(), secretPath));
          entry.append(", " + setting.name() + ": \"env:" + variable + "\"");
        }
        case SECRET -> {
          String secret = canaries.plant(type.name());
          if (type.name().equals("webhook")) {
            secret =
                canaries.add(
                    type.name(), Base64.getEncoder().encodeToString(secret.getBytes(UTF_8)));
            environment.put(PREFIX + variable, "whsec_" + secret);
          } else {
            environment.put(PREFIX + variable, secret);
          }
          entry.append(", " + setting.name() + ": \"env:" + variable + "\"");
        }
        case TEXT, TEMPLATE -> {
          if (setting.required()) {
            entry.append(", " + setting.name() + ": \"" + TEXTS.get(setting.name()) + "\"");
          }
        }
      }
    }
    return entry + more + "}\n";
  }
}
