package dev.headroom.http.aws;

import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/** Finds the keys that sign a call. */
public final class AwsKeys {
  /** What to do where there are none. */
  public static final String REMEDY =
      "Set accessKeyId and secretAccessKey, or give the process a role.";

  private AwsKeys() {}

  /**
   * Returns the given keys, or else those of the process: a function's role, or what the SDK finds
   * in its environment. Empty if there are none.
   */
  public static Optional<AwsCredentialsIdentity> of(
      Optional<String> accessKeyId, Optional<String> secretAccessKey) {
    if (accessKeyId.isPresent() && secretAccessKey.isPresent()) {
      return Optional.of(AwsBasicCredentials.create(accessKeyId.get(), secretAccessKey.get()));
    }
    try {
      return Optional.of(Environment.KEYS.resolveCredentials());
    } catch (SdkException e) {
      return Optional.empty();
    }
  }

  /** Created when it is first needed. */
  private static final class Environment {
    static final DefaultCredentialsProvider KEYS = DefaultCredentialsProvider.builder().build();
  }
}
