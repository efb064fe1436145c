package dev.headroom.local.guard;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What a request says about itself, before it is acted on.
 *
 * @param method GET, POST, ...
 * @param hosts its Host headers, each as written
 * @param origins its Origin headers; clients other than browsers send none
 * @param contentTypes its Content-Type headers
 * @param authorizations its Authorization headers
 * @param upgrades whether it asks for another protocol, such as WebSocket
 * @param asking what browsers say of the page that asks; others say nothing
 * @param takesForms whether it is for an address to which a page of ours sends a form
 * @param isDelivery whether it is for the inbox
 */
public record Asked(
    String method,
    List<String> hosts,
    List<String> origins,
    List<String> contentTypes,
    List<String> authorizations,
    boolean upgrades,
    Asking asking,
    boolean takesForms,
    boolean isDelivery) {
  /**
   * What a browser says about a request: Fetch Metadata Request Headers, W3C.
   *
   * @param site Sec-Fetch-Site: how the requesting page and this server are related
   * @param mode Sec-Fetch-Mode: {@code navigate} if the answer replaces the page
   * @param destination Sec-Fetch-Dest: {@code document} if it is not part of another page
   */
  public record Asking(Optional<String> site, Optional<String> mode, Optional<String> destination) {
    /** For a client that says nothing. */
    public static final Asking UNSAID =
        new Asking(Optional.empty(), Optional.empty(), Optional.empty());

    private boolean isOfAnotherSite() {
      return site.filter(of -> of.equals("cross-site") || of.equals("same-site")).isPresent();
    }

    private boolean isFollowedLink() {
      return mode.filter("navigate"::equals).isPresent()
          && destination.filter("document"::equals).isPresent();
    }
  }

  private static final Set<String> LOOKING = Set.of("GET", "HEAD", "OPTIONS");

  public Asked {
    hosts = List.copyOf(hosts);
    origins = List.copyOf(origins);
    contentTypes = List.copyOf(contentTypes);
    authorizations = List.copyOf(authorizations);
  }

  /** A request for an address to which no page sends a form. */
  public Asked(
      String method,
      List<String> hosts,
      List<String> origins,
      List<String> contentTypes,
      List<String> authorizations,
      boolean upgrades,
      Asking asking) {
    this(method, hosts, origins, contentTypes, authorizations, upgrades, asking, false, false);
  }

  /** A request of a client that does not say which page asks. */
  public Asked(
      String method,
      List<String> hosts,
      List<String> origins,
      List<String> contentTypes,
      List<String> authorizations,
      boolean upgrades) {
    this(method, hosts, origins, contentTypes, authorizations, upgrades, Asking.UNSAID);
  }

  /**
   * Returns whether a page of another site makes the request, not a person who follows one of its
   * links.
   */
  boolean isPartOfAnotherPage() {
    return asking.isOfAnotherSite() && (changes() || !asking.isFollowedLink());
  }

  /** Returns whether it may change something. */
  boolean changes() {
    return !LOOKING.contains(method) || upgrades;
  }

  /** Returns whether its body is announced as JSON, or there is no body. */
  boolean isJson() {
    if (contentTypes.isEmpty()) {
      return method.equals("DELETE") || LOOKING.contains(method);
    }
    return isOf("application/json") || (isDelivery && isSignedForAws());
  }

  /**
   * Whether it is signed as AWS's services ask, whose bodies have types of their own: no page of
   * another site can send this header without asking first.
   */
  private boolean isSignedForAws() {
    return authorizations.size() == 1
        && authorizations.getFirst().startsWith("AWS4-HMAC-SHA256 ")
        && (isOf("application/x-www-form-urlencoded") || isOf("application/x-amz-json-1.1"));
  }

  /** Whether it is a form, sent to where one is taken. */
  boolean isForm() {
    return takesForms && method.equals("POST") && isOf("application/x-www-form-urlencoded");
  }

  private boolean isOf(String type) {
    return contentTypes.size() == 1
        && contentTypes.getFirst().split(";", 2)[0].strip().toLowerCase(Locale.ROOT).equals(type);
  }
}
