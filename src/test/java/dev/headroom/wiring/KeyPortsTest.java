package dev.headroom.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.config.WebAddress.Folder;
import dev.headroom.config.WebAddress.Url;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyPortsTest {
  private static final Key HEARTBEAT = new Key("headroom.heartbeat.url", true, new Url());
  private static final Key PAGES = new Key("headroom.pages.url", true, new Folder());

  @ParameterizedTest
  @ValueSource(strings = {":0", ":65536", ":99999", ":99999999999"})
  void anAddressWithAnInvalidPortIsRefused(String port) {
    assertThat(HEARTBEAT.check("https://beat.example.com" + port))
        .hasValueSatisfying(v -> assertThat(v.remedy()).contains("from 1 to 65535"));
  }

  @ParameterizedTest
  @ValueSource(strings = {":65536", ":99999", ":99999999999"})
  void pagesHaveNoSuchPortEither(String port) {
    assertThat(PAGES.check("https://pages.example.com" + port))
        .hasValueSatisfying(v -> assertThat(v.remedy()).contains("from 1 to 65535"));
  }

  /** The default of the pages' address has the port of the server, and 0 lets the system choose. */
  @Test
  void pagesMayHaveThePortThatTheSystemChooses() {
    assertThat(PAGES.check("http://localhost:0")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ":1", ":443", ":8080", ":65535"})
  void anyOtherPortWillDo(String port) {
    assertThat(HEARTBEAT.check("https://beat.example.com" + port)).isEmpty();
    assertThat(PAGES.check("http://localhost" + port)).isEmpty();
  }
}
