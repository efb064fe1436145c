package dev.headroom.config;

/** The ARN of a KMS key or of its alias. */
public final class KmsKeyArn extends Text {
  private static final long serialVersionUID = 1L;

  /** Called by the configuration. */
  public KmsKeyArn() {
    super(
        "arn:aws[a-z-]*:kms:[a-z0-9-]+:[0-9]{12}:(key|alias)/\\S+",
        "is not the ARN of a KMS key",
        "Write it as KMS shows it, arn:aws:kms:<region>:<account>:key/<id>.");
  }
}
