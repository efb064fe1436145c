package dev.headroom.fleet.manifest;

import dev.headroom.fleet.manifest.Node.Kind;
import dev.headroom.fleet.manifest.Node.Scalar;
import dev.headroom.org.Forms;
import java.math.BigInteger;
import java.util.Locale;
import java.util.Optional;

/** Unquoted words that YAML 1.1 does not read as they look. */
final class YamlWords {
  private static final int LONGEST_EXPLAINED = 40;

  private YamlWords() {}

  /** Returns what YAML reads {@code scalar} as; empty if that is what is written. */
  static Optional<String> readAs(Scalar scalar) {
    String text = scalar.text();
    return switch (scalar.kind()) {
      case TEXT -> Optional.empty();
      case NOTHING -> text.isEmpty() ? Optional.empty() : Optional.of("no value");
      case BOOLEAN -> {
        String meant = Boolean.toString(scalar.isTrue());
        yield meant.equals(text) ? Optional.empty() : Optional.of(meant);
      }
      case NUMBER ->
          Forms.number(text).isPresent() || text.length() > LONGEST_EXPLAINED
              ? Optional.empty()
              : Optional.of(number(text));
    };
  }

  /**
   * Returns what is wrong with {@code node} where {@code wanted} belongs; shows what is written.
   */
  static String wrongType(Node node, String wanted) {
    return Members.wrongType(node, wanted) + because(node);
  }

  private static String because(Node node) {
    return node instanceof Scalar scalar
        ? readAs(scalar)
            .map(as -> ": YAML reads " + scalar.text() + " without quotes as " + as)
            .orElse("")
        : "";
  }

  /**
   * Returns the same where some kind of number belongs: {@code problem} is what is wrong with other
   * values.
   */
  static String wrongNumber(Node node, String problem) {
    return node instanceof Scalar scalar && scalar.kind() == Kind.NUMBER
        ? problem + because(node)
        : wrongType(node, "a number");
  }

  /** Returns what was written, unless nothing was. */
  static Optional<String> written(Node node) {
    return node instanceof Scalar scalar
            && !(scalar.kind() == Kind.NOTHING && scalar.text().isEmpty())
        ? Optional.of(scalar.text())
        : Optional.empty();
  }

  private static String number(String text) {
    String digits = text.replace("_", "").toLowerCase(Locale.ROOT);
    boolean negative = digits.startsWith("-");
    String bare = digits.startsWith("+") || negative ? digits.substring(1) : digits;
    if (bare.equals(".inf")) {
      return negative ? "minus infinity" : "infinity";
    }
    if (bare.equals(".nan")) {
      return "not a number";
    }
    String sign = negative ? "-" : "";
    if (bare.matches("0x[0-9a-f]+")) {
      return "the number " + sign + new BigInteger(bare.substring(2), 16);
    }
    if (bare.matches("0b[01]+")) {
      return "the number " + sign + new BigInteger(bare.substring(2), 2);
    }
    if (bare.matches("0[0-7]+")) {
      return "the number " + sign + new BigInteger(bare, 8) + " (octal)";
    }
    return "the number " + sign + bare;
  }
}
