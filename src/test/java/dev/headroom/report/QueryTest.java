package dev.headroom.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What stands after the question mark of an address. */
class QueryTest {
  @ParameterizedTest
  @CsvSource({
    "q=acme, acme",
    "q=a+b%20c%2B, a b c+",
    "q=%C3%9Cberweisungen, Überweisungen",
    "q=a=b, a=b",
    "q, ''",
    "q=, ''",
    "&&q=a&, a",
    "q=100%25, 100%"
  })
  void aValueIsDecoded(String raw, String value) {
    Query query = Query.of("/", raw);
    assertThat(query.values().get("q")).containsExactly(value);
    assertThat(query.unreadable()).isNull();
  }

  @Test
  void aRepeatedParameterIsKeptTwice() {
    assertThat(Query.of("/", "q=a&s=x&q=b").values())
        .containsEntry("q", List.of("a", "b"))
        .containsEntry("s", List.of("x"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"q=%zz", "q=%", "q=%2", "q=a%ff", "q=%C3", "%zz=1"})
  void whatCannotBeDecodedIsShownAsWritten(String raw) {
    Query query = Query.of("/", "s=1&" + raw);
    assertThat(query.unreadable()).isEqualTo(raw);
    assertThat(query.values()).containsOnlyKeys("s");
  }

  @Test
  void anAddressWithoutAQueryHasNoParameters() {
    assertThat(Query.of("/", null).values()).isEmpty();
    assertThat(Query.of("/", "").values()).isEmpty();
  }
}
