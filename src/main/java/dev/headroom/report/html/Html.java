package dev.headroom.report.html;

import java.nio.charset.StandardCharsets;

/**
 * A page as it is sent.
 *
 * @param status of HTTP: 200, 400 if the query cannot be read, 404 if there is no such thing, 503
 *     if too much is requested at once
 * @param text in HTML
 */
public record Html(int status, String text) {
  /** Returns the text in UTF-8. */
  public byte[] bytes() {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
