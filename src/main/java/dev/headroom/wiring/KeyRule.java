package dev.headroom.wiring;

import dev.headroom.fleet.Violation;
import dev.headroom.http.EgressPolicy;
import dev.headroom.org.Forms;
import dev.headroom.org.SecretRef;
import dev.headroom.org.SecretRef.Scheme;
import io.quarkus.runtime.configuration.DurationConverter;
import java.math.BigDecimal;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A configuration key and what its value must be. A key that is not set has its default.
 *
 * @param key its full name
 * @param optional whether an empty value is the same as none
 * @param wrong what is wrong with a value that is not empty; empty when it will do
 * @param remedy what to write instead
 */
public record KeyRule(
    String key, boolean optional, Function<String, Optional<String>> wrong, String remedy) {
  private static final Pattern HOST =
      Pattern.compile(
          "(?i)[a-z0-9]([a-z0-9.-]*+(?<=[a-z0-9]))?|\\[[0-9a-f:.]*:[0-9a-f:.]*]|[0-9a-f:.]*:[0-9a-f:.]*:[0-9a-f:.]*");
  private static final Set<String> ON = Set.of("true", "yes", "y", "on", "1");
  private static final Set<String> OFF = Set.of("false", "no", "n", "off", "0");

  /**
   * A key whose values are all wrong for one reason.
   *
   * @param holds whether a value that is not empty will do
   * @param problem what is wrong with one that will not
   */
  private KeyRule(
      String key, boolean optional, Predicate<String> holds, String problem, String remedy) {
    this(
        key,
        optional,
        value -> holds.test(value) ? Optional.empty() : Optional.of(problem),
        remedy);
  }

  /** Whether a value of a switch that {@link #flag} takes is true. */
  static boolean isOn(String value) {
    return ON.contains(value.toLowerCase(Locale.ROOT));
  }

  /** A switch. */
  public static KeyRule flag(String key) {
    return new KeyRule(
        key,
        false,
        value -> isOn(value) || OFF.contains(value.toLowerCase(Locale.ROOT)),
        "is neither true nor false",
        "Write true or false.");
  }

  /** A whole number from {@code least} to {@code most}. */
  public static KeyRule whole(String key, int least, int most) {
    return new KeyRule(
        key,
        false,
        value -> {
          try {
            int number = Integer.parseInt(value);
            return number >= least && number <= most;
          } catch (NumberFormatException e) {
            return false;
          }
        },
        "is not a whole number from " + least + " to " + most,
        "Write a whole number in digits.");
  }

  /**
   * A number above 0 and at most {@code most}, with or without a fraction; unset means something of
   * its own.
   */
  public static KeyRule above0(String key, int most) {
    return new KeyRule(
        key,
        true,
        value ->
            Forms.number(value)
                .filter(n -> n.doubleValue() > 0 && n.compareTo(BigDecimal.valueOf(most)) <= 0)
                .isPresent(),
        "is not a number above 0 and at most " + most,
        "Write a number such as 1 or 0.5.");
  }

  /** A length of time from {@code least} to {@code most}. */
  public static KeyRule duration(String key, Duration least, Duration most) {
    return new KeyRule(
        key,
        false,
        value ->
            duration(value)
                .filter(length -> length.compareTo(least) >= 0 && length.compareTo(most) <= 0)
                .isPresent(),
        "is not a duration from " + least + " to " + most,
        "Write it as ISO 8601, such as PT20S or P30D.");
  }

  /** The time between two readings of an org, as in the manifest. */
  public static KeyRule interval(String key) {
    return new KeyRule(
        key,
        false,
        value -> duration(value).map(Forms::wrongInterval).orElse(Optional.of("is not a duration")),
        Forms.INTERVAL_REMEDY);
  }

  /**
   * The duration that the value of a key is: as in the manifest, or in the short form that the
   * configuration takes besides, {@code 20s}.
   */
  static Optional<Duration> duration(String value) {
    Optional<Duration> iso = Forms.duration(value);
    if (iso.isPresent()) {
      return iso;
    }
    try {
      Duration length = DurationConverter.parseDuration(value);
      return length.isNegative() ? Optional.empty() : Optional.of(length);
    } catch (IllegalArgumentException | ArithmeticException e) {
      return Optional.empty();
    }
  }

  /** The name of a table. */
  public static KeyRule table(String key) {
    return new KeyRule(
        key,
        false,
        value -> value.matches("[A-Za-z0-9_.-]{3,255}"),
        "is not a table's name",
        "Use 3 to 255 of letters, digits, '_', '-' and '.'.");
  }

  /** The whole address of something that speaks HTTP. */
  public static KeyRule url(String key) {
    return new KeyRule(
        key,
        true,
        KeyRule::isUrl,
        "is not an http or https URL",
        "Write the whole address, such as https://headroom.example.com. A port is from 1 to 65535.");
  }

  /** The whole address of something that speaks HTTP, or where that address is kept. */
  public static KeyRule urlOrSecret(String key) {
    return new KeyRule(
        key,
        true,
        value -> SecretRef.parse(value).map(ref -> ref.scheme() != Scheme.KMS).orElse(isUrl(value)),
        "is neither an http or https URL nor a reference to a secret that holds one",
        "Write the whole address, such as https://beat.example.com/headroom, or a reference such as"
            + " ssm:/headroom/prod/heartbeat/url.");
  }

  /**
   * Where something that speaks HTTP is: scheme and host, and a port where it has one of its own.
   */
  public static KeyRule origin(String key) {
    return new KeyRule(
        key,
        true,
        KeyRule::isOrigin,
        "is not an http or https URL of scheme and host only",
        "Write it without a path, such as https://headroom.example.com. A port is from 1 to 65535.");
  }

  /** Names or addresses of hosts, without ports, separated by commas. */
  public static KeyRule hosts(String key) {
    return new KeyRule(
        key,
        true,
        value ->
            Stream.of(value.split(",", -1))
                .map(String::strip)
                .allMatch(h -> HOST.matcher(h).matches()),
        "is not a list of hosts",
        "Write names or addresses without scheme and port, with commas between them, such as"
            + " headroom.example.com,192.0.2.7.");
  }

  /** The name of an environment variable, or its beginning. */
  public static KeyRule variable(String key) {
    return new KeyRule(
        key,
        true,
        value -> value.matches("[A-Za-z_][A-Za-z0-9_]*"),
        "is not the beginning of a variable's name",
        "Use letters, digits and '_', such as HEADROOM_SECRET_.");
  }

  /** A name without blanks. */
  public static KeyRule name(String key) {
    return new KeyRule(
        key, true, value -> value.matches("\\S+"), "holds a blank", "Write a name without blanks.");
  }

  /** A KMS key. */
  public static KeyRule arn(String key) {
    return new KeyRule(
        key,
        true,
        value -> value.matches("arn:aws[a-z-]*:kms:[a-z0-9-]+:[0-9]{12}:(key|alias)/\\S+"),
        "is not the ARN of a KMS key",
        "Write it as KMS shows it, arn:aws:kms:<region>:<account>:key/<id>.");
  }

  /** A file or a folder; whether it is there is seen later. */
  public static KeyRule path(String key) {
    return new KeyRule(
        key, true, KeyRule::isPath, "is not a path", "Write the path of a file or folder.");
  }

  /** What is wrong with {@code value}; empty when it will do. */
  public Optional<Violation> check(String value) {
    String text = value.strip();
    if (text.isEmpty()) {
      return optional ? Optional.empty() : Optional.of(violation(null, "is empty"));
    }
    return wrong.apply(text).map(problem -> violation(value, problem));
  }

  private Violation violation(@Nullable String value, String what) {
    return new Violation(key, value, what, remedy);
  }

  private static boolean isUrl(String value) {
    return isHttp(value) && EgressPolicy.isPortValid(URI.create(value));
  }

  private static boolean isHttp(String value) {
    try {
      URI uri = new URI(value);
      return ("http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme()))
          && uri.getHost() != null;
    } catch (URISyntaxException e) {
      return false;
    }
  }

  /** Port 0 is one that the system chooses: links then name the real one. */
  private static boolean isOrigin(String value) {
    if (!isHttp(value)) {
      return false;
    }
    URI uri = URI.create(value);
    return (uri.getPort() == 0 || EgressPolicy.isPortValid(uri))
        && List.of("", "/").contains(uri.getRawPath())
        && uri.getRawQuery() == null
        && uri.getRawFragment() == null
        && uri.getRawUserInfo() == null;
  }

  private static boolean isPath(String value) {
    try {
      return !Path.of(value).toString().isEmpty();
    } catch (InvalidPathException e) {
      return false;
    }
  }
}
