package dev.keyward.protector.file;

import dev.keyward.Fault;
import dev.keyward.MalformedInputException;
import dev.keyward.internal.export.CsvExportReader;
import dev.keyward.protector.form.ByteText;
import dev.keyward.protector.form.Schema;
import dev.keyward.protector.form.TextShape;
import dev.keyward.protector.hyperv.MachineFile;
import dev.keyward.text.StandIn;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Tells the encoding of a file by its first bytes, in a fixed order and without trying anything.
 */
final class Detection {

  /** The first start tag behind declaration, comments and instructions; its local name. */
  private static final Pattern ROOT =
      Pattern.compile("(?s)(?:\\s|<\\?.*?\\?>|<!--.*?-->)*+<(?:[^\\s<>/:!?]*:)?([^\\s<>/:!?]+)");

  private Detection() {}

  static ProtectorEncoding of(byte[] start) throws MalformedInputException {
    if (start.length == 0) {
      throw new MalformedInputException(Fault.of("empty", "", "an empty file", "a key protector"));
    }
    if (MachineFile.isIn(start)) {
      return ProtectorEncoding.VMCX;
    }
    if (MachineFile.isGuestState(start)) {
      throw new MalformedInputException(
          Fault.of(
              "not-a-protector",
              "",
              "the guest state of a VM (firmware variables, virtual TPM), not its key protector",
              "GUID.vmcx and GUID.vmrs"));
    }
    StandIn.refuse(start, "");
    if (start[0] == 0) {
      return ProtectorEncoding.FRAMED;
    }
    if (Schema.isWrittenStart(start)) {
      return ProtectorEncoding.XML;
    }
    TextShape shape = TextShape.of(start);
    String text = shape.decodeStart(start);
    String content = text.stripLeading();
    if (content.startsWith("<")) {
      return root(content).filter("Objs"::equals).isPresent()
          ? ProtectorEncoding.CLIXML
          : ProtectorEncoding.XML;
    }
    if (content.startsWith("[") || content.startsWith("{")) {
      return ProtectorEncoding.JSON;
    }
    if (ByteText.isStart(content)) {
      return ProtectorEncoding.BYTES;
    }
    return isCsv(content) ? ProtectorEncoding.CSV : ProtectorEncoding.BASE64;
  }

  /** The local name of the first tag of an XML text; empty where it begins otherwise. */
  static Optional<String> root(String text) {
    Matcher root = ROOT.matcher(text);
    return root.lookingAt() ? Optional.of(root.group(1)) : Optional.empty();
  }

  /** Several columns or quoted ones, one of them for names or protectors. */
  private static boolean isCsv(String content) {
    if (content.startsWith("#TYPE ")) {
      return true;
    }
    String line = content.lines().findFirst().orElse("");
    List<String> columns = CsvExportReader.columns(line);
    return (columns.size() > 1 || line.startsWith("\""))
        && columns.stream().anyMatch(Detection::isKnown);
  }

  private static boolean isKnown(String column) {
    return ExportColumns.NAMES.contains(ExportColumns.key(column))
        || ExportColumns.holdsProtector(column);
  }
}
