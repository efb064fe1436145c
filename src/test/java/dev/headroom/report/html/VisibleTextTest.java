package dev.headroom.report.html;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.qute.Engine;
import io.quarkus.qute.HtmlEscaper;
import io.quarkus.qute.Variant;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VisibleTextTest {
  private final Engine engine =
      Engine.builder()
          .addDefaults()
          .addResultMapper(new VisibleText())
          .addResultMapper(new HtmlEscaper(List.of("text/html")))
          .build();

  @ParameterizedTest
  @CsvSource({
    "'pay\u202elap<b>', '<i>pay\ufffdlap&lt;b&gt;</i>'",
    "'a\u0001\u200b&', '<i>a \ufffd&amp;</i>'",
    "'{\n\t<', '<i>{\n\t&lt;</i>'",
    "'Zürich', '<i>Zürich</i>'"
  })
  void invisibleCharactersAreReplacedAndEverythingIsEscaped(String text, String shown) {
    assertThat(
            engine
                .parse("<i>{text}</i>", Variant.forContentType("text/html"))
                .data("text", text)
                .render())
        .isEqualTo(shown);
  }
}
