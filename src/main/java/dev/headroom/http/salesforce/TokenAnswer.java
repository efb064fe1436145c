package dev.headroom.http.salesforce;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/** The token endpoint's answer to a successful login; its text form shows nothing. */
public record TokenAnswer(
    @JsonProperty("access_token") @Nullable JsonNode accessToken,
    @JsonProperty("instance_url") @Nullable JsonNode instanceUrl,
    @Nullable JsonNode id) {

  /** Returns the token; empty if there is none, or it is not text. */
  public String token() {
    return text(accessToken);
  }

  /** Returns the address of the org's instance; empty if there is none, or it is not text. */
  public String instance() {
    return text(instanceUrl);
  }

  /** Returns the address that names org and user; empty if there is none, or it is not text. */
  public String identity() {
    return text(id);
  }

  private static String text(@Nullable JsonNode node) {
    return node != null && node.isTextual() ? node.textValue() : "";
  }

  @Override
  public String toString() {
    return "TokenAnswer";
  }
}
