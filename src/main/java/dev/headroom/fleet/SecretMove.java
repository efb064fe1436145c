package dev.headroom.fleet;

import dev.headroom.export.ExporterRule;
import dev.headroom.notify.Target;
import dev.headroom.org.Credentials.ClientCredentials;
import dev.headroom.org.Credentials.JwtBearer;
import dev.headroom.org.Org;
import dev.headroom.org.SalesforceHosts;
import dev.headroom.org.SecretRef;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A secret of the stored fleet that a desired fleet would send to a host that does not receive it
 * yet. That may be intended, as when an org moves, or it is how a secret leaks.
 *
 * @param path where the desired manifest refers to it, {@code orgs[0].auth.clientSecret}
 * @param secret the reference there
 * @param from where it goes now: hosts, or references to addresses; at most {@link #MAX_SHOWN}
 * @param to where it would go as well
 */
public record SecretMove(String path, SecretRef secret, List<String> from, String to) {
  static final int MAX_SHOWN = 5;

  private static final String URL = "url";
  private static final String ARN = "arn:";
  private static final String BY_ALIAS = "any key that is named by an alias";
  private static final String BY_ID = "any key that is named by its id";
  private static final Pattern LOOPBACK =
      Pattern.compile("(localhost|127(\\.\\d+){3}|\\[::1])(:\\d+)?");

  private static final String SIGNED_FOR = "only what it signs for ";

  public SecretMove {
    from = List.copyOf(from);
  }

  /** Returns the move on one line, for a terminal and the audit. */
  @Override
  public String toString() {
    return "secret %s moves from %s to %s (%s)"
        .formatted(secret, String.join(", ", from), to, path);
  }

  /** Returns the move as a reason not to apply. */
  public Violation violation() {
    return new Violation(
        path,
        secret.toString(),
        "would be sent to " + to + "; so far it goes to " + String.join(", ", from),
        "If that is meant, apply with --allow-secret-moves, or in an event with"
            + " \"allowSecretMoves\": true.");
  }

  /**
   * A reference in a fleet.
   *
   * @param owner the org, target or exporter that has it
   * @param to where its secret goes; for a private key, which is never sent, where its signatures
   *     go, and who they are for if that differs
   * @param kind what happens to it there
   */
  private record Use(String owner, String path, SecretRef secret, String to, Kind kind) {
    /** Returns whether the secret stays here, and only its signatures are sent. */
    boolean isSigned() {
      return kind == Kind.SIGNS || kind == Kind.SIGNS_FOR_ANOTHER;
    }
  }

  private enum Kind {
    /** The secret, or something made with it, goes to a host that is named elsewhere. */
    SENT,
    /** A private key: its signatures are valid at the host that they go to, or at Salesforce. */
    SIGNS,
    /** A private key: whoever receives its signatures can use them to log in elsewhere. */
    SIGNS_FOR_ANOTHER,
    /** The secret is itself an address. */
    ADDRESS
  }

  /** Where one secret goes, by the member of a JSON bundle; the whole bundle has no name. */
  private static final class Destinations {
    private final Map<String, NavigableSet<String>> byMember = new HashMap<>();

    void add(String member, String to) {
      byMember.computeIfAbsent(member, m -> new TreeSet<>()).add(to);
    }

    /**
     * Returns the destinations of that member: sending the whole bundle counts for every member,
     * and vice versa.
     */
    NavigableSet<String> of(String member) {
      NavigableSet<String> all = new TreeSet<>();
      if (member.isEmpty()) {
        byMember.values().forEach(all::addAll);
      } else {
        all.addAll(byMember.getOrDefault(member, new TreeSet<>()));
        all.addAll(byMember.getOrDefault("", new TreeSet<>()));
      }
      return all;
    }
  }

  /**
   * Returns the moves from {@code stored} to {@code wanted}, in the order of the manifest.
   *
   * @param envPrefix what may be written or left out before the name of an {@code env:} reference
   */
  public static List<SecretMove> between(Fleet stored, Fleet wanted, String envPrefix) {
    Map<String, Destinations> all = new HashMap<>();
    Map<String, Destinations> byOwner = new HashMap<>();
    for (Use use : uses(stored)) {
      String member = member(use.secret());
      // A signing key is not sent anywhere: if it is now sent, even to the same host, it has moved.
      String sentTo = use.isSigned() ? SIGNED_FOR + use.to() : use.to();
      Set<String> names = new TreeSet<>(names(use.secret(), envPrefix));
      wayOfNaming(use.secret()).ifPresent(names::add);
      for (String name : names) {
        all.computeIfAbsent(name, n -> new Destinations()).add(member, sentTo);
        byOwner
            .computeIfAbsent(use.owner() + " " + name, n -> new Destinations())
            .add(member, use.to());
      }
    }
    List<SecretMove> moves = new ArrayList<>();
    for (Use use : uses(wanted)) {
      NavigableSet<String> from = new TreeSet<>();
      Set<String> names = new TreeSet<>(names(use.secret(), envPrefix));
      otherWayOfNaming(use.secret()).ifPresent(names::add);
      for (String name : names) {
        @Nullable Destinations known =
            switch (use.kind()) {
              case SENT, SIGNS_FOR_ANOTHER -> all.get(name);
              // One key may serve every org: using it for another org is not a move.
              case SIGNS -> byOwner.get(use.owner() + " " + name);
              case ADDRESS -> null;
            };
        if (known != null) {
          for (String to : known.of(member(use.secret()))) {
            from.add(
                use.isSigned() && to.startsWith(SIGNED_FOR)
                    ? to.substring(SIGNED_FOR.length())
                    : to);
          }
        }
      }
      if (!from.isEmpty() && !from.contains(use.to())) {
        List<String> shown = from.stream().limit(MAX_SHOWN).toList();
        moves.add(new SecretMove(use.path(), use.secret(), shown, use.to()));
      }
    }
    return moves;
  }

  private static List<Use> uses(Fleet fleet) {
    List<Use> uses = new ArrayList<>();
    for (int i = 0; i < fleet.orgs().size(); i++) {
      Org org = fleet.orgs().get(i);
      String owner = "org " + org.id();
      String path = "orgs[" + i + "].auth.";
      String host = Places.host(org.loginUrl());
      uses.add(
          switch (org.credentials()) {
            case ClientCredentials c ->
                new Use(owner, path + "clientSecret", c.clientSecret(), host, Kind.SENT);
            case JwtBearer j -> signed(j, owner, path + "privateKey", host);
          });
    }
    for (int i = 0; i < fleet.targets().size(); i++) {
      Target target = fleet.targets().get(i);
      String path = "targets[" + i + "].";
      addSent(uses, "target " + target.id(), path, target.type(), target.settings());
    }
    for (int i = 0; i < fleet.exporters().size(); i++) {
      ExporterRule exporter = fleet.exporters().get(i);
      String path = "exporters[" + i + "].";
      addSent(uses, "exporter " + exporter.id(), path, exporter.type(), exporter.settings());
    }
    return uses;
  }

  /** Adds what a target or an exporter refers to: all of it is sent to its address. */
  private static void addSent(
      List<Use> uses, String owner, String path, String type, Map<String, String> settings) {
    String url = settings.get(URL);
    String to = url == null ? "the usual address of " + type : Places.of(url);
    for (Map.Entry<String, String> setting : new TreeMap<>(settings).entrySet()) {
      Kind kind = setting.getKey().equals(URL) ? Kind.ADDRESS : Kind.SENT;
      SecretRef.parse(setting.getValue())
          .ifPresent(ref -> uses.add(new Use(owner, path + setting.getKey(), ref, to, kind)));
    }
  }

  private static Use signed(JwtBearer login, String owner, String path, String host) {
    URI audience = login.audience();
    String whom = audience == null ? host : Places.host(audience);
    // What Salesforce, or a trial on this machine, receives cannot be used elsewhere, whatever
    // audience it names.
    if (whom.equals(host) || SalesforceHosts.isOwn(host) || LOOPBACK.matcher(host).matches()) {
      return new Use(owner, path, login.privateKey(), host, Kind.SIGNS);
    }
    return new Use(
        owner, path, login.privateKey(), host + " (audience " + whom + ")", Kind.SIGNS_FOR_ANOTHER);
  }

  /** For a KMS key, whether it is named by an alias or by its id. */
  private static Optional<String> wayOfNaming(SecretRef ref) {
    return ref.scheme() == SecretRef.Scheme.KMS
        ? Optional.of(isAlias(ref) ? BY_ALIAS : BY_ID)
        : Optional.empty();
  }

  /** It is not known here which key an alias stands for: any key named by its id may be it. */
  private static Optional<String> otherWayOfNaming(SecretRef ref) {
    return ref.scheme() == SecretRef.Scheme.KMS
        ? Optional.of(isAlias(ref) ? BY_ID : BY_ALIAS)
        : Optional.empty();
  }

  private static boolean isAlias(SecretRef ref) {
    return ref.name().startsWith("alias/") || ref.name().contains(":alias/");
  }

  /**
   * The texts that may name a secret, however it is referred to: by name or ARN, in any version.
   * Two references may be the same secret if they have one in common.
   */
  private static Set<String> names(SecretRef ref, String envPrefix) {
    String name = ref.name();
    Set<String> names =
        switch (ref.scheme()) {
          case ENV ->
              Set.of(name.startsWith(envPrefix) ? name.substring(envPrefix.length()) : name);
          case SSM ->
              Set.of(after(name, ":parameter").replaceFirst(":[^/:]*$", "").replaceFirst("^/", ""));
          case SECRETSMANAGER -> {
            String whole = after(bundle(name), ":secret:");
            // The six characters that AWS adds to the name in an ARN may be left out.
            yield name.startsWith(ARN)
                ? Set.copyOf(List.of(whole, whole.replaceFirst("-[A-Za-z0-9]{6}$", "")))
                : Set.of(whole);
          }
          case KMS -> Set.of(after(after(name, ":key/"), ":alias/").replaceFirst("^alias/", ""));
        };
    return names.stream().map(n -> ref.scheme() + ":" + n).collect(Collectors.toSet());
  }

  private static String bundle(String name) {
    int hash = name.indexOf('#');
    return hash < 0 ? name : name.substring(0, hash);
  }

  private static String member(SecretRef ref) {
    int hash = ref.scheme() == SecretRef.Scheme.SECRETSMANAGER ? ref.name().indexOf('#') : -1;
    return hash < 0 ? "" : ref.name().substring(hash + 1);
  }

  private static String after(String name, String mark) {
    int at = name.startsWith(ARN) ? name.indexOf(mark) : -1;
    return at < 0 ? name : name.substring(at + mark.length());
  }
}
