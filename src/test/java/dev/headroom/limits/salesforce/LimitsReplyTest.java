package dev.headroom.limits.salesforce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headroom.limits.LimitName;
import dev.headroom.limits.Reading;
import dev.headroom.limits.Snapshot;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LimitsReplyTest {
  private static final LimitName A = new LimitName("A");

  @ParameterizedTest
  @CsvSource({
    "limits-A-scratch-or-dev-org-51.json, 52",
    "limits-B-developer-edition-per-app-nested.json, 80",
    "limits-C-developer-edition-v49-nested.json, 94"
  })
  void everyEntryOfARealReplyIsRead(String file, int entries) throws Exception {
    try (InputStream in = LimitsReplyTest.class.getResourceAsStream("/salesforce/" + file)) {
      assertThat(in).isNotNull();
      byte[] body = in.readAllBytes();

      Snapshot snapshot = LimitsReply.parse(new ByteArrayInputStream(body));

      assertThat(snapshot.whole()).isTrue();
      int maxes = new String(body, StandardCharsets.UTF_8).split("\"Max\"", -1).length - 1;
      assertThat(snapshot.readings()).hasSize(maxes).hasSize(entries);
    }
  }

  @Test
  void childrenAreNamedAfterTheirParentAndUnknownNamesWork() throws Exception {
    Snapshot snapshot =
        parse(
            """
            {"DailyApiRequests": {"Max": 15000, "Remaining": 14978, "Ant Migration Tool":
              {"Max": 0, "Remaining": 0}, "My.App": {"Remaining": 3, "Max": 5}},
             "PermissionSets": {"CreateCustom": {"Max": 10, "Remaining": 9}, "Max": 1500, "Remaining": 1499},
             "BrandNew日本": {"Max": 9007199254740991, "Remaining": -9007199254740991}}
            """);

    assertThat(snapshot.readings())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                LimitName.DAILY_API_REQUESTS,
                new Reading(15000, 14978),
                new LimitName("DailyApiRequests.Ant Migration Tool"),
                new Reading(0, 0),
                new LimitName("DailyApiRequests.My.App"),
                new Reading(5, 3),
                new LimitName("PermissionSets"),
                new Reading(1500, 1499),
                new LimitName("PermissionSets.CreateCustom"),
                new Reading(10, 9),
                new LimitName("BrandNew日本"),
                new Reading(Reading.LARGEST, -Reading.LARGEST)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"A\":{\"Max\":5,\"Remaining\":-7}}",
        "\uFEFF{\"A\":{\"Max\":5,\"Remaining\":-7}}",
        "{\"A\":{\"Note\":\"x\",\"Max\":5,\"Old\":null,\"Remaining\":-7,\"Soft\":true,\"Rate\":1.5}}  \n"
      })
  void aNegativeRemainingIsLegalAndOtherScalarsAreOfNoMatter(String body) throws Exception {
    assertThat(parse(body).readings()).containsExactly(Map.entry(A, new Reading(5, -7)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "`{'A':{'Max':5}}`|entry A has no Remaining",
        "`{'A':{'Remaining':5}}`|entry A has no Max",
        "`{'A':{}}`|entry A has no Max",
        "`{'A':{'Max':null,'Remaining':1}}`|entry A has a Max that is null",
        "`{'A':{'Max':-1,'Remaining':1}}`|entry A has a negative Max",
        "`{'A':{'Max':1.5,'Remaining':1}}`|entry A has a Max that is not a whole number",
        "`{'A':{'Max':10,'Remaining':1e2}}`|entry A has a Remaining that is not a whole number",
        "`{'A':{'Max':'5','Remaining':1}}`|entry A has a Max that is a text",
        "`{'A':{'Max':true,'Remaining':1}}`|entry A has a Max that is true or false",
        "`{'A':{'Max':[5],'Remaining':1}}`|entry A has a Max that is a list",
        "`{'A':{'Max':{'Max':5,'Remaining':1},'Remaining':1}}`|entry A has a Max that is an object",
        "`{'A':{'Max':9007199254740992,'Remaining':1}}`|entry A has a Max beyond any real number",
        "`{'A':{'Max':5,'Remaining':-9007199254740992}}`|entry A has a Remaining beyond any real number",
        "`{'A':{'Max':5,'Remaining':-9223372036854775808}}`|entry A has a Remaining beyond any real number",
        "`{'A':{'Max':99999999999999999999999,'Remaining':1}}`|entry A has a Max beyond any real number",
        "`{'A':{'Max':5,'Max':6,'Remaining':1}}`|entry A has Max twice",
        "`{'A':{'Max':5,'Remaining':1},'A':{'Max':5,'Remaining':1}}`|entry A is there twice",
        "`{'A':{'Max':5,'Remaining':1,'B':{'Max':5,'Remaining':1}},'A.B':{'Max':5,'Remaining':1}}`|entry A.B is there twice",
        "`{'A':{'Max':5,'Remaining':1,'B':{'Max':5}}}`|entry A.B has no Remaining",
        "`{'A':{'Max':5,'Remaining':1,'B':[1]}}`|entry A holds a list",
        "`{'A':5}`|entry A is a number, not an object",
        "`{'A':null}`|entry A is null, not an object",
        "`{'':{'Max':5,'Remaining':1}}`|has a name of 0 characters",
        "`{}`|it contains no limit",
        "`[]`|it is a list, not an object of limits",
        "`[{'message':'x','errorCode':'y'}]`|it is a list",
        "`'text'`|it is a text",
        "`null`|it is null",
        "`{'A':{'Max':5,'Remaining':1}}{}`|something follows after its end",
        "`{'A':{'Max':5,'Remaining':1}} x`|not valid JSON",
        "`{'A':{'Max':5,'Remaining':1}`|cut off",
        "`{'A':{'Max':5,'Rem`|cut off",
        "`{'A':{'Max':05,'Remaining':1}}`|not valid JSON",
        "`{'A':{'Max':NaN,'Remaining':1}}`|not valid JSON",
        "`<html><body>We are down for maintenance</body></html>`|not valid JSON"
      })
  void whatIsWrongIsNamedAndNothingIsRead(String body, String problem) {
    assertThatThrownBy(() -> parse(body.replace('\'', '"')))
        .isInstanceOf(LimitsReply.UnreadableException.class)
        .hasMessageContaining(problem);
  }

  @Test
  void anEmptyBodyIsUnreadable() {
    assertThatThrownBy(() -> parse("")).hasMessageContaining("it is empty");
  }

  @Test
  void depthCountAndLengthAreBounded() {
    String deep = "{\"A\":{\"Max\":1,\"Remaining\":1,\"B\":".repeat(1) + "{\"B\":".repeat(10_000);
    String many =
        IntStream.rangeClosed(0, LimitsReply.MAX_ENTRIES)
            .mapToObj(i -> "\"L" + i + "\":{\"Max\":1,\"Remaining\":1}")
            .collect(Collectors.joining(",", "{", "}"));
    String longName = "{\"" + "n".repeat(256) + "\":{\"Max\":1,\"Remaining\":1}}";
    String longNumber = "{\"A\":{\"Max\":" + "9".repeat(100_000) + ",\"Remaining\":1}}";

    for (String body : new String[] {deep, many, longName, longNumber}) {
      assertThatThrownBy(() -> parse(body)).isInstanceOf(LimitsReply.UnreadableException.class);
    }
  }

  @Test
  void everyTruncationOfARealReplyIsUnreadable() throws Exception {
    try (InputStream in =
        LimitsReplyTest.class.getResourceAsStream(
            "/salesforce/limits-B-developer-edition-per-app-nested.json")) {
      assertThat(in).isNotNull();
      byte[] body =
          new String(in.readAllBytes(), StandardCharsets.UTF_8)
              .strip()
              .getBytes(StandardCharsets.UTF_8);
      for (int length = 0; length < body.length; length++) {
        ByteArrayInputStream cut = new ByteArrayInputStream(body, 0, length);
        assertThatThrownBy(() -> LimitsReply.parse(cut))
            .as("cut at %s", length)
            .isInstanceOf(LimitsReply.UnreadableException.class);
      }
    }
  }

  private static Snapshot parse(String body) throws LimitsReply.UnreadableException {
    return LimitsReply.parse(new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)));
  }
}
