package dev.keyward.cli.base;

import dev.keyward.Fault;
import dev.keyward.KeywardException;
import dev.keyward.cli.console.IoFault;
import dev.keyward.guardian.DamagedGuardian;
import java.io.IOException;

/** Reports a failure within a run over many files in JSON, with the text of the error. */
public final class Failures {

  private Failures() {}

  /** What the file system said of {@code file}, in the console's words. */
  public static Fault io(String file, IOException failure) {
    Fault told = IoFault.of(failure);
    return told.where().isEmpty() ? told.within(file) : told;
  }

  /** Why an entry of the store cannot be read. */
  public static Fault of(DamagedGuardian damaged) {
    if (damaged.why() instanceof IOException failure) {
      return io("guardian " + damaged.name(), failure);
    }
    return damaged.why() instanceof KeywardException refused
        ? refused.fault()
        : Fault.of("damaged-store", "", String.valueOf(damaged.why().getMessage()), "");
  }
}
