package dev.keyward.cli.base;

import dev.keyward.Fault;
import dev.keyward.KeywardException;
import dev.keyward.cli.console.IoFault;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** How a failure within a run over many is told in JSON: in the words of the error itself. */
public final class Failures {

  private Failures() {}

  public static Map<String, Object> json(KeywardException failure) {
    return json(failure.fault());
  }

  public static Map<String, Object> json(Fault fault) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("code", fault.code());
    json.put("where", fault.where());
    json.put("found", fault.found());
    json.put("expected", fault.expected());
    json.put("hint", fault.hint());
    return json;
  }

  /** What the file system said of {@code file}, in the console's words. */
  public static Fault io(String file, IOException failure) {
    Fault told = IoFault.of(failure);
    return told.where().isEmpty() ? told.within(file) : told;
  }
}
