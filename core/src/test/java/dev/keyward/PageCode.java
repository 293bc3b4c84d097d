package dev.keyward;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/** Java programs in pages of the documentation. Test-only. */
public final class PageCode {

  /** A block of Java. */
  static final Pattern BLOCK = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

  private static final Pattern CLASS = Pattern.compile("public class (\\w+)");

  private PageCode() {}

  /** All blocks of a page, in their order. */
  static List<String> blocks(Path page) throws IOException {
    String text = Files.readString(page);
    List<String> blocks = new ArrayList<>();
    for (Matcher block = BLOCK.matcher(text); block.find(); ) {
      blocks.add(block.group(1));
    }
    return blocks;
  }

  /** The block that has the public class of that name. */
  public static String program(Path page, String name) throws IOException {
    for (String block : blocks(page)) {
      Matcher type = CLASS.matcher(block);
      if (type.find() && type.group(1).equals(name)) {
        return block;
      }
    }
    throw new AssertionError(page + " has no program " + name);
  }

  /** Compiles a class into the folder; skips the test if this Java has no compiler. */
  public static void compile(Path folder, String name, String source) throws IOException {
    Path file = Files.writeString(folder.resolve(name + ".java"), source);
    ByteArrayOutputStream errors = new ByteArrayOutputStream();
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    assumeTrue(compiler != null, "skipped: this Java has no compiler");
    int outcome =
        compiler.run(
            null,
            errors,
            errors,
            "-proc:none",
            "-cp",
            System.getProperty("java.class.path"),
            "-d",
            folder.toString(),
            file.toString());
    assertEquals(0, outcome, errors.toString(StandardCharsets.UTF_8));
  }

  /** A class that was compiled into that folder. */
  public static Class<?> loaded(Path folder, String name) throws Exception {
    URL[] place = {folder.toUri().toURL()};
    return new URLClassLoader(place, PageCode.class.getClassLoader()).loadClass(name);
  }
}
