package dev.headroom.local.canary;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.net.URLEncoder;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** Secrets that stand nowhere but where they were planted, each with the one to whom it is sent. */
final class Canaries {
  /** Shorter pieces might be found by chance. */
  private static final int MIN_CHARS = 12;

  private final Map<String, List<String>> formsOf = new ConcurrentHashMap<>();
  private final Map<String, String> ownerOf = new ConcurrentHashMap<>();

  /** A new secret of {@code owner}. */
  String plant(String owner) {
    return add(owner, "c4n4ry" + UUID.randomUUID().toString().replace("-", ""));
  }

  /** Makes {@code secret} one of {@code owner}. */
  String add(String owner, String secret) {
    if (secret.length() < MIN_CHARS) {
      throw new IllegalArgumentException("too short to be found: " + owner);
    }
    ownerOf.put(secret, owner);
    formsOf.put(secret, forms(secret));
    return secret;
  }

  /** How many there are. */
  int size() {
    return ownerOf.size();
  }

  /** Those who have one. */
  Set<String> owners() {
    return new TreeSet<>(ownerOf.values());
  }

  /** The owners of those that {@code text} shows, as they are or encoded. */
  Set<String> in(String text) {
    Set<String> found = new TreeSet<>();
    formsOf.forEach(
        (secret, forms) -> {
          if (forms.stream().anyMatch(text::contains)) {
            found.add(requireNonNull(ownerOf.get(secret)));
          }
        });
    return found;
  }

  /** As it is, encoded for a URL, and in Base64 wherever it begins in a text. */
  private static List<String> forms(String secret) {
    return List.of(
        secret,
        URLEncoder.encode(secret, UTF_8),
        base64(secret, 0),
        base64(secret, 1),
        base64(secret, 2));
  }

  /** What Base64 makes of {@code secret} after so many bytes, without what depends on others. */
  private static String base64(String secret, int before) {
    String all =
        Base64.getEncoder()
            .withoutPadding()
            .encodeToString((" ".repeat(before) + secret).getBytes(UTF_8));
    return all.substring(before == 0 ? 0 : before + 1, all.length() - 2);
  }
}
