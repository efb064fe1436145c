package dev.headroom.org;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a secret is kept; never the secret itself, so it may be stored, shown and logged.
 *
 * @param scheme which store holds it
 * @param name its name in that store: a variable, a parameter path, a secret's name or ARN (with
 *     {@code #key} into a JSON bundle), a key id
 */
public record SecretRef(Scheme scheme, String name) {
  private static final Pattern FORM = Pattern.compile("(env|ssm|secretsmanager|kms):(\\S+)");

  /** The stores a reference may name. */
  public enum Scheme {
    /** An environment variable; local mode only. */
    ENV,
    /** A SecureString in Systems Manager Parameter Store. */
    SSM,
    /** A secret in AWS Secrets Manager. */
    SECRETSMANAGER,
    /** A KMS key that signs without ever leaving KMS. */
    KMS
  }

  /** Returns the reference in {@code text}, or empty if it is not one. */
  public static Optional<SecretRef> parse(String text) {
    Matcher m = FORM.matcher(text);
    return m.matches()
        ? Optional.of(
            new SecretRef(
                Scheme.valueOf(m.group(1).toUpperCase(java.util.Locale.ROOT)), m.group(2)))
        : Optional.empty();
  }

  /** Returns the form in the manifest, {@code env:ACME_SECRET}. */
  @Override
  public String toString() {
    return scheme.name().toLowerCase(java.util.Locale.ROOT) + ":" + name;
  }
}
