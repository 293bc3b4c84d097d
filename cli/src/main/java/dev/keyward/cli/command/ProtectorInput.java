package dev.keyward.cli.command;

import dev.keyward.KeywardException;
import dev.keyward.cli.args.Arguments;
import dev.keyward.cli.args.UsageException;
import dev.keyward.protector.ProtectorEncoding;
import dev.keyward.protector.ProtectorFile;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/** stub. */
final class ProtectorInput {

  private final Session session;
  private final Optional<String> vm;

  /** x. */
  record Entry(
      String file, int index, Optional<String> vm, ProtectorEncoding encoding, byte[] document) {
    String place() {
      return vm.map(name -> file + "#" + Text.printable(name)).orElse(file);
    }
  }

  interface Visitor {
    void visit(Entry entry) throws KeywardException, IOException, UsageException;
  }

  ProtectorInput(Session session, Arguments arguments) {
    this.session = session;
    this.vm = arguments.value("vm");
  }

  void each(String file, Visitor visitor) throws KeywardException, IOException, UsageException {
    ProtectorFile f = ProtectorFile.open(session.path(file));
    visitor.visit(new Entry(file, 0, Optional.empty(), f.encoding(), f.single()));
  }

  byte[] single(String file) throws KeywardException, IOException, UsageException {
    return ProtectorFile.open(session.path(file)).single();
  }

  byte[] rewritten(String file, Map<Integer, byte[]> replaced)
      throws KeywardException, IOException, UsageException {
    ProtectorFile f = ProtectorFile.open(session.path(file));
    return f.encoding().encode(replaced.values().iterator().next());
  }
}
