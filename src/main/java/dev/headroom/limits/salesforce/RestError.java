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
 * @param code empty when the body is not of that form, as a maintenance page is not
 */
public record RestError(String code, String message) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final RestError NONE = new RestError("", "");

  /** The error that {@code body} tells; without code when it tells none. */
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

  /** Whether the answer has Salesforce's error form. What has not was given by something else. */
  public boolean isOfSalesforce() {
    return !code.isEmpty();
  }

  /** Whether the token was refused, whatever status says so. */
  public boolean refusesSession() {
    return means("invalid session id", "session expired or invalid");
  }

  /** Whether the org is known elsewhere than at the instance that was asked. */
  boolean namesAnotherPlace() {
    return means("url not reset");
  }

  /** Whether the API version was refused, whatever status says so. */
  boolean refusesVersion() {
    return means(
        "unsupported api version",
        "unsupported version",
        "invalid version",
        "version + retired",
        "api version removed");
  }

  /** Whether the error says one of these, under whatever code and in whatever spelling. */
  public boolean means(String... meanings) {
    return wording().means(List.of(meanings));
  }

  /** Code and message together. */
  Wording wording() {
    return Wording.of(code, message);
  }
}
