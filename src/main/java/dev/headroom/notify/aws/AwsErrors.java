package dev.headroom.notify.aws;

import dev.headroom.notify.DeliveryResult;
import dev.headroom.notify.DeliveryResult.RejectKind;
import dev.headroom.notify.DeliveryResult.RetryKind;
import java.util.Set;

/** What AWS's error codes mean: several classes share the status 400. */
final class AwsErrors {
  private static final Set<String> THROTTLED =
      Set.of(
          "KMSThrottling",
          "KMSThrottlingException",
          "RequestLimitExceeded",
          "RequestThrottled",
          "Throttled",
          "ThrottledException",
          "Throttling",
          "ThrottlingException",
          "TooManyRequestsException");

  private static final Set<String> INTERNAL =
      Set.of(
          "InternalError",
          "InternalException",
          "InternalFailure",
          "InternalServerError",
          "ServiceUnavailable",
          "ServiceUnavailableException");

  /** Keys, permissions, and things that are not there. */
  private static final Set<String> SETTINGS =
      Set.of(
          "AccessDenied",
          "AccessDeniedException",
          "AuthorizationError",
          "ExpiredToken",
          "ExpiredTokenException",
          "IncompleteSignature",
          "IncompleteSignatureException",
          "InvalidClientTokenId",
          "InvalidSignatureException",
          "KMSAccessDenied",
          "KMSAccessDeniedException",
          "KMSDisabled",
          "KMSInvalidState",
          "KMSNotFound",
          "KMSOptInRequired",
          "MissingAuthenticationToken",
          "MissingAuthenticationTokenException",
          "NotAuthorizedForSourceException",
          "NotFound",
          "NotFoundException",
          "OptInRequired",
          "RequestExpired",
          "ResourceNotFoundException",
          "SignatureDoesNotMatch",
          "UnrecognizedClientException");

  private AwsErrors() {}

  /** Returns the meaning of {@code code}, or of the status alone if the code says nothing more. */
  static DeliveryResult judge(String code, DeliveryResult byStatus) {
    String detail = detail(byStatus);
    if (THROTTLED.contains(code)) {
      return byStatus instanceof DeliveryResult.Retryable r && r.kind() == RetryKind.RATE_LIMITED
          ? r
          : new DeliveryResult.Retryable(RetryKind.RATE_LIMITED, detail, null, false);
    }
    if (INTERNAL.contains(code)) {
      return byStatus instanceof DeliveryResult.Retryable r && r.kind() != RetryKind.UNEXPECTED
          ? r
          : new DeliveryResult.Retryable(RetryKind.SERVER, detail, null, false);
    }
    return SETTINGS.contains(code)
        ? new DeliveryResult.Rejected(RejectKind.CONFIG, detail)
        : byStatus;
  }

  private static String detail(DeliveryResult result) {
    return switch (result) {
      case DeliveryResult.Accepted a -> a.receipt();
      case DeliveryResult.Retryable r -> r.detail();
      case DeliveryResult.Rejected r -> r.detail();
      case DeliveryResult.Gone g -> g.detail();
    };
  }
}
