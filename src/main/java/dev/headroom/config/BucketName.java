package dev.headroom.config;

/** The name of an S3 bucket. */
public final class BucketName extends Text {
  private static final long serialVersionUID = 1L;

  /**
   * Called by the configuration. A dot would not match the certificate of the bucket's address
   * ("General purpose bucket naming rules" of the Amazon S3 User Guide).
   */
  public BucketName() {
    super(
        "[a-z0-9][a-z0-9-]{1,61}[a-z0-9]",
        "is not a bucket's name without dots",
        "Use 3 to 63 of small letters, digits and '-'.");
  }
}
