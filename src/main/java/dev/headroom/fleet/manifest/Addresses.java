package dev.headroom.fleet.manifest;

import dev.headroom.http.EgressPolicy;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Addresses in the manifest: which are valid, and how much of one may be shown. */
final class Addresses {
  private static final String REFUSED = "may not be called: ";
  private static final String HTTPS =
      "Write an https address with a DNS name, such as https://acme.my.salesforce.com.";

  static final String AUDIENCE =
      "Write scheme and host, such as https://login.salesforce.com or https://test.salesforce.com, or"
          + " leave it out for the host of loginUrl.";

  private final EgressPolicy egress;
  private final Findings findings;

  Addresses(EgressPolicy egress, Findings findings) {
    this.egress = egress;
    this.findings = findings;
  }

  /** Returns an org's login address, without a trailing slash; null after a violation. */
  @Nullable URI login(String path, String text) {
    return origin(
        path,
        text,
        egress,
        HTTPS,
        REFUSED,
        "End it with the host name: Headroom adds the paths of the API.");
  }

  /** Returns the audience of a signed login, without a trailing slash; null after a violation. */
  @Nullable URI audience(String path, String text) {
    return origin(path, text, egress.withAnyPort(), AUDIENCE, "cannot be an audience: ", AUDIENCE);
  }

  private @Nullable URI origin(
      String path,
      String text,
      EgressPolicy policy,
      String noAddress,
      String refused,
      String afterHost) {
    URI uri = parse(text);
    if (uri == null || uri.getScheme() == null) {
      findings.add(path, login(text), "is not an address", noAddress);
      return null;
    }
    EgressPolicy.Refusal refusal = policy.check(uri).orElse(null);
    if (refusal != null) {
      findings.add(path, login(text), refused + refusal.reason(), refusal.remedy());
      return null;
    }
    if (!(uri.getRawPath().isEmpty() || uri.getRawPath().equals("/"))
        || uri.getRawQuery() != null
        || uri.getRawFragment() != null) {
      findings.add(path, login(text), "has something after the host", afterHost);
      return null;
    }
    return URI.create(uri.getScheme() + "://" + uri.getRawAuthority());
  }

  /**
   * Returns a target's address, whose path or query may contain a secret; empty after a violation.
   */
  Optional<URI> target(String path, String text) {
    URI uri = parse(text);
    String remedy =
        "Write an https address with a DNS name, or a reference to one, such as env:HOOK_URL.";
    if (uri == null || uri.getScheme() == null) {
      findings.add(path, "is neither an address nor a reference to one", remedy);
      return Optional.empty();
    }
    Optional<EgressPolicy.Refusal> refusal = egress.check(uri);
    refusal.ifPresent(r -> findings.add(path, shown(uri), REFUSED + r.reason(), r.remedy()));
    return refusal.isPresent() ? Optional.empty() : Optional.of(uri);
  }

  /** Warns about an address that gives access to whoever reads the manifest. */
  void givesAccess(String path, String text) {
    findings.warn(
        path,
        shown(parse(text)),
        "is an address that gives access to whoever knows it",
        "Keep it in a secret store and write a reference here, such as env:HOOK_URL.");
  }

  private static @Nullable URI parse(String text) {
    try {
      return new URI(text);
    } catch (URISyntaxException e) {
      // The exception's message quotes the address, which may contain a secret.
      return null;
    }
  }

  /** A login address without what may contain a secret: user and query. */
  private static @Nullable String login(String text) {
    return text.contains("@") ? shown(parse(text)) : text.replaceFirst("(?s)[?#].*", "?...");
  }

  /** Only scheme, host and port. */
  private static @Nullable String shown(@Nullable URI uri) {
    if (uri == null || uri.getHost() == null || uri.getScheme() == null) {
      return null;
    }
    String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
    boolean more =
        uri.getRawUserInfo() != null
            || uri.getRawPath().length() > 1
            || uri.getRawQuery() != null
            || uri.getRawFragment() != null;
    return uri.getScheme() + "://" + uri.getHost() + port + (more ? "/..." : "");
  }
}
