package dev.keyward.audit.judge;

import dev.keyward.Fault;
import dev.keyward.audit.look.FileRemedy;
import dev.keyward.audit.result.AuditFindingCode;
import dev.keyward.audit.result.OtherKind;
import dev.keyward.finding.Finding;
import dev.keyward.finding.Finding.Remedy;
import dev.keyward.finding.FindingCode;
import dev.keyward.finding.Severity;
import dev.keyward.protector.part.Check;
import dev.keyward.text.ForeignText;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Set;

/** The findings that stop an examination, in their words. */
public final class Findings {

  private static final String OWNER = "OWNER";

  private Findings() {}

  /** The name of the file is left out: it stands beside the finding. */
  public static Finding unreadable(IOException failure) {
    String reason =
        failure instanceof FileSystemException known && known.getReason() != null
            ? known.getReason()
            : failure.getClass().getSimpleName();
    return Finding.of(
        AuditFindingCode.UNREADABLE,
        words(failure, reason),
        Remedy.noCommand("check the path and who may read it, and audit again"));
  }

  private static String words(IOException failure, String reason) {
    if (failure instanceof AccessDeniedException) {
      return "permission denied";
    }
    return failure instanceof NoSuchFileException ? "no such file or folder" : reason;
  }

  public static Finding notProtector(Fault fault) {
    if (Set.of("saved-as-text", "ambiguous-export", "damaged-container").contains(fault.code())) {
      return Finding.of(
          AuditFindingCode.NOT_A_PROTECTOR,
          fault.message(),
          Remedy.noCommand(fault.hint().orElseThrow()));
    }
    return Finding.of(
        AuditFindingCode.NOT_A_PROTECTOR,
        fault.message(),
        Remedy.noCommand(FileRemedy.RESTORE.words()));
  }

  /** The same finding with what helps in this case, where nothing better is known than a backup. */
  static Finding advised(Finding finding, FileRemedy remedy) {
    return finding.remedy().equals(Remedy.noCommand(FileRemedy.RESTORE.words()))
        ? Finding.of(finding.code(), finding.found(), Remedy.noCommand(remedy.words()))
        : finding;
  }

  public static Finding otherFile(OtherKind kind) {
    return Finding.of(
        AuditFindingCode.OTHER_FILE,
        "kind: " + kind.words(),
        Remedy.noCommand("remove the file from the folder, or audit without --strict"));
  }

  public static Finding notRead(String found, String remedy) {
    return Finding.of(AuditFindingCode.UNREADABLE, found, Remedy.noCommand(remedy));
  }

  public static Finding noProtector() {
    return Finding.of(
        AuditFindingCode.NO_PROTECTOR,
        "the bytes say that there is none",
        Remedy.noCommand(
            "shield the VM on its host and export again, or leave it out of the audit"));
  }

  public static Finding notCollected(Fault fault) {
    return Finding.of(
        AuditFindingCode.NOT_COLLECTED,
        fault.found(),
        Remedy.noCommand("read it again on its host, with -ErrorAction Stop, and export again"));
  }

  public static Finding withoutProtectors(Fault fault) {
    return Finding.of(
        AuditFindingCode.EXPORT_WITHOUT_PROTECTORS,
        fault.found(),
        Remedy.noCommand("export the protectors too: " + fault.hint().orElseThrow()));
  }

  public static Finding differs(Fault fault) {
    return Finding.of(
        AuditFindingCode.DIFFERS,
        fault.message(),
        Remedy.noCommand(
            "compare it with its source, and restore it from there", "protector show FILE"));
  }

  public static Finding uncheckable(Check check) {
    String found = check.where() + ": " + check.detail() + " (check " + check.name() + ")";
    return Finding.of(AuditFindingCode.CANNOT_BE_CHECKED, found, otherAlgorithm());
  }

  private static Remedy otherAlgorithm() {
    return Remedy.noCommand("have the owner make it again with a published algorithm");
  }

  public static Finding invalid(List<Check> failed) {
    Check first = failed.get(0);
    String more = failed.size() == 1 ? "" : ", and " + (failed.size() - 1) + " more";
    String found =
        "check " + first.name() + " failed at " + first.where() + ": " + first.detail() + more;
    return Finding.of(
        AuditFindingCode.INVALID,
        found,
        Remedy.noCommand(
            "restore it from a backup or have its owner make a new one", "protector verify FILE"));
  }

  /**
   * A name that looks like one that came before it. Both are spelled in ASCII, because readers
   * could not tell them apart.
   *
   * @param kind what has the name, such as {@code VM}
   */
  public static Finding lookAlike(String kind, String name, String first) {
    return lookAlike(AuditFindingCode.LOOK_ALIKE_NAME, kind, name, first);
  }

  /** The same under the code of another room. */
  public static Finding lookAlike(FindingCode code, String kind, String name, String first) {
    String spelled = ForeignText.spelled(name);
    String other = ForeignText.spelled(first);
    boolean ascii = ForeignText.isAscii(name) && ForeignText.isAscii(first);
    return new Finding(
        code,
        ascii ? Severity.NOTE : Severity.WARNING,
        kind + " " + spelled + " looks like " + kind + " " + other,
        Remedy.noCommand("find out who chose these names, and rename the one that nobody expects"));
  }

  /**
   * What a protector has in common with that of the VM {@code first}.
   *
   * @param document whether they are the same document; else they share a wrapped transport key
   * @param sameName whether both VMs are called alike: a note, as they may be one VM
   */
  public static Finding copy(String first, boolean document, boolean sameName) {
    AuditFindingCode code =
        document ? AuditFindingCode.SAME_PROTECTOR : AuditFindingCode.SAME_TRANSPORT_KEY;
    String found =
        (document ? "the same document as " : "a wrapped transport key that is also in ") + first;
    if (sameName) {
      return new Finding(
          code,
          Severity.NOTE,
          found + ", which has the same name: one VM in several copies, or a copied VM",
          Remedy.noCommand(
              "export the VMs with their ids, which show whether it is one VM; one VM may have many"
                  + " copies"));
    }
    String words =
        document
            ? "seal each VM under a transport key of its own"
            : "find out which VM it was made for, and seal the other under a new transport key";
    return Finding.of(code, found, AuditRemedy.reseal(OWNER, words));
  }
}
