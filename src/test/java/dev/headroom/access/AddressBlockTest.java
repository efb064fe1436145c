package dev.headroom.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressBlockTest {
  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "203.0.113.10, 203.0.113.10/32",
    "203.0.113.10 203.0.113.11, 203.0.113.10/31",
    "203.0.113.11 203.0.113.12, 203.0.113.11/32 203.0.113.12/32",
    "10.0.0.0 10.0.0.1 10.0.0.2 10.0.0.3 10.0.0.3, 10.0.0.0/30",
    "2001:db8::1 2001:db8::, 2001:db8::/127",
    "2001:db8:0:1:: 2001:db8:0:0:ffff:ffff:ffff:ffff,"
        + " 2001:db8::ffff:ffff:ffff:ffff/128 2001:db8:0:1::/128",
    "2001:db8::1 10.0.0.1, 10.0.0.1/32 2001:db8::1/128"
  })
  void theFewestBlocksHoldExactlyTheAddresses(String addresses, String blocks) {
    assertThat(String.join(" ", blocks(addresses.split(" ", -1)))).isEqualTo(blocks);
  }

  @Test
  void noAddressesNeedNoBlock() {
    assertThat(AddressBlock.covering(List.of())).isEmpty();
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void everyAddressIsHeldAndNoOtherIs(long seed) {
    Random random = new Random(seed);
    Set<Address> addresses = new HashSet<>();
    for (int i = 0; i < 200; i++) {
      addresses.add(new Address(false, 0, 0xcb007100L + random.nextInt(256)));
    }
    long held =
        AddressBlock.covering(addresses).stream().mapToLong(b -> 1L << (32 - b.prefix())).sum();
    assertThat(held).isEqualTo(addresses.size());
    assertThat(AddressBlock.covering(addresses).stream().map(AddressBlock::first))
        .allMatch(addresses::contains);
  }

  private static List<String> blocks(String... addresses) {
    List<Address> parsed = new ArrayList<>();
    for (String text : addresses) {
      parsed.add(Looks.NOTATION.parse(text).orElseThrow());
    }
    return AddressBlock.covering(parsed).stream().map(b -> b.text(Looks.NOTATION)).toList();
  }
}
