package dev.keyward.cli.host.libvirt;

import dev.keyward.cli.console.Answer;
import dev.keyward.cli.host.HostAnswer;
import dev.keyward.guardian.Thumbprint;
import dev.keyward.host.Acceptance;
import dev.keyward.host.libvirt.AcceptedOnce;
import dev.keyward.host.libvirt.DomainRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What the verbs of libvirt answer. */
final class LibvirtAnswer {

  private LibvirtAnswer() {}

  /** Where the hook is. */
  @Answer.To("host-libvirt-install")
  record Installed(String folder, String hook, String keyward) implements Answer {}

  /** One domain. */
  @Answer.To({"host-libvirt-add", "host-libvirt-remove", "host-libvirt-accept"})
  record One(String folder, @Answer.Inline Domain domain) implements Answer {}

  /** All domains. */
  @Answer.To("host-libvirt-status")
  record Listed(String folder, List<Domain> domains) implements Answer {}

  /** What the host keeps of a domain. */
  record Domain(
      String domain,
      String id,
      String file,
      String tpmState,
      String status,
      @Answer.IfPresent Optional<String> stateSha256,
      Instant at,
      @Answer.IfPresent Optional<Accepted> accepted)
      implements Answer {

    static Domain of(DomainRecord record) {
      return new Domain(
          record.domain(),
          record.id().toString(),
          record.file().toString(),
          record.tpmState().toString(),
          record.status().code(),
          record.digest().map(Thumbprint::toString),
          record.at(),
          Optional.of(record.accepted()).filter(AcceptedOnce::isAnything).map(Accepted::of));
    }

    /** The domain in one line. */
    String words() {
      return domain
          + ": "
          + status
          + " since "
          + at
          + ", state of the virtual TPM "
          + stateSha256.map(digest -> digest.substring(0, 16)).orElse("not there yet")
          + ", "
          + file
          + accepted.map(each -> "; the next start accepts " + each.words()).orElse("");
    }
  }

  /** What the next start accepts. */
  record Accepted(
      @Answer.IfPresent Optional<String> stateSha256,
      List<String> history,
      @Answer.IfPresent Optional<String> owner)
      implements Answer {

    static Accepted of(AcceptedOnce accepted) {
      Acceptance file = accepted.history();
      List<String> history = new ArrayList<>();
      if (file.rollback()) {
        history.add("rollback");
      }
      if (file.branch()) {
        history.add("branch");
      }
      return new Accepted(
          accepted.state().map(Thumbprint::toString),
          history,
          file.owner().map(Thumbprint::toString));
    }

    String words() {
      List<String> words = new ArrayList<>();
      stateSha256.ifPresent(
          digest -> words.add("state " + digest.substring(0, 16) + " of the virtual TPM"));
      history.forEach(kind -> words.add("a " + kind + " of the file"));
      owner.ifPresent(digest -> words.add("owner " + digest));
      return String.join(", ", words);
    }
  }

  /** What the hook did. Domains that are not this host's are passed. */
  @Answer.To("host-libvirt-hook")
  record Hooked(
      String folder,
      String domain,
      String operation,
      String result,
      @Answer.Inline Optional<Prepared> prepared)
      implements Answer {}

  /** What was started. */
  @Answer.To("host-libvirt-start")
  record Started(String folder, String domain, @Answer.Inline Prepared prepared)
      implements Answer {}

  /** A domain whose key libvirt got. */
  record Prepared(
      String vtpmState, String server, long generation, List<HostAnswer.Decided> decisions)
      implements Answer {

    static Prepared of(
        DomainRecord.Finding finding,
        String server,
        long generation,
        List<HostAnswer.Decided> all) {
      String word = finding.name().toLowerCase(Locale.ROOT).replace('_', '-');
      return new Prepared(word, server, generation, all);
    }
  }
}
