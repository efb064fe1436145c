package dev.headroom.auth;

import java.net.URI;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A session with an org, as the token endpoint granted it. Salesforce gives no expiry: it is used
 * until it is refused.
 *
 * @param value the bearer token
 * @param instanceUrl where to call the org's API, from the same answer
 * @param orgId Salesforce's id of the org that granted it, 15 or 18 characters; null if neither the
 *     answer nor the token contains it. Not a secret
 */
public record AccessToken(Secret value, URI instanceUrl, @Nullable String orgId) {
  /** An org's id: 15 characters, or 18 of which the last three are a checksum of the first 15. */
  public static final Pattern ORG_ID = Pattern.compile("00D[A-Za-z0-9]{12}(?:[A-Za-z0-9]{3})?");

  private static final Pattern WITH_ORG = Pattern.compile("(" + ORG_ID + ")!.*");

  /** A session with the org whose id the token begins with, if it does. */
  public AccessToken(Secret value, URI instanceUrl) {
    this(value, instanceUrl, orgOf(value));
  }

  private static @Nullable String orgOf(Secret token) {
    Matcher named = WITH_ORG.matcher(token.reveal());
    return named.matches() ? named.group(1) : null;
  }
}
