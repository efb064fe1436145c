package dev.headroom.access.salesforce;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The OAuth scope that a call needs: Analytics REST and Connect REST have their own scopes,
 * everything else needs {@code api}. Which resource belongs to which scope is inferred from the
 * scopes' documented meanings.
 */
final class NeededScope {
  private static final Pattern FIRST =
      Pattern.compile("(?:/services/data)?/?v\\d+\\.\\d+/([A-Za-z]+).*", Pattern.DOTALL);

  private NeededScope() {}

  /** Returns the scope for a resource such as {@code /v62.0/wave/datasets}. */
  static String of(String family, String resource) {
    Matcher path = FIRST.matcher(resource);
    if (!family.equals("REST") || !path.matches()) {
      return "api";
    }
    return switch (path.group(1)) {
      case "wave" -> "wave_api";
      case "chatter", "connect" -> "chatter_api";
      default -> "api";
    };
  }
}
