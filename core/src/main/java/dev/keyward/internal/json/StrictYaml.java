package dev.keyward.internal.json;

import com.fasterxml.jackson.core.io.IOContext;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.Reader;

/**
 * The one configuration of the YAML parser. Only {@link YamlReader} uses it, so that the library is
 * loaded when a policy or topology is read and not before.
 */
final class StrictYaml extends YAMLFactory {

  private static final long serialVersionUID = 1L;

  @Override
  protected YAMLParser _createParser(Reader text, IOContext context) {
    return new StrictYamlParser(context, text);
  }
}
