package dev.keyward.cli.protector;

import dev.keyward.cli.base.Text;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/** The line of an edit as text. */
final class EditText {

  private EditText() {}

  static String of(Map<String, Object> line) {
    StringBuilder text = new StringBuilder();
    text.append(line.get("file"));
    if (line.get("vm") instanceof Optional<?> vm && vm.isPresent()) {
      text.append('#').append(Text.printable(vm.get().toString()));
    }
    text.append(": ").append(line.get("status"));
    add(text, ", granted ", line.get("granted"));
    add(text, ", granted before ", line.get("alreadyGranted"));
    add(text, ", revoked wrapping ", line.get("revoked"));
    add(text, ", not granted ", line.get("notGranted"));
    return text.toString();
  }

  private static void add(StringBuilder text, String words, Object values) {
    if (values instanceof Collection<?> many && !many.isEmpty()) {
      text.append(words).append(String.join(", ", many.stream().map(Object::toString).toList()));
    }
  }
}
