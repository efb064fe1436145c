package dev.headroom.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CandidateReaderTest {
  private final CandidateReader reader = new CandidateReader(Looks.NOTATION);

  @ParameterizedTest(name = "cidr \"{0}\" {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | is empty",
        "'  ' | is empty",
        "10.1 | has fewer than four numbers",
        "10 | has fewer than four numbers",
        "010.0.0.1 | has a number with a leading zero",
        "10.0.0.01/24 | has a number with a leading zero",
        "fe80::1%eth0 | has a zone",
        "fe80::1%1/64 | has a zone",
        "10.0.0.256 | is no address",
        "office | is no address",
        "10.0.0.* | is no address",
        "10.0.0.1-9 | is no address",
        "0x7f.0.0.1 | is no address",
        "10.0.0.0/ | has no length",
        "10.0.0.0/33 | has no length",
        "10.0.0.0/-1 | has no length",
        "10.0.0.0/024 | has no length",
        "10.0.0.0/255.0.0.0 | has no length",
        "2001:db8::/129 | has no length",
        "::ffff:10.0.0.0/64 | is wider than the IPv4 addresses"
      })
  void anInvalidRangeIsRefusedWithTheReason(String cidr, String problem) {
    assertThat(violations(new Question.Range(null, null, cidr)))
        .singleElement()
        .satisfies(v -> assertThat(v.path()).isEqualTo("ranges[0].cidr"))
        .satisfies(v -> assertThat(v.problem()).startsWith(problem))
        .satisfies(v -> assertThat(v.remedy()).isNotEmpty());
  }

  @ParameterizedTest(name = "{0} to {1}: {2}")
  @CsvSource(
      delimiter = '|',
      value = {
        "10.0.0.9 | 10.0.0.1 | ends before it begins",
        "10.0.0.1 | 2001:db8::1 | begins with one version",
        "10.0.0.1 | | has one end only",
        " | | is empty",
        "10.1 | 10.2 | has fewer than four numbers"
      })
  void endsThatMakeNoRangeAreRefused(@Nullable String start, @Nullable String end, String problem) {
    assertThat(violations(new Question.Range(start, end, null)).getFirst().problem())
        .startsWith(problem);
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "10.0.0.5/24 | names an address inside the range; the whole range 10.0.0.0/24",
        "2001:db8::5/64 | names an address inside the range; the whole range 2001:db8::/64",
        "0.0.0.0/0 | allows every address",
        "::/0 | allows every address",
        "::ffff:0:0/96 | allows every address"
      })
  void whatMaySurpriseIsAWarning(String cidr, String problem) {
    assertThat(warnings(new Question.Range(null, null, cidr)))
        .singleElement()
        .satisfies(w -> assertThat(w.problem()).startsWith(problem));
  }

  @Test
  void overlapsAreWarnedOf() {
    assertThat(
            warnings(
                new Question.Range(null, null, "10.0.0.0/24"),
                new Question.Range("10.0.0.200", "10.0.1.10", null),
                new Question.Range(null, null, "10.0.9.0/24")))
        .extracting(Remark::path, Remark::problem)
        .containsExactly(org.assertj.core.api.Assertions.tuple("ranges[1]", "overlaps ranges[0]"));
  }

  @Test
  void everythingThatIsWrongIsSaidAtOnce() {
    Question question = new Question("q", "users", null, null, "instead", 400, "none");
    assertThat(refused(question))
        .extracting(Remark::path)
        .containsExactlyInAnyOrder("kind", "mode", "days", "to");
    Question relaxation =
        new Question(
            "q",
            "relaxation",
            " ",
            List.of(new Question.Range(null, null, "10.0.0.0/8")),
            null,
            null,
            "loose");
    assertThat(refused(relaxation))
        .extracting(Remark::path)
        .containsExactlyInAnyOrder("name", "ranges", "to");
  }

  @Test
  void whatIsLeftOutHasItsDefault() {
    Candidate candidate =
        switch (reader.read(new Question(null, "orgTrusted", null, null, null, null, null))) {
          case CandidateReading.Asked asked -> asked.candidate();
          case CandidateReading.Refused refused -> throw new AssertionError(refused);
        };
    assertThat(candidate.days()).isEqualTo(90);
    assertThat(candidate.adds()).isFalse();
  }

  private List<Remark> violations(Question.Range... ranges) {
    return refused(new Question("q", "user", "a", List.of(ranges), null, null, null));
  }

  private List<Remark> refused(Question question) {
    return switch (reader.read(question)) {
      case CandidateReading.Asked asked -> throw new AssertionError("was taken: " + asked);
      case CandidateReading.Refused refused -> refused.violations();
    };
  }

  private List<Remark> warnings(Question.Range... ranges) {
    return switch (reader.read(new Question("q", "user", "a", List.of(ranges), null, null, null))) {
      case CandidateReading.Asked asked -> asked.warnings();
      case CandidateReading.Refused refused -> throw new AssertionError(refused.toString());
    };
  }
}
