package dev.headroom.usage.dynamodb;

import dev.headroom.usage.Finding;
import dev.headroom.usage.Pattern;
import dev.headroom.usage.StoredDay;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;

/**
 * What findings of a day say about integrations that have a user's name or an address. Stored is
 * the id, in braces: so whatever pattern names one, the name ends where all such names are kept.
 */
final class NamedEvidence {
  private static final java.util.regex.Pattern ID =
      java.util.regex.Pattern.compile("\\{([a-z]+-[^{}\\s]+)}");

  private NamedEvidence() {}

  /** Returns the findings of {@code day} with ids in place of the names of its integrations. */
  static List<StoredDay.Found> without(StoredDay day) {
    List<StoredDay.Part> personal =
        day.parts().stream()
            .filter(part -> part.isPersonal() && isName(part.name()))
            .sorted(Comparator.comparingInt((StoredDay.Part p) -> -p.name().length()))
            .toList();
    return changed(
        day,
        evidence -> {
          String text = evidence;
          for (StoredDay.Part part : personal) {
            text = text.replace(part.name(), "{" + part.id() + "}");
          }
          return text;
        },
        name -> StoredDay.NAMELESS);
  }

  private static boolean isName(String name) {
    return !name.isEmpty() && !name.equals(StoredDay.NAMELESS);
  }

  /**
   * Returns the findings of {@code day} with names.
   *
   * @param name returns what the integration with an id is called
   * @param kept returns a name that was stored in words, or what stands in its place
   */
  static List<StoredDay.Found> with(
      StoredDay day, Function<String, String> name, UnaryOperator<String> kept) {
    return changed(
        day,
        evidence ->
            ID.matcher(evidence)
                .replaceAll(
                    (MatchResult found) ->
                        Matcher.quoteReplacement(
                            StoredDay.isPersonal(found.group(1))
                                ? name.apply(found.group(1))
                                : found.group())),
        kept);
  }

  /** An integration that the day does not list may be a person's, as far as anybody can tell. */
  private static List<StoredDay.Found> changed(
      StoredDay day, UnaryOperator<String> change, UnaryOperator<String> unlisted) {
    List<StoredDay.Found> all = new ArrayList<>();
    for (StoredDay.Found found : day.findings()) {
      Finding finding = found.finding();
      String before = finding.evidence();
      String text = change.apply(before);
      int end = text.indexOf(Finding.PULLS_THE_SAME);
      if (text.equals(before) && finding.pattern() == Pattern.DUPLICATE_FEED && end >= 0) {
        String name = text.substring(0, end);
        boolean listed =
            day.parts().stream().anyMatch(p -> !p.isPersonal() && p.name().equals(name));
        text = (listed ? name : unlisted.apply(name)) + text.substring(end);
      }
      all.add(new StoredDay.Found(found.id(), finding.basedOn(text)));
    }
    return all;
  }
}
