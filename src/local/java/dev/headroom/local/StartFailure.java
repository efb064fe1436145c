package dev.headroom.local;

import dev.headroom.dynamodb.StoreUnavailableException;
import dev.headroom.local.dynamodb.DataFolderException;
import io.quarkus.runtime.QuarkusBindException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Says in one line for a person why a start failed. */
final class StartFailure {
  /** How SmallRye Config reports a value that does not have the form of its key. */
  private static final Pattern BAD_VALUE =
      Pattern.compile("config property (\\S+) with the config value \"([^\"]*)\"");

  /** How it reports a key with an empty value. */
  private static final Pattern EMPTY =
      Pattern.compile("config property (\\S+) is defined as the empty String");

  /** How it reports a key that must be set. */
  private static final Pattern MISSING =
      Pattern.compile("config property (\\S+) is required but it could not be found");

  private StartFailure() {}

  /**
   * Returns the line: what cannot be used, what is wrong with it, what to do. Empty if the person
   * who starts Headroom cannot have caused the failure.
   */
  static Optional<String> line(Throwable failure) {
    List<Throwable> chain = chain(failure);
    return chain.stream()
        .map(StartFailure::known)
        .flatMap(Optional::stream)
        .findFirst()
        .or(
            () ->
                chain.stream()
                    .map(Throwable::getMessage)
                    .map(StartFailure::ofConfiguration)
                    .flatMap(Optional::stream)
                    .findFirst());
  }

  private static Optional<String> known(Throwable failure) {
    return Optional.ofNullable(
        switch (failure) {
          case DataFolderException e -> e.getMessage();
          case StartException e -> e.getMessage();
          case QuarkusBindException e -> Port.taken(LocalKeys.HTTP_PORT, e.getPort());
          case StoreUnavailableException e ->
              "the database failed at the start, it "
                  + e.getMessage()
                  + ": see that the disk of headroom.local.data is not full, and start again";
          default -> null;
        });
  }

  private static Optional<String> ofConfiguration(@Nullable String message) {
    if (message == null) {
      return Optional.empty();
    }
    Matcher value = BAD_VALUE.matcher(message);
    if (value.find()) {
      return Optional.of(
          "%s: is not a value that this key can have (found: %s). Correct it or remove it."
              .formatted(value.group(1), value.group(2)));
    }
    Matcher empty = EMPTY.matcher(message);
    if (empty.find()) {
      return Optional.of(
          "%s: is empty. Write a value or remove the key.".formatted(empty.group(1)));
    }
    Matcher missing = MISSING.matcher(message);
    return missing.find()
        ? Optional.of("%s: is missing. Set it.".formatted(missing.group(1)))
        : Optional.empty();
  }

  /** The failure, its causes, and what was thrown beside it, each once. */
  private static List<Throwable> chain(Throwable failure) {
    Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    List<Throwable> chain = new ArrayList<>();
    for (Throwable t = failure; t != null && seen.add(t); t = t.getCause()) {
      chain.add(t);
    }
    return chain;
  }
}
