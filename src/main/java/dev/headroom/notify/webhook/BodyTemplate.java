package dev.headroom.notify.webhook;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.headroom.notify.Notification;
import io.quarkus.qute.Template;
import io.quarkus.qute.TemplateException;
import java.util.Optional;
import java.util.concurrent.CompletionException;

/**
 * A webhook's body in a user's own words: a Qute template that sees the facts of the message and
 * nothing else. Sections are {@code if} and {@code for}; there is no include, no assignment, no
 * reflection. What a rendering may take is bounded, see {@link TemplateEngine}.
 */
final class BodyTemplate {
  /** The longest template. */
  static final int MAX_TEMPLATE_CHARS = 16_000;

  /** The largest body. */
  static final int MAX_BODY_CHARS = 256_000;

  private static final ObjectReader JSON =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build().reader();

  private final Template template;
  private final boolean isJson;

  private BodyTemplate(Template template, boolean isJson) {
    this.template = template;
    this.isJson = isJson;
  }

  /** A template that cannot be used; its message says why, for a person. */
  static final class Unusable extends Exception {
    private static final long serialVersionUID = 1;

    Unusable(String why) {
      super(why);
    }

    /** Returns why. */
    String why() {
      return String.valueOf(getMessage());
    }
  }

  /**
   * Parses a template.
   *
   * @param isJson whether the body has to be JSON; then texts are escaped for it
   */
  static BodyTemplate parse(String text, boolean isJson) throws Unusable {
    if (text.length() > MAX_TEMPLATE_CHARS) {
      throw new Unusable("it has more than " + MAX_TEMPLATE_CHARS + " characters");
    }
    try {
      return new BodyTemplate(TemplateEngine.of(isJson).parse(text), isJson);
    } catch (RuntimeException | StackOverflowError e) {
      throw new Unusable(why(e));
    }
  }

  /** Returns the body for {@code n}: the same for the same notification. */
  String render(Notification n) throws Unusable {
    StringBuilder body = new StringBuilder();
    try {
      template
          .data(TemplateFacts.of(n))
          .setAttribute(TemplateEngine.ROUNDS, new TemplateEngine.Rounds())
          .consume(part -> append(body, part))
          .toCompletableFuture()
          .join();
    } catch (RuntimeException | StackOverflowError e) {
      throw new Unusable(why(e));
    }
    if (isJson) {
      checkJson(body.toString());
    }
    return body.toString();
  }

  private static void append(StringBuilder body, String part) {
    if (body.length() + part.length() > MAX_BODY_CHARS) {
      throw new TemplateException(
          "the body would have more than " + MAX_BODY_CHARS + " characters");
    }
    body.append(part);
  }

  private static void checkJson(String body) throws Unusable {
    try {
      if (!JSON.readTree(body).isContainerNode()) {
        throw new Unusable("the body is no JSON object");
      }
    } catch (JsonProcessingException e) {
      throw new Unusable(
          "the body is not JSON (line %d): %s"
              .formatted(e.getLocation().getLineNr(), e.getOriginalMessage()));
    }
  }

  /**
   * Returns what is wrong with a template, tried with messages of several kinds; empty if nothing
   * is.
   */
  static Optional<String> problem(String text, boolean isJson) {
    try {
      BodyTemplate template = parse(text, isJson);
      for (SampleMessages.Sample sample : SampleMessages.all()) {
        try {
          template.render(sample.notification());
        } catch (Unusable e) {
          return Optional.of("fails for " + sample.what() + ": " + e.why());
        }
      }
      return Optional.empty();
    } catch (Unusable e) {
      return Optional.of("is not a template: " + e.why());
    }
  }

  private static String why(Throwable fault) {
    Throwable cause =
        fault instanceof CompletionException && fault.getCause() != null ? fault.getCause() : fault;
    return cause instanceof TemplateException t && t.getMessage() != null
        ? t.getMessage().replaceAll("\\s+", " ")
        : cause.getClass().getSimpleName();
  }
}
