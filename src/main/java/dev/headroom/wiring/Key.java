package dev.headroom.wiring;

import dev.headroom.config.BadValueException;
import dev.headroom.config.Form;
import dev.headroom.fleet.Violation;
import io.smallrye.config.ConfigMappingInterface.LeafProperty;
import io.smallrye.config.ConfigMappingInterface.Property;
import io.smallrye.config.ConfigMappings;
import io.smallrye.config.ConfigMappings.ConfigClass;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.spi.Converter;
import org.jspecify.annotations.Nullable;

/**
 * A configuration key, as declared by a mapping.
 *
 * @param name its full name
 * @param optional whether an empty value counts as none
 * @param form of its values
 */
public record Key(String name, boolean optional, Form<?> form) {
  /**
   * Returns the keys of {@code mappings}, by name.
   *
   * @throws IllegalArgumentException if a member of a mapping has no {@link Form} as its converter
   */
  public static List<Key> of(List<Class<?>> mappings) {
    return mappings.stream()
        .map(mapping -> ConfigMappings.getProperties(ConfigClass.configClass(mapping)))
        .flatMap(properties -> properties.entrySet().stream())
        .filter(entry -> entry.getValue().isLeaf() || entry.getValue().isPrimitive())
        .map(Key::of)
        .sorted(Comparator.comparing(Key::name))
        .toList();
  }

  private static Key of(Map.Entry<String, Property> entry) {
    Property property = entry.getValue();
    Class<? extends Converter<?>> converter =
        property.isPrimitive()
            ? property.asPrimitive().getConvertWith()
            : leaf(property).getConvertWith();
    return new Key(entry.getKey(), property.isOptional(), form(entry.getKey(), converter));
  }

  private static LeafProperty leaf(Property property) {
    return property.isOptional()
        ? property.asOptional().getNestedProperty().asLeaf()
        : property.asLeaf();
  }

  private static Form<?> form(String name, @Nullable Class<? extends Converter<?>> converter) {
    try {
      if (converter != null && converter.getConstructor().newInstance() instanceof Form<?> form) {
        return form;
      }
    } catch (ReflectiveOperationException e) {
      throw new IllegalArgumentException("the form of " + name + " cannot be made", e);
    }
    throw new IllegalArgumentException(name + " has no form");
  }

  /** Returns what is wrong with a value as written; empty if nothing is, and for null. */
  public Optional<Violation> check(@Nullable String value) {
    if (value == null || (optional && value.isBlank())) {
      return Optional.empty();
    }
    if (value.isBlank()) {
      return Optional.of(new Violation(name, null, "is empty", form.remedy()));
    }
    try {
      form.convert(value);
      return Optional.empty();
    } catch (BadValueException e) {
      return Optional.of(
          new Violation(name, form.isShown(value) ? value : null, e.problem(), e.remedy()));
    }
  }
}
