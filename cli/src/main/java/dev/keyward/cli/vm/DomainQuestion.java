package dev.keyward.cli.vm;

import dev.keyward.KeywardException;
import dev.keyward.cli.args.Arguments;
import dev.keyward.cli.args.UsageException;
import dev.keyward.cli.base.Session;
import dev.keyward.file.SafeFiles;
import dev.keyward.vm.ShieldedVm;
import dev.keyward.vm.VmDescription;
import dev.keyward.vm.domain.DomainRefusal;
import dev.keyward.vm.domain.LibvirtDomain;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/** Whether a shielded VM may start as a libvirt domain: {@code --domain}. */
final class DomainQuestion {

  private final String file;
  private final LibvirtDomain domain;

  private DomainQuestion(String file, LibvirtDomain domain) {
    this.file = file;
    this.domain = domain;
  }

  /** What the command asks; empty where it does not. */
  static Optional<DomainQuestion> asked(Arguments arguments, Session session)
      throws KeywardException, IOException, UsageException {
    Optional<String> file = arguments.value("domain");
    return file.isPresent() ? Optional.of(read(file.get(), session)) : Optional.empty();
  }

  private static DomainQuestion read(String file, Session session)
      throws KeywardException, IOException, UsageException {
    boolean piped = file.equals("-");
    try (InputStream in =
        piped ? InputStream.nullInputStream() : SafeFiles.open(session.path(file))) {
      InputStream from = piped ? session.console().stdin() : in;
      byte[] xml = SafeFiles.readAtMost(from, VmDescription.MAX_SIZE, "");
      return new DomainQuestion(file, LibvirtDomain.parse(xml));
    } catch (KeywardException e) {
      throw e.within(file);
    }
  }

  Verdict judge(ShieldedVm vm) {
    return new Verdict(file, vm.header().policy().code(), vm.refusals(domain));
  }

  /**
   * What the policy says.
   *
   * @param file the domain's
   * @param policy the code of the policy
   * @param refusals what it refuses; empty where the domain may start
   */
  record Verdict(String file, String policy, List<DomainRefusal> refusals) {

    boolean isYes() {
      return refusals.isEmpty();
    }

    List<String> lines() {
      String start = "domain " + file + ": ";
      return isYes()
          ? List.of(start + "may start under the policy " + policy)
          : refusals.stream()
              .map(refusal -> start + "refused, " + refusal + " (" + refusal.place() + ")")
              .toList();
    }

    VmAnswer.OfDomain answerOf() {
      return new VmAnswer.OfDomain(
          file,
          isYes(),
          refusals.stream()
              .map(each -> new VmAnswer.Refusal(each.element(), each.place(), each.reason()))
              .toList());
    }
  }
}
