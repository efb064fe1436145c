package dev.headroom.local;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.headroom.cycle.ask.TellOrder.Help;
import dev.headroom.fleet.Manifest;
import dev.headroom.fleet.ManifestReader;
import dev.headroom.fleet.Violation;
import dev.headroom.local.running.Outcome;
import dev.headroom.org.SalesforceHosts;
import java.io.IOException;
import java.net.URI;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * {@code manage init <fleet.yaml>}: writes a first manifest that is valid, and never over a file
 * that exists. It holds references to secrets and no secret.
 */
final class InitAction {
  static final String WORD = "init";
  static final String FROM_SF = "fromSf";

  private static final String TENANT = "tenant";
  private static final String ORG = "org";
  private static final String LOGIN_URL = "loginUrl";
  private static final String CLIENT_ID = "clientId";
  private static final String CLIENT_SECRET = "clientSecret";

  /** The answers that it asks for, in order. */
  static final Map<String, Help> ANSWERS = answers();

  private static final String NO_CLIENT_ID = "write-the-consumer-key-here";
  private static final Pattern NOT_OF_AN_ID = Pattern.compile("[^a-z0-9]+");
  private static final int MAX_ID = 40;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final ManifestReader reader;
  private final String path;

  /**
   * Writes manifests that {@code reader} accepts.
   *
   * @param path the folders in which {@code sf} is looked for, as in the variable PATH
   */
  InitAction(ManifestReader reader, String path) {
    this.reader = reader;
    this.path = path;
  }

  /** Asks a person. */
  @FunctionalInterface
  interface Asker {
    /** Gives no answer. */
    Asker NOBODY = question -> null;

    /** Returns the answer; null if there is none. */
    @Nullable String ask(String question);
  }

  /** Returns who sits at the terminal; {@link Asker#NOBODY} if there is none. */
  static Asker terminal() {
    return Optional.ofNullable(System.console())
        .<Asker>map(console -> question -> console.readLine("%s ", question))
        .orElse(Asker.NOBODY);
  }

  /** An org of the manifest. */
  private record Entry(String id, String loginUrl, String clientId, String clientSecret) {}

  /** Writes {@code file}. */
  CommandReply run(String file, boolean fromSf, Map<String, String> options, Asker terminal) {
    Path target;
    try {
      target = Path.of(file);
    } catch (InvalidPathException e) {
      return failed("the file is not a path: " + e.getReason());
    }
    if (Files.exists(target)) {
      return failed(file + " exists already, and is not written over: name another file");
    }
    Map<String, String> answers = new LinkedHashMap<>(options);
    List<String> left = new ArrayList<>();
    List<Entry> orgs;
    try {
      orgs = fromSf ? known(answers, left) : answered(answers, terminal);
    } catch (SfOrgs.UnreadableException e) {
      return failed(String.valueOf(e.getMessage()));
    }
    if (orgs.isEmpty()) {
      return new CommandReply.Heard(Outcome.wrong(missing(answers)));
    }
    String tenant = answers.getOrDefault(TENANT, "main");
    String text = text(tenant, orgs);
    if (reader.read(text) instanceof Manifest.Invalid(var violations)) {
      return new CommandReply.Heard(Outcome.wrong(named(violations)));
    }
    try {
      Files.writeString(target, text, StandardOpenOption.CREATE_NEW);
    } catch (FileAlreadyExistsException e) {
      return failed(file + " exists already, and is not written over: name another file");
    } catch (IOException e) {
      return failed(file + " cannot be written: " + e.getClass().getSimpleName());
    }
    return new CommandReply.Heard(Outcome.of(said(file, orgs, left)));
  }

  private List<Entry> answered(Map<String, String> answers, Asker terminal) {
    ANSWERS.forEach(
        (member, help) -> {
          if (!answers.containsKey(member)) {
            String answer = terminal.ask(help.description() + " " + help.label() + ":");
            if (answer != null && !answer.isBlank()) {
              answers.put(member, answer.strip());
            }
          }
        });
    if (!missing(answers).isEmpty()) {
      return List.of();
    }
    String id = answers.getOrDefault(ORG, "");
    return List.of(
        new Entry(
            id,
            answers.getOrDefault(LOGIN_URL, ""),
            answers.getOrDefault(CLIENT_ID, ""),
            answers.getOrDefault(CLIENT_SECRET, secretOf(id))));
  }

  private static List<Violation> missing(Map<String, String> answers) {
    return ANSWERS.keySet().stream()
        .filter(member -> !member.equals(CLIENT_SECRET) && !answers.containsKey(member))
        .map(
            member ->
                new Violation(member, null, "is missing", "Write it, or run init on a terminal."))
        .toList();
  }

