package dev.headroom.notify.servicenow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.headroom.auth.Secret;
import dev.headroom.http.HttpOutcome;
import dev.headroom.notify.ResolvedTarget;
import dev.headroom.notify.http.TargetHttp;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** What both ServiceNow targets have in common: login, addresses, reading of answers. */
final class ServiceNowCalls {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private ServiceNowCalls() {}

  /** Returns the {@code Authorization} header of the target's user. */
  static String basic(ResolvedTarget target) {
    return "Basic " + encoded(target);
  }

  /** Returns the target, which also keeps the encoded login out of what is shown. */
  static ResolvedTarget guarded(ResolvedTarget target) {
    return target.keeping(Secret.of(encoded(target)));
  }

  private static String encoded(ResolvedTarget target) {
    return Base64.getEncoder()
        .encodeToString(
            (target.require(ServiceNowTarget.USERNAME)
                    + ":"
                    + target.require(ServiceNowTarget.PASSWORD))
                .getBytes(StandardCharsets.UTF_8));
  }

  static String at(ResolvedTarget target, String path) {
    return TargetHttp.below(target.require(ServiceNowTarget.URL), path);
  }

  /**
   * Returns the {@code result} of an answer; missing if there is none. A hibernating instance
   * answers 200 with a page, which is not a result.
   */
  static JsonNode result(HttpOutcome.Reply reply) {
    try {
      JsonNode body = JSON.readTree(reply.body().bytes());
      return body == null || body.has("error") ? MissingNode.getInstance() : body.path("result");
    } catch (IOException e) {
      return MissingNode.getInstance();
    }
  }
}
