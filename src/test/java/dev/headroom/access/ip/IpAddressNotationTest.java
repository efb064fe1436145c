package dev.headroom.access.ip;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.access.AddressNotation;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IpAddressNotationTest {
  private final AddressNotation notation = new IpAddressNotation();

  @ParameterizedTest(name = "{0} is {1}")
  @CsvSource({
    "203.0.113.5, 203.0.113.5",
    "' 203.0.113.5 ', 203.0.113.5",
    "0.0.0.0, 0.0.0.0",
    "255.255.255.255, 255.255.255.255",
    "::ffff:203.0.113.5, 203.0.113.5",
    "::ffff:cb00:7105, 203.0.113.5",
    "0:0:0:0:0:FFFF:203.0.113.5, 203.0.113.5",
    "2001:DB8:0010:0:0:0:0:15, 2001:db8:10::15",
    "2001:db8:0:0:1:0:0:1, 2001:db8::1:0:0:1",
    "2001:db8::1.2.3.4, 2001:db8::102:304",
    "::1, ::1",
    "::, ::"
  })
  void anAddressIsReadInEverySpellingAndWrittenInOne(String text, String canonical) {
    assertThat(notation.parse(text).map(notation::text)).hasValue(canonical);
  }

  @ParameterizedTest(name = "\"{0}\"")
  @ValueSource(
      strings = {
        "",
        " ",
        "10.1",
        "10",
        "010.0.0.1",
        "10.0.0.01",
        "0x7f.0.0.1",
        "10.0.0.1/32",
        "10.0.0.1.",
        "10.0.0.1-9",
        "10.0.0.*",
        "*",
        "10.0.0",
        "10.0.0.256",
        "-1.0.0.0",
        "fe80::1%eth0",
        "2001:db8::/64",
        "2001:db8:::1",
        "2001:db8::00001",
        "::ffff:010.0.0.1",
        "1:2:3:4:5:6:7",
        "localhost",
        "Salesforce.com IP",
        "N/A",
        "all",
        "١٠.0.0.1",
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
      })
  void whatProgramsReadDifferentlyIsNoAddress(String text) {
    assertThat(notation.parse(text)).isEmpty();
  }
}
