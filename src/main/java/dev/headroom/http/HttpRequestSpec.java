package dev.headroom.http;

import java.net.URI;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One call: where to, with what, and how long and how much of an answer is waited for.
 *
 * @param method {@code GET}, {@code POST}, ...
 * @param uri absolute; sent as it stands
 * @param headers by name, case-insensitive; the values may be secrets and are never shown
 * @param body null for none
 * @param deadline for the whole exchange: connect, request, headers and body of the answer
 * @param maxBodyBytes cap on the answer's body, counted after unpacking
 * @param pathIsSecret whether the path gives access by itself, as a Slack webhook's does; then
 *     {@link #place()} shows the host only
 */
public record HttpRequestSpec(
    String method,
    URI uri,
    Map<String, String> headers,
    @Nullable HttpBody body,
    Duration deadline,
    int maxBodyBytes,
    boolean pathIsSecret) {

  /** More of an address tells a person nothing; the other side may have written it. */
  private static final int MAX_PLACE_CHARS = 500;

  private static final Pattern HEADER_NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
  private static final Pattern HEADER_VALUE = Pattern.compile("[\\x20-\\x7e\\t]*");

  public HttpRequestSpec {
    Map<String, String> copy = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    copy.putAll(headers);
    copy.forEach(HttpRequestSpec::checkHeader);
    headers = Collections.unmodifiableMap(copy);
    if (maxBodyBytes < 0) {
      throw new IllegalArgumentException("a negative cap on the answer's body");
    }
  }

  /** A GET. */
  public static HttpRequestSpec get(URI uri, Duration deadline, int maxBodyBytes) {
    return new HttpRequestSpec("GET", uri, Map.of(), null, deadline, maxBodyBytes, false);
  }

  /** A POST of {@code body} as it is. */
  public static HttpRequestSpec post(
      URI uri, String contentType, HttpBody body, Duration deadline, int maxBodyBytes) {
    return new HttpRequestSpec(
        "POST", uri, Map.of("Content-Type", contentType), body, deadline, maxBodyBytes, false);
  }

  /**
   * The same call with one header more, or another value of it.
   *
   * @throws IllegalArgumentException when it is no header; the message holds the name only
   */
  public HttpRequestSpec header(String name, String value) {
    Map<String, String> more = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    more.putAll(headers);
    more.put(name, value);
    return new HttpRequestSpec(method, uri, more, body, deadline, maxBodyBytes, pathIsSecret);
  }

  /** The same call, whose path is to be kept out of every message. */
  public HttpRequestSpec withSecretPath() {
    return new HttpRequestSpec(method, uri, headers, body, deadline, maxBodyBytes, true);
  }

  /** Where the call goes, for a message: host and path without query, or scheme and host alone. */
  public String place() {
    return pathIsSecret ? redacted(uri) : cut(uri.getRawAuthority() + uri.getRawPath());
  }

  private static String cut(String place) {
    if (place.length() <= MAX_PLACE_CHARS) {
      return place;
    }
    int end =
        MAX_PLACE_CHARS - (Character.isHighSurrogate(place.charAt(MAX_PLACE_CHARS - 1)) ? 1 : 0);
    return place.substring(0, end) + "...";
  }

  /** {@code uri} without anything that may be a secret: scheme, host and port. */
  public static String redacted(URI uri) {
    return uri.getScheme()
        + "://"
        + cut(String.valueOf(uri.getHost()))
        + (uri.getPort() < 0 ? "" : ":" + uri.getPort())
        + "/...";
  }

  @Override
  public String toString() {
    return method + " " + place();
  }

  private static void checkHeader(String name, String value) {
    if (!HEADER_NAME.matcher(name).matches() || !HEADER_VALUE.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "the value of header '"
              + name.replaceAll("[^\\x21-\\x7e]", "?")
              + "' (or its name) holds a character that HTTP does not allow, such as a line break");
    }
  }
}
