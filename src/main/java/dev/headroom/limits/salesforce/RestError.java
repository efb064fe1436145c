package dev.headroom.limits.salesforce;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.headroom.http.HttpBody;

/**
 * The first error of an error answer, a list of {@code {message, errorCode}}.
 *
 * @param code empty when the body is not of that form, as a maintenance page is not
 */
record RestError(String code, String message) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final RestError NONE = new RestError("", "");

  static RestError of(HttpBody body) {
    try {
      JsonNode node = JSON.readTree(body.text());
      JsonNode error = node == null ? null : node.isArray() ? node.path(0) : node;
      return error == null
          ? NONE
          : new RestError(error.path("errorCode").asText(""), error.path("message").asText(""));
    } catch (JacksonException e) {
      return NONE;
    }
  }

  boolean says(String text) {
    return message
        .toLowerCase(java.util.Locale.ROOT)
        .contains(text.toLowerCase(java.util.Locale.ROOT));
  }
}
