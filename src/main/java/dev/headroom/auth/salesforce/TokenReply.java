package dev.headroom.auth.salesforce;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.headroom.auth.AccessToken;
import dev.headroom.auth.LoginFailedException;
import dev.headroom.auth.LoginFailedException.Kind;
import dev.headroom.auth.Redactor;
import dev.headroom.auth.Secret;
import dev.headroom.http.HttpOutcome.Reply;
import dev.headroom.http.salesforce.TokenAnswer;
import dev.headroom.org.Org;
import java.net.URI;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads an answer of the token endpoint. Text in it that may be a secret is never shown. */
final class TokenReply {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** The characters of a bearer token according to RFC 6750, plus Salesforce's exclamation mark. */
  private static final Pattern TOKEN = Pattern.compile("[\\x21-\\x7e]{1,8000}");

  /** The identity URL of an answer names the org and the user. */
  private static final Pattern IDENTITY =
      Pattern.compile("/id/(" + AccessToken.ORG_ID + ")/[A-Za-z0-9]{15,18}$");

  /** It appears in every message about the org. */
  private static final int MAX_INSTANCE_CHARS = 500;

  private static final String CHECK_LOGIN_URL =
      "Check that loginUrl is the org's My Domain address, and that nothing (a proxy, a login page)"
          + " answers in its place.";

  private TokenReply() {}

  /**
   * Returns the token that {@code reply} grants.
   *
   * @param answer its body; null if it is not an answer of the endpoint
   * @param who begins every message: which org, logging in where
   * @throws LoginFailedException if it grants none
   */
  static AccessToken read(
      Reply reply, @Nullable TokenAnswer answer, Org org, String who, Redactor redactor)
      throws LoginFailedException {
    int status = reply.status();
    if (reply.isSuccess()) {
      return granted(answer, who);
    }
    if (status >= 500 || status == 420) {
      throw new LoginFailedException(
          Kind.SERVER,
          who + " answered with a server fault or a maintenance page (HTTP " + status + ")",
          "See the instance's state at https://status.salesforce.com; Headroom retries"
              + " automatically.");
    }
    Optional<JsonNode> json = parse(reply);
    String error = json.map(j -> j.path("error").asText("")).orElse("");
    if (!error.isEmpty()) {
      String description = json.map(j -> j.path("error_description").asText("")).orElse("");
      LoginRefusals.Meaning meaning = LoginRefusals.meaningOf(error, description, org);
      throw new LoginFailedException(
          meaning.kind(),
          who + " was refused: " + redactor.clean(error + " (" + description + ")"),
          meaning.remedy());
    }
    if (status == 429) {
      throw new LoginFailedException(
          Kind.RATE_LIMITED,
          who + " was refused: too many requests (HTTP 429)",
          "Headroom retries automatically; find out what else logs in so often.");
    }
    throw malformed(
        who + " answered HTTP " + status + " with something that is not an OAuth answer",
        CHECK_LOGIN_URL);
  }

  private static AccessToken granted(@Nullable TokenAnswer answer, String who)
      throws LoginFailedException {
    if (answer == null) {
      throw malformed(who + " answered with something that is not JSON", CHECK_LOGIN_URL);
    }
    if (!TOKEN.matcher(answer.token()).matches()) {
      throw malformed(who + " answered without a usable access_token", CHECK_LOGIN_URL);
    }
    String instance = answer.instance();
    try {
      URI url = URI.create(instance);
      if (url.getScheme() == null
          || url.getHost() == null
          || instance.length() > MAX_INSTANCE_CHARS) {
        throw malformed(who + " answered without a usable instance_url", CHECK_LOGIN_URL);
      }
      AccessToken granted = new AccessToken(Secret.of(answer.token()), base(url));
      Matcher identity = IDENTITY.matcher(answer.identity());
      return identity.find()
          ? new AccessToken(granted.value(), granted.instanceUrl(), identity.group(1))
          : granted;
    } catch (IllegalArgumentException e) {
      throw malformed(who + " answered without a usable instance_url", CHECK_LOGIN_URL);
    }
  }

  private static URI base(URI url) {
    String path = url.getRawPath() == null ? "" : url.getRawPath();
    while (path.endsWith("/")) {
      path = path.substring(0, path.length() - 1);
    }
    return URI.create(url.getScheme() + "://" + url.getRawAuthority() + path);
  }

  private static Optional<JsonNode> parse(Reply reply) {
    try {
      JsonNode node = JSON.readTree(reply.body().text());
      return node != null && node.isObject() ? Optional.of(node) : Optional.empty();
    } catch (JacksonException e) {
      // The message quotes the answer, which may contain the token, so it is not kept.
      return Optional.empty();
    }
  }

  private static LoginFailedException malformed(String message, String remedy) {
    return new LoginFailedException(Kind.MALFORMED, message, remedy);
  }
}
