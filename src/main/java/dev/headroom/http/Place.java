package dev.headroom.http;

import java.net.URI;

/** Shows the destination of a call in a message. */
public final class Place {
  /** More of an address is of no use to a person, and the other side may have written it. */
  private static final int MAX_CHARS = 500;

  private Place() {}

  /** Returns host and path without query, or scheme and host alone if the path is secret. */
  public static String of(URI uri, boolean pathIsSecret) {
    return pathIsSecret ? redacted(uri) : cut(uri.getRawAuthority() + uri.getRawPath());
  }

  /** Returns {@code uri} without anything that may be a secret: scheme, host and port. */
  public static String redacted(URI uri) {
    return uri.getScheme()
        + "://"
        + cut(String.valueOf(uri.getHost()))
        + (uri.getPort() < 0 ? "" : ":" + uri.getPort())
        + "/...";
  }

  private static String cut(String place) {
    if (place.length() <= MAX_CHARS) {
      return place;
    }
    int end = MAX_CHARS - (Character.isHighSurrogate(place.charAt(MAX_CHARS - 1)) ? 1 : 0);
    return place.substring(0, end) + "...";
  }
}
