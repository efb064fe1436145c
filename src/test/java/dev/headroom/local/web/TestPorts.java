package dev.headroom.local.web;

import org.eclipse.microprofile.config.ConfigProvider;

/** Where the pages listen in a test: REST Assured's own default is the Lambda event server. */
final class TestPorts {
  private TestPorts() {}

  static int pages() {
    return ConfigProvider.getConfig().getValue("quarkus.http.test-port", Integer.class);
  }
}