  /**
   * The orgs that sf knows.
   *
   * @param left receives those that are left out, with the reason
   */
  private List<Entry> known(Map<String, String> answers, List<String> left)
      throws SfOrgs.UnreadableException {
    List<Entry> orgs = new ArrayList<>();
    for (SfOrgs.Known known : SfOrgs.list(path)) {
      String id = id(known.name(), orgs);
      Entry entry =
          new Entry(
              id, known.address(), answers.getOrDefault(CLIENT_ID, NO_CLIENT_ID), secretOf(id));
      if (known.isScratch()) {
        left.add(known.name() + ": a scratch org, which is gone in days");
      } else if (!SalesforceHosts.isOwn(URI.create(known.address()).getHost())) {
        left.add(known.name() + ": its address is not Salesforce's");
      } else if (orgs.stream().anyMatch(org -> org.loginUrl().equals(entry.loginUrl()))) {
        left.add(known.name() + ": another user of an org that is listed");
      } else if (reader.read(text("main", List.of(entry)))
          instanceof Manifest.Invalid(var violations)) {
        left.add(known.name() + ": " + violations.getFirst().problem());
      } else {
        orgs.add(entry);
      }
    }
    if (orgs.isEmpty()) {
      throw new SfOrgs.UnreadableException("sf knows no org that can be watched");
    }
    return orgs;
  }

  private static String id(String name, List<Entry> taken) {
    String plain =
        NOT_OF_AN_ID
            .matcher(name.toLowerCase(Locale.ROOT))
            .replaceAll("-")
            .replaceAll("^-+|-+$", "");
    String base = plain.isEmpty() ? "org" : plain.substring(0, Math.min(MAX_ID, plain.length()));
    String id = base;
    for (int n = 2; contains(taken, id); n++) {
      id = base + "-" + n;
    }
    return id;
  }

  private static boolean contains(List<Entry> taken, String id) {
    return taken.stream().anyMatch(org -> org.id().equals(id));
  }

  private static String secretOf(String id) {
    return "env:" + id.toUpperCase(Locale.ROOT).replace('-', '_') + "_SECRET";
  }

  private static String text(String tenant, List<Entry> orgs) {
    StringBuilder text =
        new StringBuilder("# A first manifest. Every member: docs/reference/manifest.md\n");
    text.append("version: 1\ntenants:\n  - {id: ")
        .append(quoted(tenant))
        .append(", name: ")
        .append(quoted(tenant))
        .append("}\norgs:\n");
    for (Entry org : orgs) {
      text.append("  - id: ").append(quoted(org.id()));
      text.append("\n    tenant: ").append(quoted(tenant));
      text.append("\n    loginUrl: ").append(quoted(org.loginUrl()));
      text.append("\n    # A reference to the secret, never the secret itself.");
      text.append("\n    auth: {type: client-credentials, clientId: ")
          .append(quoted(org.clientId()));
      text.append(", clientSecret: ").append(quoted(org.clientSecret())).append("}\n");
    }
    return text.toString();
  }

  /** A JSON string is a double-quoted scalar of YAML. */
  private static String quoted(String text) {
    try {
      return JSON.writeValueAsString(text);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a text is always JSON", e);
    }
  }

  private static List<Violation> named(List<Violation> violations) {
    return violations.stream()
        .map(
            v ->
                new Violation(
                    switch (v.path()) {
                      case "orgs[0].id" -> ORG;
                      case "orgs[0].loginUrl" -> LOGIN_URL;
                      case "orgs[0].auth.clientId" -> CLIENT_ID;
                      case "orgs[0].auth.clientSecret" -> CLIENT_SECRET;
                      case "tenants[0].id", "tenants[0].name", "orgs[0].tenant" -> TENANT;
                      default -> v.path();
                    },
                    v.value(),
                    v.problem(),
                    v.remedy()))
        .toList();
  }

  private static String said(String file, List<Entry> orgs, List<String> left) {
    List<String> lines = new ArrayList<>();
    lines.add(file + " is written: " + (orgs.size() == 1 ? "1 org" : orgs.size() + " orgs"));
    left.forEach(org -> lines.add("left out: " + org));
    Optional<Entry> unfinished =
        orgs.stream().filter(org -> org.clientId().equals(NO_CLIENT_ID)).findFirst();
    unfinished.ifPresent(
        org -> lines.add("write the consumer key of each org's app as clientId (docs/deploy.md)"));
    lines.add(
        "then: manage validate "
            + file
            + "; with Headroom running, manage check --manifest "
            + file);
    return String.join("\n", lines);
  }

  private static CommandReply failed(String why) {
    return new CommandReply.Failed(ManageCommand.FAILED, why);
  }

  private static Map<String, Help> answers() {
    Map<String, Help> all = new LinkedHashMap<>();
    all.put(TENANT, new Help("<tenant>", "Id of the tenant: whose orgs they are."));
    all.put(ORG, new Help("<org>", "Id of the org, such as acme-prod."));
    all.put(LOGIN_URL, new Help("<url>", "Its My Domain address, https://acme.my.salesforce.com."));
    all.put(CLIENT_ID, new Help("<id>", "Consumer key of the app."));
    all.put(
        CLIENT_SECRET,
        new Help("<reference>", "Where its secret is, such as env:ACME_SECRET; empty for a name."));
    return Collections.unmodifiableMap(all);
  }
}
