package dev.headroom.notify;

import dev.headroom.auth.Redactor;
import dev.headroom.auth.Secret;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A target with its references resolved.
 *
 * @param settings addresses and secrets: each is kept out of what is shown, since the address of a
 *     chat's webhook is a secret too
 * @param texts the other settings
 * @param lenient whether a weak secret may sign, because the target has it from the first release
 */
public record ResolvedTarget(
    TargetId id, Map<String, Secret> settings, Map<String, String> texts, boolean lenient) {
  /** A shorter part, such as a path of {@code /}, is not a secret. */
  private static final int SHORTEST_PART = 4;

  public ResolvedTarget {
    settings = Map.copyOf(settings);
    texts = Map.copyOf(texts);
  }

  /** Creates a target that needs strong secrets. */
  public ResolvedTarget(TargetId id, Map<String, Secret> settings) {
    this(id, settings, false);
  }

  /** Creates a target without other settings. */
  public ResolvedTarget(TargetId id, Map<String, Secret> settings, boolean lenient) {
    this(id, settings, Map.of(), lenient);
  }

  /** Returns the same target, which also keeps {@code derived} out of what is shown. */
  public ResolvedTarget keeping(Secret derived) {
    Map<String, Secret> more = new HashMap<>(settings);
    more.put(" " + settings.size(), derived);
    return new ResolvedTarget(id, more, texts, lenient);
  }

  /** Returns a setting that the type requires. */
  public String require(String name) {
    return find(name)
        .orElseThrow(
            () -> new IllegalArgumentException("target " + id + " has no setting " + name));
  }

  /** Returns a setting that may be absent. */
  public Optional<String> find(String name) {
    return Optional.ofNullable(settings.get(name))
        .map(Secret::reveal)
        .or(() -> Optional.ofNullable(texts.get(name)));
  }

  /**
   * Returns what a receiver said, fit to be shown (see {@link Redactor}): it contains none of the
   * target's settings, nor a part of one that consists of an address or a list of secrets.
   */
  public String excerpt(String received) {
    return Redactor.of(
            settings.values().stream()
                .map(Secret::reveal)
                .flatMap(ResolvedTarget::parts)
                .filter(part -> part.length() >= SHORTEST_PART)
                .distinct()
                .map(Secret::of)
                .toArray(Secret[]::new))
        .clean(received);
  }

  private static Stream<String> parts(String secret) {
    if (!secret.contains("://")) {
      return Stream.concat(
          Stream.of(secret),
          Arrays.stream(secret.split(" ", -1))
              .flatMap(one -> Stream.of(one, one.replaceFirst("^whsec_", ""))));
    }
    int host = secret.indexOf("://") + 3;
    int path = secret.indexOf('/', host);
    if (path < 0) {
      return Stream.of(secret);
    }
    // The host is not a secret; any segment of the path may be one.
    return Stream.concat(
        Stream.of(secret, secret.substring(path)),
        Arrays.stream(secret.substring(path).split("[/?&=]", -1))
            .filter(step -> step.length() > 7));
  }
}
