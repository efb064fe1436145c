package dev.headroom.notify;

import dev.headroom.alert.AlertKey;
import dev.headroom.alert.Rule;
import dev.headroom.alert.Subject;
import dev.headroom.alert.Transition;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Where a message leads to, below the address of all pages: to the limit that it is about and to
 * its time, so that the page opens on what it tells.
 */
final class PagePaths {
  /** The longest encoded name in a link: receivers refuse long addresses. */
  private static final int MAX_NAME = 400;

  private PagePaths() {}

  /**
   * The page of a transition.
   *
   * @param base where pages are; with a path they are files
   * @param tenant of the org; null if it is not known
   */
  static URI of(URI base, Transition transition, @Nullable String tenant) {
    String folder = base.toString().replaceFirst("/+$", "") + "/";
    boolean files = !base.getRawPath().replace("/", "").isEmpty();
    return URI.create(folder + (files ? file(transition.key(), tenant) : of(transition)));
  }

  /**
   * The page of the alert of a member of a group.
   *
   * @param alerts the page of all alerts, which is in the folder of all pages
   */
  static URI beside(URI alerts, AlertKey key, Instant slot, @Nullable String tenant) {
    boolean files = String.valueOf(alerts.getRawPath()).endsWith("/" + PageNames.ALERTS);
    return alerts.resolve(files ? file(key, tenant) : of(key, slot));
  }

  /** Of an alert of an org the org's page, of others all alerts. */
  private static String file(AlertKey key, @Nullable String tenant) {
    return tenant == null || key.org().isFleet()
        ? PageNames.ALERTS
        : PageNames.org(tenant, key.org()) + "#alerts";
  }

  /**
   * Of an alert about the levels of a limit the org's page, of a group all alerts, of others their
   * own page.
   */
  static String of(Transition transition) {
    return transition.key().subject() instanceof Subject.Group
        ? "alerts"
        : of(transition.key(), transition.evidence().slot());
  }

  /**
   * The page of an alert.
   *
   * @param slot of what is told
   */
  static String of(AlertKey key, Instant slot) {
    return key.limit()
        .filter(limit -> key.rule().equals(Rule.USAGE))
        .map(limit -> URLEncoder.encode(limit.value(), StandardCharsets.UTF_8))
        .filter(name -> name.length() <= MAX_NAME)
        .map(name -> "orgs/%s?limit=%s&at=%s".formatted(key.org(), name, slot))
        .orElseGet(() -> "alerts/%s?at=%s".formatted(key.hash(), slot));
  }
}
