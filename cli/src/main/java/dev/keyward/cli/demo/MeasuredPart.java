package dev.keyward.cli.demo;

import dev.keyward.KeywardException;
import java.io.IOException;

/** The part of the scenario in which a host proves its boot. */
@FunctionalInterface
interface MeasuredPart {
  void play(MeasuredHost host) throws KeywardException, IOException;
}
