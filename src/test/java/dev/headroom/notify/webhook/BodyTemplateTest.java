package dev.headroom.notify.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.headroom.alert.Severity;
import dev.headroom.alert.Transition;
import dev.headroom.limits.LimitName;
import dev.headroom.limits.csv.CsvLimitCatalogue;
import dev.headroom.notify.Facts;
import dev.headroom.notify.Notification;
import dev.headroom.notify.OtherTransitions;
import dev.headroom.notify.OutboxId;
import dev.headroom.notify.Transitions;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BodyTemplateTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private static Notification of(Transition transition) {
    return Notification.of(
            new OutboxId(Transitions.ORG, 1, 0),
            transition,
            "acme",
            Map.of("env", "prod", "owner", "\"O'Neil\" \\ <b>"),
            LimitName::value,
            URI.create("https://headroom.example.com/orgs/acme-prod"))
        .with(new CsvLimitCatalogue().describe(LimitName.DAILY_API_REQUESTS).advice());
  }

  private static Notification opened() {
    return of(Transitions.opened(Severity.ATTENTION, 62_000));
  }

  private static String text(String template) {
    return rendered(template, false, opened());
  }

  private static String rendered(String template, boolean isJson, Notification n) {
    try {
      return BodyTemplate.parse(template, isJson).render(n);
    } catch (BodyTemplate.Unusable e) {
      return "unusable: " + e.why();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{org}: {used} of {max}|acme-prod: 62000 of 100000",
        "{tags.env}, {subject.kind}|prod, limit",
        "[{projection.at}]|[]",
        "{projection.at.json}, {org.json}, {used.json}|null, \"acme-prod\", 62000",
        "{#if projection}soon{#else}not soon{/if}|not soon",
        "{#if severity == 'attention'}low{/if}|low",
        "{#if used > 60000 && max > 0}much{/if}|much",
        "{tenant ?: 'nobody'}, {projection.at ?: 'never'}|acme, never",
        "{#for s in steps}{s_count}{#if s_hasNext},{/if}{/for}|1,2,3",
        "{#each culprits}x{/each}{#for c in culprits}x{/for}|''",
        "{#for t in tags}{t.key} {/for}|'env owner '"
      })
  void aTemplateSeesTheFacts(String template, String expected) {
    assertThat(text(template)).isEqualTo(expected);
  }

  @Test
  void aCommentIsNotSentAndEnclosedTextIsNotRead() {
    assertThat(text("{! not sent !}{|{as it is}|}")).isEqualTo("{as it is}");
    assertThat(text("{projectoin ?: 'never'}")).startsWith("unusable: ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{title.class}",
        "{title.getClass}",
        "{title.getClass()}",
        "{title.class.forName('java.lang.Runtime')}",
        "{used.longValue}",
        "{tags.size}",
        "{tags.getClass}",
        "{steps.get(0)}",
        "{steps.size}",
        "{inject:sender}",
        "{data:secret}",
        "{str:eval('{title}')}",
        "{global:env}",
        "{secret}",
        "{target.secret.x}{url.secret}",
        "{title.toUpperCase}",
        "{projectoin}",
        "{#include other /}",
        "{#insert x /}",
        "{#eval title /}",
        "{#let x=1}{x}{/let}",
        "{#set x=1}{x}{/set}",
        "{#with subject}{kind}{/with}",
        "{#fragment id=x}{/fragment}",
        "{#cached}{title}{/cached}",
        "{#title /}",
        "{#if title}",
        "{#for s in steps}",
        "{/for}",
        "{#for i in 1000000000}x{/for}",
        "{#each 1000000000}{/each}",
        "{#for i in used}x{/for}",
        "{#for i in title}x{/for}",
        "{#each}{/each}",
        "{steps}",
        "{tags}",
        "{title"
      })
  void whatIsNotAFactOrIsNotClosedFails(String template) {
    assertThat(text(template)).startsWith("unusable: ");
    assertThat(BodyTemplate.problem(template, false)).isPresent();
  }

  @Test
  void loopsHaveABudgetAndBodiesHaveASize() {
    String nested = "{#for a in steps}".repeat(7) + "x" + "{/for}".repeat(7);
    assertThat(text(nested)).contains("its loops make more than 2000 rounds");
    String empty = "{#for a in steps}".repeat(9) + "{/for}".repeat(9);
    assertThat(text(empty)).contains("its loops make more than 2000 rounds");
    String deep = "{#if title}".repeat(1_400);
    assertThat(text(deep)).startsWith("unusable: ");
    String wide = "{#for a in steps}{#for b in steps}{#for c in steps}{#for d in steps}";
    assertThat(text(wide + "y".repeat(15_000) + "{/for}{/for}{/for}{/for}"))
        .contains("more than 256000 characters");
    assertThat(text("z".repeat(16_001))).contains("more than 16000 characters");
  }

  @Test
  void textsAreEscapedInJsonAndAsTheyAreInText() throws IOException {
    String template = "{\"who\": \"{tags.owner}\", \"all\": {tags.json}}";
    JsonNode body = JSON.readTree(rendered(template, true, opened()));
    assertThat(body.path("who").asText()).isEqualTo("\"O'Neil\" \\ <b>");
    assertThat(body.path("all").path("env").asText()).isEqualTo("prod");
    assertThat(text("{tags.owner}")).isEqualTo("\"O'Neil\" \\ <b>");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{title}",
        "\"{title}\"",
        "{\"a\": {org}}",
        "{\"a\": 1} x",
        "{\"a\": {projection.at}}",
        "{#if transition == 'resolved'}{|{|}{/if}{\"a\": 1}"
      })
  void aBodyThatIsNotJsonFails(String template) {
    assertThat(BodyTemplate.problem(template, true)).isPresent();
  }

  @Test
  void whatFailsForOneKindOfAlertIsFoundBeforeItIsUsed() {
    assertThat(BodyTemplate.problem("{\"used\": {used}}", true))
        .hasValueSatisfying(
            problem ->
                assertThat(problem)
                    .startsWith("fails for an org that does not report: the body is not JSON"));
    assertThat(BodyTemplate.problem("{\"used\": {used.json}}", true)).isEmpty();
    assertThat(BodyTemplate.problem("{\"a\": \"{#if x}", true))
        .hasValueSatisfying(problem -> assertThat(problem).startsWith("is not a template: "));
  }

  @Test
  void everyFactOfEveryKindOfMessageHasAName() {
    Map<String, Transition> all = new TreeMap<>(OtherTransitions.byName());
    all.put("opened", Transitions.opened(Severity.ATTENTION, 62_000));
    Set<String> names = new HashSet<>();
    all.values().forEach(t -> names.addAll(Facts.of(of(t)).values().keySet()));
    assertThat(TemplateFacts.NAMES).containsAll(names).doesNotHaveDuplicates();
    String each =
        String.join(", ", TemplateFacts.NAMES.stream().map(n -> "{" + n + ".json}").toList());
    all.forEach(
        (name, t) -> assertThat(rendered("[" + each + "]", true, of(t))).as(name).startsWith("["));
  }

  @Test
  void theDocumentationNamesEveryFactAndItsExampleWorks() throws IOException {
    String doc = Files.readString(Path.of("docs/reference/targets.md"));
    for (String name : TemplateFacts.NAMES) {
      assertThat(doc).contains("`" + name + "`");
    }
    Matcher example = Pattern.compile("(?s)template: '(\\{.*?\\})'").matcher(doc);
    assertThat(example.find()).isTrue();
    String template = example.group(1).replace("''", "'");
    assertThat(BodyTemplate.problem(template, true)).isEmpty();
    assertThat(rendered(template, true, opened())).contains("acme-prod");
  }

  @Test
  void theSameMessageGivesTheSameBody() {
    String template = "{#for t in tags}{t.key}={t.value} {/for}{culprits.json}{steps.json}";
    assertThat(text(template)).isEqualTo(text(template));
  }
}
