package dev.headroom.http.aws;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The name of something in AWS (docs.aws.amazon.com, "Amazon Resource Names"), with a region. */
public record Arn(
    String partition, String service, String region, String account, String resource) {
  private static final Pattern FORM =
      Pattern.compile("arn:(aws[a-z-]*):([a-z0-9-]+):([a-z]{2}[a-z0-9-]+):(\\d{12}):(\\S{1,512})");

  /** Returns the name in {@code text}; empty if it is none, or is of another service. */
  public static Optional<Arn> parse(String text, String service) {
    Matcher m = FORM.matcher(text.strip());
    return m.matches() && m.group(2).equals(service)
        ? Optional.of(new Arn(m.group(1), m.group(2), m.group(3), m.group(4), m.group(5)))
        : Optional.empty();
  }

  /** Returns the public address of its service in its region. */
  public String endpoint() {
    return "https://%s.%s.amazonaws.com%s"
        .formatted(service, region, partition.equals("aws-cn") ? ".cn" : "");
  }

  @Override
  public String toString() {
    return String.join(":", "arn", partition, service, region, account, resource);
  }
}
