package dev.headroom.limits.salesforce;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.headroom.auth.Wording;
import dev.headroom.http.HttpBody;
import java.util.List;

/**
 * The first error of an error answer, a list of {@code {message, errorCode}}.
 *
 * @param code empty if the body is not in that format, as with a maintenance page
 */
public record RestError(String code, String message) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final RestError NONE = new RestError("", "");

  /** Returns the error in {@code body}; without code if there is none. */
  public static RestError of(HttpBody body) {
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

  /**
   * Returns whether the answer is in Salesforce's error format. Any other answer comes from
   * something else.
   */
  public boolean isOfSalesforce() {
    return !code.isEmpty();
  }

  /** Returns whether the token was refused, whatever the status. */
  public boolean refusesSession() {
    return means("invalid session id", "session expired or invalid");
  }

  /** Returns whether the org is served from a different instance. */
  boolean namesAnotherPlace() {
    return means("url not reset");
  }

  /** Returns whether the API version was refused, whatever the status. */
  boolean refusesVersion() {
    return means(
        "unsupported api version",
        "unsupported version",
        "invalid version",
        "version + retired",
        "api version removed");
  }

  /** Returns whether the error says one of these, under any code and in any spelling. */
  public boolean means(String... meanings) {
    return wording().means(List.of(meanings));
  }

  /** Returns code and message together. */
  Wording wording() {
    return Wording.of(code, message);
  }
}
