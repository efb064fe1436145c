package dev.headroom.auth.aws;

import dev.headroom.auth.Redactor;
import dev.headroom.auth.SecretUnavailableException;
import dev.headroom.org.SecretRef;
import java.util.Locale;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/** Says why a call to a secret store failed, and what to do about it. */
public final class AwsRefusals {
  private AwsRefusals() {}

  /**
   * Returns what {@code cause} means for {@code ref}.
   *
   * @param missing what to do if the store does not have it
   */
  public static SecretUnavailableException of(SecretRef ref, SdkException cause, String missing) {
    if (!(cause instanceof AwsServiceException refused) || refused.awsErrorDetails() == null) {
      return new SecretUnavailableException(
          ("The secret %s cannot be read: no answer from its store (%s). Headroom retries"
                  + " automatically; check that this function can reach AWS's endpoints.")
              .formatted(ref, Redactor.of().clean(String.valueOf(cause.getMessage()))),
          cause);
    }
    String code = refused.awsErrorDetails().errorCode();
    String said = Redactor.of().clean(String.valueOf(refused.awsErrorDetails().errorMessage()));
    return new SecretUnavailableException(
        "The secret %s cannot be read: %s (%s). %s"
            .formatted(ref, code, said, remedy(code, missing)),
        cause);
  }

  private static String remedy(String code, String missing) {
    String lower = code.toLowerCase(Locale.ROOT);
    if (lower.contains("notfound")) {
      return missing;
    }
    if (lower.contains("accessdenied")) {
      return "Allow the function's role to use it: names begin with the stack's secrets prefix and orgs/ for"
          + " orgs' secrets, targets/ for targets', heartbeat/ for the heartbeat's; a key's alias begins"
          + " with the prefix, and a key of yours that encrypts a secret must let the role decrypt.";
    }
    if (lower.contains("throttl") || lower.contains("toomanyrequests")) {
      return "Headroom retries automatically.";
    }
    return "See the store's state in the AWS console; Headroom retries automatically.";
  }
}
