package dev.headroom.fuzz;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.auth.Redactor;
import dev.headroom.auth.Secret;
import dev.headroom.fleet.manifest.YamlManifestReader;
import dev.headroom.http.EgressPolicy;
import dev.headroom.org.PlainText;
import dev.headroom.wiring.TargetTypes;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Eight times the text is about eight times the work, whatever the text is made of. */
class LinearReadersTest {
  private static final int CHARS = 1 << 18;
  private static final int LINE = 60_000;

  private static final YamlManifestReader MANIFESTS =
      new YamlManifestReader(new EgressPolicy(false), TargetTypes.ALL);
  private static final Redactor REDACTOR = Redactor.of(Secret.of("c1ient-s3cret-of-the-app"));

  private static final Map<String, IntFunction<String>> MANIFEST_SHAPES = manifestShapes();
  private static final Map<String, String> PIECES =
      Map.of(
          "dots", "eyJaaaaa.",
          "one token", "a",
          "brackets", "[{",
          "controls", "\u0000\u202e\n",
          "slashes", "/",
          "dashes", "-----BEGIN ",
          "bearers", "Bearer ",
          "halves of surrogates", "\ud83d",
          "words", "limit exceeded ");

  static Set<String> manifests() {
    return MANIFEST_SHAPES.keySet();
  }

  static Set<String> pieces() {
    return PIECES.keySet();
  }

  @ParameterizedTest
  @MethodSource("manifests")
  void aManifest(String shape) {
    assertIsLinear(requireNonNull(MANIFEST_SHAPES.get(shape)), MANIFESTS::read);
  }

  @ParameterizedTest
  @MethodSource("pieces")
  void whatIsRedacted(String piece) {
    assertIsLinear(repeated(piece), REDACTOR::clean);
  }

  @ParameterizedTest
  @MethodSource("pieces")
  void whatIsShown(String piece) {
    assertIsLinear(repeated(piece), PlainText::of);
  }

  private static void assertIsLinear(IntFunction<String> text, Consumer<String> reader) {
    WorkGrowth growth = WorkGrowth.of(CHARS, text, reader);

    assertThat(growth.memory()).isLessThan(WorkGrowth.MAX_LINEAR);
    assertThat(growth.time()).isLessThan(WorkGrowth.MAX_LINEAR);
  }

  private static IntFunction<String> repeated(String piece) {
    String text = requireNonNull(PIECES.get(piece));
    return chars -> text.repeat(chars / text.length());
  }

  private static Map<String, IntFunction<String>> manifestShapes() {
    Map<String, IntFunction<String>> shapes = new LinkedHashMap<>();
    shapes.put("one word", "a"::repeat);
    shapes.put("one value", chars -> "v: " + "a".repeat(chars));
    shapes.put("one quoted value", chars -> "v: \"" + "a".repeat(chars) + "\"");
    shapes.put("one quoted value without an end", chars -> "v: '" + "a".repeat(chars));
    shapes.put("one quoted name", chars -> "\"" + "a".repeat(chars) + "\": 1");
    shapes.put("one comment", chars -> "#" + "a ".repeat(chars / 2) + "\nv: 1");
    shapes.put("spaces", chars -> "v: " + " ".repeat(chars) + "1");
    shapes.put("one anchor", chars -> "v: &" + "a".repeat(chars) + " x");
    shapes.put("one tag", chars -> "v: !" + "a".repeat(chars) + " x");
    shapes.put("one directive", chars -> "%A " + "a".repeat(chars) + "\n---\nv: 1");
    shapes.put("one line of a block", chars -> "v: |\n " + "a ".repeat(chars / 2));
    shapes.put("one list", chars -> "v: [" + "a,".repeat(chars / 2) + "a]");
    shapes.put("one line of JSON", chars -> "{\"v\": [" + "1,".repeat(chars / 2) + "1]}");
    shapes.put("one text of JSON", chars -> "{\"v\": \"" + "a".repeat(chars) + "\"}");
    shapes.put("names of JSON", chars -> "{" + numbered(chars, "\"k%d\": 1,") + "\"v\": 1}");
    shapes.put("JSON without an end", chars -> "{\"v\": " + "[".repeat(chars));
    shapes.put("long words", chars -> ("- " + "a".repeat(LINE) + "\n").repeat(chars / LINE));
    shapes.put("long comments", chars -> ("#" + "a".repeat(LINE) + "\n").repeat(chars / LINE));
    shapes.put("runs of spaces", chars -> ("- a" + " ".repeat(LINE) + "\n").repeat(chars / LINE));
    shapes.put("long lists", chars -> ("- [" + "a,".repeat(LINE / 2) + "]\n").repeat(chars / LINE));
    shapes.put("a value of many lines", chars -> "v: a\n" + " a\n".repeat(chars / 3));
    shapes.put("a block of many lines", chars -> "v: >\n" + " a\n\n".repeat(chars / 4));
    shapes.put("line breaks", chars -> "v: \"a" + "\n".repeat(chars) + "\"");
    shapes.put("other line breaks", chars -> "v: \"a" + "\u2028".repeat(chars) + "\"");
    shapes.put("escapes", chars -> ("- \"" + "\\n".repeat(LINE / 2) + "\"\n").repeat(chars / LINE));
    shapes.put("anchors", chars -> numbered(chars, "- &a%d x\n"));
    shapes.put("aliases", chars -> "v:\n- &a x\n" + "- *a\n".repeat(chars / 5));
    shapes.put("names", chars -> numbered(chars, "k%d: 1\n"));
    shapes.put("the same name", chars -> "k: 1\n".repeat(chars / 5));

    shapes.put("brackets", "["::repeat);
    shapes.put("orgs", chars -> "version: 1\norgs:\n" + numbered(chars, "- {id: a%d}\n"));
    shapes.put("one org", chars -> "version: 1\norgs:\n" + "- {id: a}\n".repeat(chars / 10));
    shapes.put("routes", chars -> "version: 1\nroutes:\n" + numbered(chars, "- {to: [a%d]}\n"));
    shapes.put(
        "slashes of an address",
        chars -> "version: 1\norgs:\n- {id: a, loginUrl: 'https://a" + "/".repeat(chars) + "'}\n");
    return shapes;
  }

  private static String numbered(int chars, String form) {
    StringBuilder text = new StringBuilder(chars + form.length());
    for (int i = 0; text.length() < chars; i++) {
      text.append(form.formatted(i));
    }
    return text.toString();
  }
}
