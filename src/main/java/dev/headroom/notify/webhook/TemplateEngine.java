package dev.headroom.notify.webhook;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.quarkus.qute.Engine;
import io.quarkus.qute.EvalContext;
import io.quarkus.qute.Expression;
import io.quarkus.qute.IfSectionHelper;
import io.quarkus.qute.LoopSectionHelper;
import io.quarkus.qute.ResultMapper;
import io.quarkus.qute.Results;
import io.quarkus.qute.Scope;
import io.quarkus.qute.SectionHelper;
import io.quarkus.qute.SectionHelperFactory;
import io.quarkus.qute.TemplateException;
import io.quarkus.qute.TemplateNode.Origin;
import io.quarkus.qute.ValueResolver;
import io.quarkus.qute.ValueResolvers;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Qute without its defaults: values are maps, lists, texts, numbers and booleans, members of maps
 * are all that can be asked of them, and loops have a budget.
 */
final class TemplateEngine {
  /** The attribute of a rendering that counts the rounds of its loops. */
  static final String ROUNDS = "rounds";

  /** The most rounds that all loops of a rendering make together. */
  static final int MAX_ROUNDS = 2_000;

  private TemplateEngine() {}

  /** Built when the first template is met: most installations have none. */
  private static final class OfJson {
    private static final Engine ENGINE = engine(true);
  }

  private static final class OfText {
    private static final Engine ENGINE = engine(false);
  }

  static Engine of(boolean isJson) {
    return isJson ? OfJson.ENGINE : OfText.ENGINE;
  }

  private static Engine engine(boolean isJson) {
    return Engine.builder()
        .addSectionHelper(new IfSectionHelper.Factory())
        .addSectionHelper(new BoundedLoop())
        .addValueResolver(new AsJson())
        .addValueResolver(new MemberOf())
        .addValueResolver(ValueResolvers.mapperResolver())
        .addValueResolver(ValueResolvers.mapEntryResolver())
        .addValueResolver(new OrElse())
        .addResultMapper(new Printed(isJson))
        .strictRendering(true)
        .removeStandaloneLines(true)
        .build();
  }

  /** How many rounds are left. */
  static final class Rounds {
    private int left = MAX_ROUNDS;

    private void take(int rounds) {
      left -= rounds;
      if (left < 0) {
        throw new TemplateException("its loops make more than " + MAX_ROUNDS + " rounds");
      }
    }
  }

  /** A value that is already JSON. */
  private record Json(String text) {}

  /** {@code value.json}: any value as JSON, a text with its quotes. */
  private static final class AsJson implements ValueResolver {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @Override
    public int getPriority() {
      return DEFAULT_PRIORITY + 1;
    }

    @Override
    public boolean appliesTo(EvalContext context) {
      return context.getName().equals("json") && context.getParams().isEmpty();
    }

    @Override
    public CompletionStage<Object> resolve(EvalContext context) {
      try {
        return CompletableFuture.completedFuture(
            new Json(JSON.writeValueAsString(TemplateFacts.plain(context.getBase()))));
      } catch (JsonProcessingException e) {
        throw new TemplateException(e);
      }
    }
  }

  /**
   * A member of a map; one that is not there is an error, and of an absent value there are none.
   */
  private static final class MemberOf implements ValueResolver {
    @Override
    public boolean appliesTo(EvalContext context) {
      return context.getParams().isEmpty()
          && (context.getBase() instanceof Map<?, ?> || context.getBase() instanceof Absent);
    }

    @Override
    public CompletionStage<Object> resolve(EvalContext context) {
      if (context.getBase() instanceof Map<?, ?> map) {
        Object value = map.get(context.getName());
        return value == null ? Results.notFound(context) : CompletableFuture.completedFuture(value);
      }
      return CompletableFuture.completedFuture(Absent.VALUE);
    }
  }

  /** {@code name ?: other}: the other one if a message does not have the first. */
  private static final class OrElse implements ValueResolver {
    @Override
    public boolean appliesTo(EvalContext context) {
      return context.getName().equals("?:") && context.getParams().size() == 1;
    }

    @Override
    public CompletionStage<Object> resolve(EvalContext context) {
      return context.getBase() instanceof Absent
          ? context.evaluate(context.getParams().getFirst())
          : CompletableFuture.completedFuture(context.getBase());
    }
  }

  /** {@code for} and {@code each}, over lists and maps alone. */
  private static final class BoundedLoop implements SectionHelperFactory<SectionHelper> {
    private final LoopSectionHelper.Factory loops = new LoopSectionHelper.Factory();

    @Override
    public List<String> getDefaultAliases() {
      return loops.getDefaultAliases();
    }

    @Override
    public ParametersInfo getParameters() {
      return loops.getParameters();
    }

    @Override
    public List<String> getBlockLabels() {
      return loops.getBlockLabels();
    }

    @Override
    public Scope initializeBlock(Scope outer, BlockInfo block) {
      return loops.initializeBlock(outer, block);
    }

    @Override
    public SectionHelper initialize(SectionInitContext context) {
      Expression iterable = context.getExpression("iterable");
      SectionHelper loop = loops.initialize(context);
      return section ->
          section
              .resolutionContext()
              .evaluate(iterable)
              .thenCompose(
                  value -> {
                    if (section.resolutionContext().getAttribute(ROUNDS) instanceof Rounds rounds) {
                      rounds.take(size(value, iterable));
                    }
                    return loop.resolve(section);
                  });
    }

    private static int size(@Nullable Object value, Expression iterable) {
      return switch (value) {
        case Collection<?> list -> list.size();
        case Map<?, ?> map -> map.size();
        case null, default ->
            throw new TemplateException(
                iterable.toOriginalString() + " is neither a list nor a map: nothing to loop over");
      };
    }
  }

  /** How a value is written: in JSON, without its quotes. */
  private record Printed(boolean isJson) implements ResultMapper {
    @Override
    public int getPriority() {
      return DEFAULT_PRIORITY + 1;
    }

    @Override
    public boolean appliesTo(Origin origin, Object result) {
      return true;
    }

    @Override
    public String map(Object result, Expression expression) {
      return switch (result) {
        case Json json -> json.text();
        case Absent a -> "";
        case Map<?, ?> m -> throw several(expression);
        case Collection<?> c -> throw several(expression);
        default ->
            isJson
                ? new String(JsonStringEncoder.getInstance().quoteAsString(result.toString()))
                : result.toString();
      };
    }

    private static TemplateException several(Expression expression) {
      String name = expression.toOriginalString();
      return new TemplateException(
          "%s has several values: write {%s.json}, or loop over it".formatted(name, name));
    }
  }
}
