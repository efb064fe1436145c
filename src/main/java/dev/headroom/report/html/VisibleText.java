package dev.headroom.report.html;

import dev.headroom.org.PlainText;
import io.quarkus.qute.Expression;
import io.quarkus.qute.HtmlEscaper;
import io.quarkus.qute.ResultMapper;
import io.quarkus.qute.TemplateNode.Origin;
import java.util.List;

/**
 * The only place that cleans what pages show: every value of a template that contains an invisible
 * character is shown without it, and escaped.
 */
final class VisibleText implements ResultMapper {
  private final HtmlEscaper html = new HtmlEscaper(List.of("text/html"));

  @Override
  public int getPriority() {
    return DEFAULT_PRIORITY + 1;
  }

  @Override
  public boolean appliesTo(Origin origin, Object result) {
    return result instanceof CharSequence text
        && !PlainText.block(text.toString()).contentEquals(text);
  }

  @Override
  public String map(Object result, Expression expression) {
    return html.map(PlainText.block(result.toString()), expression);
  }
}
