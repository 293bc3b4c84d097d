package dev.keyward.audit.judge;

import dev.keyward.Fault;
import dev.keyward.audit.look.Remedy;
import dev.keyward.audit.result.AuditFindingCode;
import dev.keyward.audit.result.OtherKind;
import dev.keyward.finding.Finding;
import dev.keyward.finding.Finding.Mend;
import dev.keyward.protector.part.Check;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.List;

/** The findings that stop an examination, in their words. */
public final class Findings {

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
        Mend.by("let the auditor read it, and audit again"));
  }

  private static String words(IOException failure, String reason) {
    if (failure instanceof AccessDeniedException) {
      return "permission denied";
    }
    return failure instanceof NoSuchFileException ? "no such file or folder" : reason;
  }

  public static Finding notProtector(Fault fault) {
    if (fault.code().equals("saved-as-text")) {
      return Finding.of(
          AuditFindingCode.NOT_A_PROTECTOR, fault.message(), Mend.by(fault.hint().orElseThrow()));
    }
    return Finding.of(
        AuditFindingCode.NOT_A_PROTECTOR, fault.message(), Mend.by(Remedy.RESTORE.words()));
  }

  /** The same finding with what helps in this case, where nothing better is known than a backup. */
  static Finding advised(Finding finding, Remedy remedy) {
    return finding.mend().text().equals(Remedy.RESTORE.words())
        ? Finding.of(finding.code(), finding.found(), Mend.by(remedy.words()))
        : finding;
  }

  public static Finding otherFile(OtherKind kind) {
    return Finding.of(
        AuditFindingCode.OTHER_FILE,
        "kind: " + kind.words(),
        Mend.by("take the file out of the folder"));
  }

  public static Finding notRead(String found, String mend) {
    return Finding.of(AuditFindingCode.UNREADABLE, found, Mend.by(mend));
  }

  public static Finding noProtector() {
    return Finding.of(
        AuditFindingCode.NO_PROTECTOR,
        "the bytes say that there is none",
        Mend.by("shield the VM, or leave it out of the audit"));
  }

  public static Finding notCollected(Fault fault) {
    return Finding.of(
        AuditFindingCode.NOT_COLLECTED,
        fault.found(),
        Mend.by("read it again on its host, with -ErrorAction Stop, and export again"));
  }

  public static Finding withoutProtectors(Fault fault) {
    return Finding.of(
        AuditFindingCode.EXPORT_WITHOUT_PROTECTORS,
        fault.found(),
        Mend.by("export the protectors too: " + fault.hint().orElseThrow()));
  }

  public static Finding differs(Fault fault) {
    return Finding.of(
        AuditFindingCode.DIFFERS,
        fault.message(),
        Mend.by("compare it with its source", "protector show FILE"));
  }

  public static Finding uncheckable(Check check) {
    String found = check.where() + ": " + check.detail() + " (check " + check.name() + ")";
    return Finding.of(AuditFindingCode.CANNOT_BE_CHECKED, found, otherAlgorithm());
  }

  private static Mend otherAlgorithm() {
    return Mend.by("have its owner make it anew with a published algorithm");
  }

  public static Finding invalid(List<Check> failed) {
    Check first = failed.get(0);
    String more = failed.size() == 1 ? "" : ", and " + (failed.size() - 1) + " more";
    String found =
        "check " + first.name() + " failed at " + first.where() + ": " + first.detail() + more;
    return Finding.of(
        AuditFindingCode.INVALID,
        found,
        Mend.by(
            "restore it from a backup or have its owner make it anew", "protector verify FILE"));
  }

  public static Finding sameProtector(String first) {
    return Finding.of(
        AuditFindingCode.SAME_PROTECTOR,
        "the same document as " + first,
        Mend.by("shield each VM by itself; a copy needs a new transport key"));
  }

  public static Finding sameTransportKey(String first) {
    return Finding.of(
        AuditFindingCode.SAME_TRANSPORT_KEY,
        "a wrapped transport key that also stands in " + first,
        Mend.by("find out which VM it was made for, and make the other a new protector"));
  }
}
