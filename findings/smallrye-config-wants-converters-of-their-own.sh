#!/usr/bin/env bash
# SmallRye Config refuses a @WithConverter whose convert method is inherited from a generic base, with an exception that says nothing.
#
# Package: io.smallrye.config:smallrye-config 3.16.0 (Maven Central), on a JDK of 21 or newer.
# Expected: any Converter<Integer> will do for a key of type int, as it does when it is registered with the builder; if not, an error that
#   names the key or the converter.
# Seen: the class is asked for its own convert(String) by reflection and the erased return type is compared. A subclass of
#   Base<T> implements Converter<T> says Object, and the mapping fails with a bare java.lang.IllegalArgumentException: no message, no cause,
#   no key. Overriding convert with the type mends it, but not for a class that is nested in the one it extends: javac gives that one
#   a bridge of its own, which says Object again.
# Matters to: whoever writes a family of converters with bounds (durations, ports) for @ConfigMapping keys in Quarkus or SmallRye.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
command -v mvn java > /dev/null || { echo "needs mvn and a JDK of 21 or newer on the PATH" >&2; exit 2; }

cat > pom.xml <<'POM'
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion><groupId>f</groupId><artifactId>f</artifactId><version>1</version>
  <dependencies>
    <dependency><groupId>io.smallrye.config</groupId><artifactId>smallrye-config</artifactId><version>3.16.0</version></dependency>
  </dependencies>
</project>
POM
mvn -q -B org.apache.maven.plugins:maven-dependency-plugin:3.8.1:build-classpath -Dmdep.outputFile=cp
mkdir src classes
cat > src/Base.java <<'JAVA'
import org.eclipse.microprofile.config.spi.Converter;
public abstract class Base<T> implements Converter<T> {
  protected abstract T read(String text);
  @Override public T convert(String text) { return read(text.strip()); }
}
JAVA
cat > src/Inherits.java <<'JAVA'
public class Inherits extends Base<Integer> {
  @Override protected Integer read(String text) { return Integer.valueOf(text); }
}
JAVA
cat > src/Whole.java <<'JAVA'
public abstract class Whole extends Base<Integer> {
  @Override protected Integer read(String text) { return Integer.valueOf(text); }
  @Override public Integer convert(String text) { return super.convert(text); }
  public static class Nested extends Whole {}
}
JAVA
cat > src/Apart.java <<'JAVA'
public class Apart extends Whole {}
JAVA
cat > src/Show.java <<'JAVA'
import io.smallrye.config.*;
import java.util.Map;
public class Show {
  @ConfigMapping(prefix = "a") public interface OfInherits { @WithConverter(Inherits.class) int port(); }
  @ConfigMapping(prefix = "a") public interface OfNested { @WithConverter(Whole.Nested.class) int port(); }
  @ConfigMapping(prefix = "a") public interface OfApart { @WithConverter(Apart.class) int port(); }

  static String tried(Class<?> mapping) {
    try {
      SmallRyeConfig config = new SmallRyeConfigBuilder().withMapping(mapping)
          .withSources(new PropertiesConfigSource(Map.of("a.port", " 8080 "), "keys", 100)).build();
      return String.valueOf(mapping.getMethod("port").invoke(config.getConfigMapping(mapping)));
    } catch (IllegalArgumentException | ExceptionInInitializerError e) {
      return "refused: " + e.getMessage();
    } catch (ReflectiveOperationException e) {
      return "other: " + e;
    }
  }

  public static void main(String... args) {
    System.out.println("registered: " + new SmallRyeConfigBuilder().withConverter(Integer.class, 500, new Inherits())
        .withSources(new PropertiesConfigSource(Map.of("a.port", " 8080 "), "keys", 100)).build().getValue("a.port", Integer.class));
    System.out.println("inherits: " + tried(OfInherits.class));
    System.out.println("nested: " + tried(OfNested.class));
    System.out.println("apart: " + tried(OfApart.class));
  }
}
JAVA
javac -cp "$(cat cp)" -d classes src/*.java
timeout 60 java -cp "classes:$(cat cp)" Show | tee told
diff told - <<'TOLD'
registered: 8080
inherits: refused: null
nested: refused: null
apart: 8080
TOLD
echo "as described"
