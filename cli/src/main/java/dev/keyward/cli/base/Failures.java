package dev.keyward.cli.base;

import dev.keyward.Fault;
import dev.keyward.cli.console.IoFault;
import java.io.IOException;

/** Reports a failure within a run over many files in JSON, with the text of the error. */
public final class Failures {

  private Failures() {}

  /** What the file system said of {@code file}, in the console's words. */
  public static Fault io(String file, IOException failure) {
    Fault told = IoFault.of(failure);
    return told.where().isEmpty() ? told.within(file) : told;
  }
}
