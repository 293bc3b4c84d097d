package dev.keyward.cli.hgs;

import dev.keyward.Fault;
import dev.keyward.KeywardException;
import dev.keyward.NoAccessException;
import dev.keyward.cli.args.Arguments;
import dev.keyward.cli.args.SwappedOperands;
import dev.keyward.cli.args.UsageException;
import dev.keyward.cli.base.Certificates;
import dev.keyward.cli.base.Session;
import dev.keyward.cli.base.folder.ServiceSecret;
import dev.keyward.guardian.Thumbprint;
import dev.keyward.hgs.description.HgsCertificate;
import dev.keyward.hgs.description.HgsDescription;
import dev.keyward.hgs.folder.HgsFolder;
import dev.keyward.secret.Passphrase;
import java.io.IOException;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What the {@code hgs} verbs are given. */
record HgsInput(Arguments arguments, Session session) {

  /** What the help of each of them ends with. */
  static final String LABS =
      "For KVM fabrics and tests: the service speaks the protocols of a Host Guardian"
          + " Service. It measures hosts with messages of its own only. It does not"
          + " configure Hyper-V.";

  /** The service in the folder that is the first operand. */
  HgsFolder folder() throws UsageException {
    SwappedOperands.requireFolderFirst(arguments, "DIR before the other one");
    return HgsFolder.at(arguments.operandPath(0), session.random()).telling(session.secrets());
  }

  /** As {@link ServiceSecret#ofDamaged}. */
  Passphrase passphraseIfDamaged() throws KeywardException, IOException, UsageException {
    return ServiceSecret.ofDamaged(folder(), session);
  }

  /** As {@link ServiceSecret#of}. */
  Passphrase passphrase() throws KeywardException, IOException, UsageException {
    return ServiceSecret.of(folder(), session);
  }

  /**
   * When certificates of the service begin that are made now.
   *
   * @throws dev.keyward.NotTrustedException code {@code wrong-clock}
   */
  Instant beginning(HgsDescription service) throws KeywardException {
    return Certificates.beginning(
        session, service.certificates().stream().map(HgsCertificate::certificate));
  }

  /** The command that lists the certificates of the service. */
  String listingCommand() throws UsageException {
    String list = "hgs certificate list";
    return session
        .console()
        .commands()
        .begin()
        .words(list)
        .file(arguments.operand(0))
        .or("keyward " + list + " DIR");
  }

  /** The operands after the folder. */
  List<String> named() {
    return arguments.operands().subList(1, arguments.operands().size());
  }

  /** The thumbprints of the certificates that the operands after the folder name, each once. */
  List<Thumbprint> thumbprints(HgsDescription service) throws NoAccessException, UsageException {
    return thumbprints(service, named());
  }

  /** The thumbprints of the certificates whose thumbprints begin with those, each once. */
  List<Thumbprint> thumbprints(HgsDescription service, List<String> begins)
      throws NoAccessException, UsageException {
    Set<Thumbprint> chosen = new LinkedHashSet<>();
    for (String typed : begins) {
      chosen.add(certificate(service, typed).certificate().thumbprint());
    }
    return List.copyOf(chosen);
  }

  /** The certificate whose thumbprint begins with the second operand. */
  HgsCertificate certificate(HgsDescription service) throws NoAccessException, UsageException {
    return certificate(service, arguments.operand(1));
  }

  /** The certificate whose thumbprint begins with {@code text}. */
  HgsCertificate certificate(HgsDescription service, String text)
      throws NoAccessException, UsageException {
    String typed = text.toLowerCase(Locale.ROOT);
    if (!typed.matches("[0-9a-f]{8,64}")) {
      throw new UsageException(
          "\"" + typed + "\" is not a thumbprint, expected 8 to 64 hexadecimal digits");
    }
    List<HgsCertificate> found =
        service.certificates().stream()
            .filter(each -> each.certificate().thumbprint().toString().startsWith(typed))
            .toList();
    if (found.size() > 1) {
      throw new UsageException("\"" + typed + "\" begins " + found.size() + " thumbprints");
    }
    if (found.isEmpty()) {
      throw new NoAccessException(
          Fault.of(
                  "unknown-certificate",
                  service.name().toString(),
                  "no certificate " + typed,
                  "one of the service's")
              .withHint(listingCommand() + " lists them"));
    }
    return found.get(0);
  }
}
