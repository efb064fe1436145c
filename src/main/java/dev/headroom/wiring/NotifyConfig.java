package dev.headroom.wiring;

import dev.headroom.config.WebAddress;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import java.net.URI;
import java.util.Optional;

/** What notifications need to know about this deployment. */
@ConfigMapping(prefix = "headroom.pages")
interface NotifyConfig {
  /**
   * The public address of Headroom's pages; with a path it is that of the folder with pages that
   * are files. Notifications link to it, or have no link.
   */
  Optional<@WithConverter(WebAddress.Folder.class) URI> url();
}
