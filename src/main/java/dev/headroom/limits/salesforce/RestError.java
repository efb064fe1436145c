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

  /** Whether the answer has Salesforce's error form. What has not was given by something else. */
  boolean isOfSalesforce() {
    return !code.isEmpty();
  }

  /** Whether the token was refused, whatever status says so. */
  boolean refusesSession() {
    return code.equals("INVALID_SESSION_ID");
  }

  /** Whether the org is known elsewhere than at the instance that was asked. */
  boolean namesAnotherPlace() {
    return code.equals("URL_NOT_RESET") || says("Destination URL not reset");
  }

  /** Whether the API version was refused, whatever status says so. */
  boolean refusesVersion() {
    return code.equals("UNSUPPORTED_API_VERSION");
  }

  boolean says(String text) {
    return message
        .toLowerCase(java.util.Locale.ROOT)
        .contains(text.toLowerCase(java.util.Locale.ROOT));
  }
}
