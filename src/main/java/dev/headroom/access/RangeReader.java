package dev.headroom.access;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the ranges of a question. What programs read differently ({@code 10.1}, {@code 010.0.0.1},
 * an empty text) is rejected, never guessed.
 */
final class RangeReader {
  private static final String WRITE =
      "Write {cidr: 203.0.113.0/24}, or {start: 203.0.113.0, end: 203.0.113.255}.";
  private static final Pattern ZEROS = Pattern.compile("(?:.*\\.)?0\\d+(?:\\..*)?");
  private static final Pattern NUMBERS = Pattern.compile("\\d+(?:\\.\\d+){0,2}");
  private static final Pattern LENGTH = Pattern.compile("0|[1-9]\\d{0,2}");

  private final AddressNotation notation;
  private final List<Remark> violations;
  private final List<Remark> warnings;
  private final List<AddressSpan> spans = new ArrayList<>();

  RangeReader(AddressNotation notation, List<Remark> violations, List<Remark> warnings) {
    this.notation = notation;
    this.violations = violations;
    this.warnings = warnings;
  }

  List<AddressSpan> read(List<Question.Range> ranges) {
    for (int i = 0; i < ranges.size(); i++) {
      String path = "ranges[" + i + "]";
      Optional<AddressSpan> span = read(path, ranges.get(i));
      span.ifPresent(s -> check(path, s));
    }
    return spans;
  }

  private void check(String path, AddressSpan span) {
    if (span.isEverything()) {
      warnings.add(
          new Remark(
              path,
              text(span),
              "allows every address, so it restricts nothing",
              "Write the ranges that logins come from; the answer names the fewest."));
    }
    for (int i = 0; i < spans.size(); i++) {
      if (spans.get(i).overlaps(span)) {
        warnings.add(
            new Remark(path, text(span), "overlaps ranges[" + i + "]", "One range can hold both."));
      }
    }
    spans.add(span);
  }

  private String text(AddressSpan span) {
    return notation.text(span.first()) + "-" + notation.text(span.last());
  }

  private Optional<AddressSpan> read(String path, Question.Range range) {
    String cidr = range.cidr();
    boolean ends = range.start() != null || range.end() != null;
    if (cidr != null && ends) {
      return bad(path, cidr, "has a cidr and ends as well", "Keep one of the two.");
    }
    if (cidr != null) {
      return block(path + ".cidr", cidr.strip());
    }
    if (range.start() == null || range.end() == null) {
      return bad(path, null, ends ? "has one end only" : "is empty", WRITE);
    }
    Optional<Address> first = address(path + ".start", range.start());
    Optional<Address> last = address(path + ".end", range.end());
    if (first.isEmpty() || last.isEmpty()) {
      return Optional.empty();
    }
    String both = range.start() + "-" + range.end();
    if (first.get().isV6() != last.get().isV6()) {
      return bad(path, both, "begins with one version of IP and ends with the other", WRITE);
    }
    if (first.get().compareTo(last.get()) > 0) {
      return bad(path, both, "ends before it begins", "Swap start and end.");
    }
    return Optional.of(new AddressSpan(first.get(), last.get()));
  }

  private Optional<AddressSpan> block(String path, String text) {
    int slash = text.indexOf('/');
    Optional<Address> base = address(path, slash < 0 ? text : text.substring(0, slash));
    if (base.isEmpty()) {
      return Optional.empty();
    }
    if (slash < 0) {
      return base.map(a -> new AddressSpan(a, a));
    }
    boolean mapped = !base.get().isV6() && text.indexOf(':') >= 0;
    int bits = mapped ? 128 : base.get().bits();
    String length = text.substring(slash + 1);
    if (!LENGTH.matcher(length).matches() || Integer.parseInt(length) > bits) {
      return bad(
          path, text, "has no length from 0 to " + bits + " behind the slash", "Write /24, say.");
    }
    int prefix = Integer.parseInt(length) - (mapped ? 96 : 0);
    if (prefix < 0) {
      return bad(
          path,
          text,
          "is wider than the IPv4 addresses that IPv6 can write",
          "Write the IPv4 range as such.");
    }
    return Optional.of(span(path, text, base.get(), prefix));
  }

  private AddressSpan span(String path, String text, Address base, int prefix) {
    BigInteger mask = BigInteger.ONE.shiftLeft(base.bits() - prefix).subtract(BigInteger.ONE);
    Address first = of(base.isV6(), base.number().andNot(mask));
    if (!first.equals(base)) {
      warnings.add(
          new Remark(
              path,
              text,
              "names an address inside the range; the whole range "
                  + notation.text(first)
                  + "/"
                  + prefix
                  + " is meant",
              "Write that, or the address alone without a slash."));
    }
    return new AddressSpan(first, of(base.isV6(), base.number().or(mask)));
  }

  private static Address of(boolean isV6, BigInteger number) {
    return new Address(isV6, number.shiftRight(64).longValue(), number.longValue());
  }

  private Optional<Address> address(String path, String text) {
    Optional<Address> address = notation.parse(text);
    if (address.isEmpty()) {
      String bare = text.strip();
      if (bare.isEmpty()) {
        return bad(path, text, "is empty", "Write an address such as 203.0.113.10.");
      }
      if (bare.indexOf('%') >= 0) {
        return bad(
            path,
            text,
            "has a zone, which means something on one machine only",
            "Write the address without % and what follows.");
      }
      if (ZEROS.matcher(bare).matches()) {
        return bad(
            path,
            text,
            "has a number with a leading zero, which some programs read as octal",
            "Write the numbers without leading zeros.");
      }
      if (NUMBERS.matcher(bare).matches()) {
        return bad(
            path,
            text,
            "has fewer than four numbers, which programs read differently",
            "Write all four, such as 10.0.0.1.");
      }
      return bad(path, text, "is no address", WRITE);
    }
    return address;
  }

  private <T> Optional<T> bad(String path, @Nullable String value, String problem, String remedy) {
    violations.add(new Remark(path, value, problem, remedy));
    return Optional.empty();
  }
}
