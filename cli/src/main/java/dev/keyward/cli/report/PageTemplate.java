package dev.keyward.cli.report;

import com.samskivert.mustache.DefaultCollector;
import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.MustacheException;
import com.samskivert.mustache.Template;
import dev.keyward.guardian.Thumbprint;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The page: a Mustache template that escapes whatever is put into it, with a style sheet and a
 * script of ours. The page's own policy (CSP level 3) lets these two run, told by their digests,
 * and nothing else, so that a hole in the escaping would still do nothing.
 */
public final class PageTemplate {

  private static final String BODY = "{{>body}}\n";
  private static final String CHANGES = "{{>changes}}\n";

  private final Template template;
  private final String about;
  private final String style;
  private final String script;

  /**
   * What one kind of page has of its own.
   *
   * @param about what it is about, in one word
   * @param body the file of the template that is put into the frame
   * @param styles the files of its style sheets
   * @param script the file of its script
   */
  public record Parts(String about, String body, List<String> styles, String script) {

    /** Reads the files, which lie beside this class. */
    public PageTemplate load() throws IOException {
      StringBuilder style = new StringBuilder();
      for (String file : styles) {
        style.append(resource(file));
      }
      String frame =
          resource("frame.mustache")
              .replace(BODY, resource(body))
              .replace(CHANGES, resource("changes.mustache"));
      return new PageTemplate(compiled(frame), about, style.toString(), resource(script));
    }
  }

  private PageTemplate(Template template, String about, String style, String script) {
    this.template = template;
    this.about = about;
    this.style = style;
    this.script = script;
  }

  private static Template compiled(String text) {
    return Mustache.compiler().strictSections(true).withCollector(new Optionals()).compile(text);
  }

  /**
   * Writes a page in UTF-8, and flushes.
   *
   * @param page a record with all that the template asks for
   * @param widths further style rules
   * @param out the caller's, who closes it
   */
  public void write(Object page, String widths, OutputStream out) throws IOException {
    Writer text = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8), 1 << 16);
    String sheet = style + widths;
    Map<String, String> frame =
        Map.of("about", about, "style", sheet, "script", script, "policy", policy(sheet, script));
    try {
      template.execute(page, frame, text);
    } catch (MustacheException e) {
      if (e.getCause() instanceof IOException lost) {
        throw lost;
      }
      throw e;
    }
    text.flush();
  }

  private static String policy(String style, String script) {
    return "default-src 'none'; style-src '"
        + digest(style)
        + "'; script-src '"
        + digest(script)
        + "'; base-uri 'none'; form-action 'none'";
  }

  private static String digest(String text) {
    byte[] digest = Thumbprint.of(text.getBytes(StandardCharsets.UTF_8)).bytes();
    return "sha256-" + Base64.getEncoder().encodeToString(digest);
  }

  private static String resource(String name) throws IOException {
    try (InputStream in = PageTemplate.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("\r\n", "\n");
    }
  }

  /** Takes an Optional for a list of one or none. */
  private static final class Optionals extends DefaultCollector {
    @Override
    public Iterator<?> toIterator(Object value) {
      return value instanceof Optional<?> one ? one.stream().iterator() : super.toIterator(value);
    }
  }
}
