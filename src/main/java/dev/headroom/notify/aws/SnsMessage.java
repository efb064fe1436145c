package dev.headroom.notify.aws;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.headroom.http.aws.Arn;
import dev.headroom.notify.Notification;
import dev.headroom.notify.ResolvedTarget;
import dev.headroom.notify.http.Bodies;
import dev.headroom.notify.http.Lines;
import dev.headroom.notify.http.Texts;
import dev.headroom.org.PlainText;
import java.net.URLEncoder;
import java.text.Normalizer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A message for a topic (docs.aws.amazon.com, SNS, "Publish"): one text per protocol of its
 * subscribers, and attributes for their filters.
 */
final class SnsMessage {
  /** 256 KB for the message with its attributes, some of them kept for the attributes. */
  static final int MAX_MESSAGE_BYTES = 250_000;

  /** "Subjects must be ASCII text [...] and less than 100 characters long." */
  static final int MAX_SUBJECT_CHARS = 99;

  /** A single text message. */
  static final int MAX_SMS_CHARS = 140;

  static final int MAX_ATTRIBUTE_CHARS = 256;
  private static final int MAX_FACT_CHARS = 1_000;
  private static final int MAX_TITLE_CHARS = 1_000;

  private SnsMessage() {}

  /** Returns the form that publishes {@code n}. */
  static byte[] of(Notification n, ResolvedTarget target, Arn topic) {
    Map<String, String> form = new LinkedHashMap<>();
    form.put("Action", "Publish");
    form.put("Version", "2010-03-31");
    form.put("TopicArn", topic.toString());
    form.put("Subject", subject(n.title()));
    form.put("MessageStructure", "json");
    form.put(
        "Message",
        new String(
            Bodies.within(MAX_MESSAGE_BYTES, 2, i -> Bodies.json(texts(n, target, i == 0))),
            UTF_8));
    if (topic.resource().endsWith(".fifo")) {
      // What is told of an alert stays in order, and is told once.
      form.put("MessageGroupId", n.dedupKey());
      form.put("MessageDeduplicationId", n.outbox().toString());
    }
    int i = 1;
    for (Map.Entry<String, String> attribute : attributes(n).entrySet()) {
      String member = "MessageAttributes.entry." + i++ + ".";
      form.put(member + "Name", attribute.getKey());
      form.put(member + "Value.DataType", "String");
      form.put(member + "Value.StringValue", attribute.getValue());
    }
    return form.entrySet().stream()
        .map(e -> e.getKey() + "=" + URLEncoder.encode(e.getValue(), UTF_8))
        .collect(Collectors.joining("&"))
        .getBytes(UTF_8);
  }

  private static Map<String, String> texts(Notification n, ResolvedTarget target, boolean whole) {
    String title = Texts.cut(n.title(), MAX_TITLE_CHARS);
    Map<String, String> texts = new LinkedHashMap<>();
    texts.put("default", Bodies.text(CloudEvent.of(n, whole)));
    texts.put("email", title + "\n\n" + Lines.of(n, MAX_FACT_CHARS) + "\n");
    texts.put("sms", Texts.cut(n.title(), MAX_SMS_CHARS));
    if (!target.find(SnsTarget.HTTPS).orElse(SnsTarget.AMAZON_Q).equals(SnsTarget.EVENT)) {
      texts.put("https", Bodies.text(AmazonQ.of(n)));
    }
    return texts;
  }

  private static Map<String, String> attributes(Notification n) {
    Map<String, String> attributes = new LinkedHashMap<>();
    attributes.put("type", CloudEvent.type(n));
    attributes.put("severity", n.severity().word());
    attributes.put("rule", n.transition().key().rule().word());
    if (!n.transition().key().org().isFleet()) {
      attributes.put("org", n.transition().key().org().value());
    }
    if (n.tenant() != null && !n.tenant().isEmpty()) {
      attributes.put("tenant", Texts.cut(PlainText.of(n.tenant()), MAX_ATTRIBUTE_CHARS));
    }
    return attributes;
  }

  /** Returns {@code title} in ASCII: letters without their accents, other characters as "?". */
  static String subject(String title) {
    String plain =
        Normalizer.normalize(PlainText.of(title), Normalizer.Form.NFD)
            .replace("…", "...")
            .replaceAll("\\p{M}", "")
            .codePoints()
            .map(c -> c >= ' ' && c <= '~' ? c : '?')
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
            .toString();
    // It must begin with a letter, a digit or a punctuation mark.
    String begun = plain.strip().isEmpty() ? "Headroom" : plain.strip();
    return begun.length() <= MAX_SUBJECT_CHARS
        ? begun
        : begun.substring(0, MAX_SUBJECT_CHARS - 3) + "...";
  }
}
