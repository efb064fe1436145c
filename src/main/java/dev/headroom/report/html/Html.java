package dev.headroom.report.html;

import java.nio.charset.StandardCharsets;

/**
 * A page as it is sent.
 *
 * @param status of HTTP: 200, 400 when the query cannot be read, 404 when there is no such thing,
 *     503 when too much is asked at once
 * @param text in HTML
 */
public record Html(int status, String text) {
  /** In UTF-8. */
  public byte[] bytes() {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
