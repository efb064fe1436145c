package dev.headroom.local.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class EveryPageTest {
  @Test
  void everyPageThatIsServedIsInTheListOfThoseThatAreLookedAt() {
    Set<String> served =
        new ClassFileImporter()
            .importPackages("dev.headroom.local").stream()
                .flatMap(type -> type.getMethods().stream())
                .filter(method -> method.isAnnotatedWith(GET.class) && isPage(method))
                .map(EveryPageTest::route)
                .collect(Collectors.toSet());

    assertThat(served).contains("/", "/orgs/{org}");
    assertThat(EveryPage.ALL.stream().map(EveryPage::route).filter(r -> !r.isEmpty()))
        .as("every route of a page is in EveryPage.ALL, which the browser test looks at")
        .containsAll(served);
  }

  private static boolean isPage(JavaMethod method) {
    JavaClass owner = method.getOwner();
    Produces produces =
        method
            .tryGetAnnotationOfType(Produces.class)
            .or(() -> owner.tryGetAnnotationOfType(Produces.class))
            .orElse(null);
    return produces != null && Arrays.asList(produces.value()).contains(MediaType.TEXT_HTML);
  }

  private static String route(JavaMethod method) {
    String resource =
        method.getOwner().tryGetAnnotationOfType(Path.class).map(Path::value).orElse("");
    String own = method.tryGetAnnotationOfType(Path.class).map(Path::value).orElse("");
    return ("/" + resource + "/" + own).replaceAll("/+", "/").replaceAll("(?<=.)/$", "");
  }
}
