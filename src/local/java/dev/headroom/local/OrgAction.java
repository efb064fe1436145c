package dev.headroom.local;

import dev.headroom.fleet.Violation;
import java.util.List;
import java.util.Map;

/** What {@code manage} can be asked about one org of the data folder. */
interface OrgAction {
  /** As the command line writes it. */
  String word();

  /** Its members, in the order that the usage gives them; each is an option. */
  List<String> members();

  /**
   * Answers for {@code org}.
   *
   * @param org as it was written; the fleet may not have it
   * @param members those that were given
   */
  Answer run(Stores stores, String org, Map<String, String> members);

  /**
   * What came of it.
   *
   * @param violations everything that is wrong, by member; when there is any, there is no text
   * @param text for standard output, without a line break at its end
   */
  record Answer(List<Violation> violations, String text) {
    public Answer {
      violations = List.copyOf(violations);
    }

    static Answer of(String text) {
      return new Answer(List.of(), text);
    }

    static Answer wrong(List<Violation> violations) {
      return new Answer(violations, "");
    }
  }
}
