package dev.headroom.config;

import org.eclipse.microprofile.config.spi.Converter;
import org.jspecify.annotations.Nullable;

/**
 * What the values of a key look like. Blanks around a value do not count; a value of blanks alone
 * is the same as none.
 *
 * @param <T> what a value is converted to
 */
public abstract class Form<T> implements Converter<T> {
  private static final long serialVersionUID = 1L;

  private final String remedy;

  /**
   * A form.
   *
   * @param remedy what to write where a value has not this form, a sentence
   */
  protected Form(String remedy) {
    this.remedy = remedy;
  }

  /**
   * Converts a value.
   *
   * @param text not empty, without blanks around it
   * @throws BadValueException when it has not this form
   */
  protected abstract T read(String text);

  /**
   * Converts a value; null when it is empty. Each form overrides it with the type that it converts
   * to, and no form is nested in one that it extends: SmallRye asks the class itself for the type
   * of this method, and a bridge says Object.
   *
   * @throws BadValueException when it has not this form
   */
  @Override
  public @Nullable T convert(String value) {
    String text = value.strip();
    return text.isEmpty() ? null : read(text);
  }

  /** What to write where a value has not this form, a sentence. */
  public final String remedy() {
    return remedy;
  }

  /**
   * Whether a wrong value may be shown: not where it gives access by itself.
   *
   * @param value as it is written
   */
  public boolean isShown(String value) {
    return true;
  }

  /** That a value has not this form. */
  protected final BadValueException bad(String problem) {
    return new BadValueException(problem, remedy);
  }
}
