package dev.headroom.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.URI;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EgressPolicyTest {
  private final EgressPolicy strict = new EgressPolicy(false);
  private final EgressPolicy local = new EgressPolicy(true);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://acme.my.salesforce.com",
        "https://acme--uat.sandbox.my.salesforce.com",
        "HTTPS://Hooks.Example.COM:443/services/T0?x=1",
        "https://example.com./x",
        "https://1.example.com"
      })
  void httpsWithADnsNameMayBeCalled(String uri) {
    assertThat(strict.check(URI.create(uri))).isEmpty();
    assertThat(local.check(URI.create(uri))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 80, 8443, 65_535})
  void anotherPortThan443IsCalledWhereItIsAllowedOrLoopbackIs(int port) {
    URI uri = URI.create("https://acme.example.com:" + port);

    assertThat(strict.check(uri))
        .hasValueSatisfying(
            r -> {
              assertThat(r.reason()).contains("port " + port);
              assertThat(r.remedy()).contains("add " + port + " to ports");
            });
    assertThat(strict.withPorts(Set.of(port)).check(uri)).isEmpty();
    assertThat(strict.withPorts(Set.of(port + 1)).check(uri)).isPresent();
    assertThat(new EgressPolicy(false, p -> p == port).check(uri)).isEmpty();
    assertThat(local.check(uri)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://acme.example:0",
        "https://acme.example:65536",
        "https://acme.example:99999",
        "https://acme.example:2147483647",
        "https://acme.example:2147483648",
        "https://acme.example:99999999999999999999",
        "http://localhost:0",
        "http://127.0.0.1:65536/x"
      })
  void aPortThatDoesNotExistIsRefusedInBothModes(String uri) {
    assertThat(strict.check(URI.create(uri))).isPresent();
    assertThat(local.check(URI.create(uri))).isPresent();
    assertThat(new EgressPolicy(true, p -> true).check(URI.create(uri))).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://localhost:8089/x",
        "http://LOCALHOST",
        "https://localhost:8443",
        "http://127.0.0.1:80",
        "http://127.9.8.7",
        "http://[::1]:8089",
        "http://[0:0:0:0:0:0:0:1]"
      })
  void loopbackMayBeCalledOnlyWhereItIsAllowed(String uri) {
    assertThat(local.check(URI.create(uri))).isEmpty();
    assertThat(strict.check(URI.create(uri)))
        .hasValueSatisfying(r -> assertThat(r.remedy()).contains("headroom.egress.allow-loopback"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://acme.my.salesforce.com",
        "ftp://example.com",
        "file:///etc/passwd",
        "example.com/x",
        "/x",
        "mailto:a@example.com",
        "https://user:pw@example.com",
        "http://user@localhost",
        "https://intranet/x",
        "https://10.0.0.1",
        "https://169.254.169.254/latest/meta-data",
        "https://127.1",
        "https://2130706433",
        "https://0x7f.1",
        "https://1.2.3.0x4",
        "https://[fe80::1]",
        "https://[::ffff:127.0.0.1]",
        "http://[::ffff:127.0.0.1]",
        "http://0.0.0.0:8080",
        "http://128.0.0.1",
        "https://x.localhost",
        "https://localhost.localdomain",
        "https://localhost./x",
        "https://my_host.example.com",
        "https://a..example.com",
        "https://-a.example.com"
      })
  void everythingElseIsRefusedInBothModes(String uri) {
    assertThat(strict.check(URI.create(uri))).isPresent();
    assertThat(local.check(URI.create(uri))).isPresent();
  }

  @Test
  void aHostHasAtMostTheLengthOfADnsName() {
    String longest = "a.".repeat(125) + "com";
    assertThat(longest).hasSize(253);
    assertThat(strict.check(URI.create("https://" + longest))).isEmpty();
    assertThat(strict.check(URI.create("https://" + longest + "."))).isEmpty();
    assertThat(strict.check(URI.create("https://b" + longest))).isPresent();
    assertThat(local.check(URI.create("https://" + "a.".repeat(200_000) + "com"))).isPresent();
  }

  @ParameterizedTest
  @ValueSource(strings = {"https://user:S3CRET@example.com", "http://example.com/S3CRET?S3CRET"})
  void theReasonHoldsNothingOfTheAddress(String uri) {
    assertThat(strict.check(URI.create(uri)).orElseThrow().toString()).doesNotContain("S3CRET");
  }

  @ParameterizedTest
  @CsvSource({
    "93.184.215.14, true, true",
    "2606:2800:21f:cb07:6820:80da:af6b:8b2c, true, true",
    "64:ff9b::5db8:d70e, true, true",
    "2002:5db8:d70e::1, true, true",
    "10.0.0.1, false, true",
    "172.16.0.1, false, true",
    "172.31.255.255, false, true",
    "172.32.0.1, true, true",
    "192.168.1.1, false, true",
    "100.64.0.1, false, true",
    "100.128.0.1, true, true",
    "fd00:ec2::254, false, true",
    "fc00::1, false, true",
    "::ffff:10.0.0.1, false, true",
    "64:ff9b::a00:1, false, true",
    "64:ff9b:1::1, false, true",
    "2002:a00:1::1, false, true",
    "127.0.0.1, false, false",
    "127.255.255.254, false, false",
    "::1, false, false",
    "::ffff:127.0.0.1, false, false",
    "64:ff9b::7f00:1, false, false",
    "169.254.169.254, false, false",
    "fe80::1, false, false",
    "2002:a9fe:a9fe::1, false, false",
    "0.0.0.0, false, false",
    "::, false, false",
    "224.0.0.1, false, false",
    "255.255.255.255, false, false",
    "192.0.2.1, false, false",
    "198.18.0.1, false, false",
    "2001:db8::1, false, false",
    "2001::1, false, false",
    "ff02::1, false, false",
    "100::1, false, false",
  })
  void whatIsConnectedToIsPublicOrPrivateWhereTheHostIsListed(
      String address, boolean anyHost, boolean listedHost) {
    URI uri = URI.create("https://Splunk.Corp.Example.com./x");
    InetAddress connected = AddressKind.literal(address);
    EgressPolicy listed = new EgressPolicy(false, port -> false, Set.of("splunk.corp.example.com"));
    assertThat(strict.checkConnected(uri, connected).isEmpty()).isEqualTo(anyHost);
    assertThat(listed.checkConnected(uri, connected).isEmpty()).isEqualTo(listedHost);
    assertThat(listed.checkConnected(URI.create("https://other.example.com"), connected).isEmpty())
        .isEqualTo(anyHost);
  }
}
