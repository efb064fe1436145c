package dev.headroom.http.salesforce;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/** What the token endpoint answers to a login that it grants; its text form tells nothing. */
public record TokenAnswer(
    @JsonProperty("access_token") @Nullable JsonNode accessToken,
    @JsonProperty("instance_url") @Nullable JsonNode instanceUrl,
    @Nullable JsonNode id) {

  /** The token; empty when there is none, or it is no text. */
  public String token() {
    return text(accessToken);
  }

  /** The address of the org's instance; empty when there is none, or it is no text. */
  public String instance() {
    return text(instanceUrl);
  }

  /** The address that names org and user; empty when there is none, or it is no text. */
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
