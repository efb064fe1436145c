package dev.headroom.wiring;

import dev.headroom.config.BucketName;
import dev.headroom.config.FolderName;
import dev.headroom.config.PlainName;
import dev.headroom.config.WebAddress;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.util.Optional;

/** Where {@code report} writes pages as files. */
@ConfigMapping(prefix = "headroom.report")
interface ReportConfig {
  /** The bucket; without one no files are written. */
  Optional<@WithConverter(BucketName.class) String> bucket();

  /** The folder in it. */
  @WithDefault("headroom")
  @WithConverter(FolderName.class)
  String folder();

  /** The region of the bucket; without one that of the function. */
  Optional<@WithConverter(PlainName.class) String> region();

  /**
   * The address of a store that speaks the protocol of S3 and has buckets in its path; without one
   * S3 itself.
   */
  Optional<@WithConverter(WebAddress.Url.class) String> url();
}
