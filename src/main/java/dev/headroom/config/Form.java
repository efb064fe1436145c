package dev.headroom.config;

import org.eclipse.microprofile.config.spi.Converter;
import org.jspecify.annotations.Nullable;

/**
 * The form of a key's values. Blanks around a value are ignored; a value of only blanks counts as
 * none.
 *
 * @param <T> what a value is converted to
 */
public abstract class Form<T> implements Converter<T> {
  private static final long serialVersionUID = 1L;

  private final String remedy;

  /**
   * Creates a form.
   *
   * @param remedy what to write if a value does not have this form, a sentence
   */
  protected Form(String remedy) {
    this.remedy = remedy;
  }

  /**
   * Converts a value.
   *
   * @param text not empty, without blanks around it
   * @throws BadValueException if it does not have this form
   */
  protected abstract T read(String text);

  /**
   * Converts a value; null if it is empty. Each form overrides it with the type that it converts
   * to, and no form is nested in one that it extends: SmallRye asks the class itself for the return
   * type of this method, and a bridge method says Object.
   *
   * @throws BadValueException if it does not have this form
   */
  @Override
  public @Nullable T convert(String value) {
    String text = value.strip();
    return text.isEmpty() ? null : read(text);
  }

  /** Returns what to write if a value does not have this form, a sentence. */
  public final String remedy() {
    return remedy;
  }

  /**
   * Returns whether a wrong value may be shown: not if the value alone gives access.
   *
   * @param value as written
   */
  public boolean isShown(String value) {
    return true;
  }

  /** Says that a value does not have this form. */
  protected final BadValueException bad(String problem) {
    return new BadValueException(problem, remedy);
  }
}
