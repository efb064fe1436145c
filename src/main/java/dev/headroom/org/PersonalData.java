package dev.headroom.org;

import java.util.Arrays;
import java.util.Optional;

/** What a tenant is shown of the users of its orgs. The operator is shown everything. */
public enum PersonalData {
  /** Names of users as Salesforce has them: the default. */
  NAMES("names"),
  /** Ids instead of names. */
  NONE("none");

  private final String word;

  PersonalData(String word) {
    this.word = word;
  }

  /** Returns the word in the manifest. */
  public String word() {
    return word;
  }

  /** Returns what is called {@code word}; empty if nothing is. */
  public static Optional<PersonalData> of(String word) {
    return Arrays.stream(values()).filter(one -> one.word.equals(word)).findFirst();
  }
}
