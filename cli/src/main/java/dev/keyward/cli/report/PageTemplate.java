package dev.keyward.cli.report;

import com.samskivert.mustache.DefaultCollector;
import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.MustacheException;
import com.samskivert.mustache.Template;
import java.io.IOException;
import java.io.InputStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;

/**
 * The page: a Mustache template that escapes whatever is put into it, with a style sheet and a
 * script of ours. The page's own policy (CSP level 3) lets these two run, told by their digests,
 * and nothing else, so that a hole in the escaping would still do nothing.
 */
final class PageTemplate {

  private final Template template;
  private final String style;
  private final String script;

  private PageTemplate(Template template, String style, String script) {
    this.template = template;
    this.style = style;
    this.script = script;
  }

  static PageTemplate load() throws IOException {
    return new PageTemplate(compiled("page.mustache"), resource("page.css"), resource("page.js"));
  }

  /** The page of a fleet, which looks like that of an audit. */
  static PageTemplate loadFleet() throws IOException {
    return new PageTemplate(
        compiled("fleet.mustache"),
        resource("page.css") + resource("fleet.css"),
        resource("fleet.js"));
  }

  private static Template compiled(String name) throws IOException {
    return Mustache.compiler()
        .strictSections(true)
        .withCollector(new Optionals())
        .compile(resource(name));
  }

  void write(Page page, Writer out) throws IOException {
    write(page, style + page.matrix().style(), out);
  }

  void write(FleetPage page, Writer out) throws IOException {
    write(page, style, out);
  }

  private void write(Object page, String sheet, Writer out) throws IOException {
    Map<String, String> frame =
        Map.of("style", sheet, "script", script, "policy", policy(sheet, script));
    try {
      template.execute(page, frame, out);
    } catch (MustacheException e) {
      if (e.getCause() instanceof IOException lost) {
        throw lost;
      }
      throw e;
    }
  }

  private static String policy(String style, String script) {
    return "default-src 'none'; style-src '"
        + digest(style)
        + "'; script-src '"
        + digest(script)
        + "'; base-uri 'none'; form-action 'none'";
  }

  private static String digest(String text) {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      byte[] digest = sha256.digest(text.getBytes(StandardCharsets.UTF_8));
      return "sha256-" + Base64.getEncoder().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
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
