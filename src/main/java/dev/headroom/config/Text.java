package dev.headroom.config;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A text that must match a pattern completely. */
public abstract class Text extends Form<String> {
  private static final long serialVersionUID = 1L;

  private final Pattern pattern;
  private final String problem;

  /**
   * Accepts texts that match one pattern.
   *
   * @param problem what is wrong with any other, as said of the key
   * @param remedy what to write instead, a sentence
   */
  protected Text(String pattern, String problem, String remedy) {
    super(remedy);
    this.pattern = Pattern.compile(pattern);
    this.problem = problem;
  }

  @Override
  public final @Nullable String convert(String value) {
    return super.convert(value);
  }

  @Override
  protected final String read(String text) {
    if (!pattern.matcher(text).matches()) {
      throw bad(problem);
    }
    return text;
  }
}
