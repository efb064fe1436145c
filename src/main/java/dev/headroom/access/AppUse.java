package dev.headroom.access;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Which tokens, logins and calls belong to which app. */
final class AppUse {
  private final Map<String, App> byId = new HashMap<>();
  private final Map<String, List<App>> byName = new HashMap<>();
  private final Map<String, List<Tokens>> tokens = new HashMap<>();
  private final Map<String, List<Login>> logins = new HashMap<>();
  private final Map<String, List<CallGroup>> calls = new HashMap<>();

  /** Tokens of apps that the org does not have, by the name they give. */
  private final Map<String, List<Tokens>> uninstalled = new TreeMap<>();

  AppUse(Look look) {
    Map<String, Set<App>> byTokenName = new HashMap<>();
    for (App app : look.apps()) {
      byId.put(SalesforceId.key(app.id()), app);
      byName.computeIfAbsent(app.name(), n -> new ArrayList<>()).add(app);
      if (app.kind() == App.Kind.EXTERNAL_CLIENT_APP) {
        for (String name : List.of(app.name(), app.otherName())) {
          byTokenName.computeIfAbsent(lower(name), n -> new HashSet<>()).add(app);
        }
      }
    }
    for (Tokens token : look.tokens()) {
      String id = token.appId();
      App app = id == null ? null : byId.get(SalesforceId.key(id));
      if (id == null) {
        Set<App> named = byTokenName.getOrDefault(lower(token.appName()), Set.of());
        app = named.size() == 1 ? named.iterator().next() : null;
      }
      (app == null ? uninstalled : tokens)
          .computeIfAbsent(app == null ? token.appName() : app.id(), n -> new ArrayList<>())
          .add(token);
    }
    for (Login login : look.recent()) {
      if (login.isOauth() && login.application() != null) {
        only(named(login.application())).ifPresent(app -> of(logins, app).add(login));
      }
    }
    look.calls().forEach(c -> app(c).ifPresent(app -> of(calls, app).add(c)));
  }

  private static <T> List<T> of(Map<String, List<T>> lists, App app) {
    return lists.computeIfAbsent(app.id(), n -> new ArrayList<>());
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }

  private static Optional<App> only(List<App> apps) {
    return apps.size() == 1 ? Optional.of(apps.getFirst()) : Optional.empty();
  }

  /** Returns the apps that logins call {@code name}. */
  List<App> named(@Nullable String name) {
    return name == null || name.isEmpty() ? List.of() : byName.getOrDefault(name, List.of());
  }

  /** Returns the app that made the calls, by its id, otherwise by a name that only one app has. */
  Optional<App> app(CallGroup call) {
    return call.appId().isEmpty()
        ? only(named(call.appName()))
        : Optional.ofNullable(byId.get(SalesforceId.key(call.appId())));
  }

  List<Tokens> tokens(App app) {
    return tokens.getOrDefault(app.id(), List.of());
  }

  List<Login> logins(App app) {
    return logins.getOrDefault(app.id(), List.of());
  }

  List<CallGroup> calls(App app) {
    return calls.getOrDefault(app.id(), List.of());
  }

  Map<String, List<Tokens>> uninstalled() {
    return uninstalled;
  }

  /** Returns the latest visible use; null if none is visible. */
  @Nullable Instant lastUsed(App app) {
    return Stream.of(
            tokens(app).stream().map(Tokens::lastUsed),
            logins(app).stream().map(Login::last),
            calls(app).stream().map(CallGroup::last))
        .flatMap(s -> s)
        .filter(Objects::nonNull)
        .max(Instant::compareTo)
        .orElse(null);
  }
}
