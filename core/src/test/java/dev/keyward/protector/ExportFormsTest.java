package dev.keyward.protector;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.keyward.KeywardException;
import dev.keyward.NotCollectedException;
import dev.keyward.UnsupportedFormatException;
import dev.keyward.protector.file.EncodedProtector;
import dev.keyward.protector.file.FileReading;
import dev.keyward.protector.file.ProtectorEncoding;
import dev.keyward.protector.file.ProtectorFile;
import dev.keyward.protector.file.VmLabel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The spellings of protectors in exports: each is read, or reported with the reason. */
class ExportFormsTest {

  private static final byte[] DOCUMENT =
      bytes("<Protector>" + "a document of any kind ".repeat(20) + "</Protector>");
  private static final byte[] FRAMED = ProtectorEncoding.FRAMED.encode(DOCUMENT);
  private static final String BASE64 = Base64.getEncoder().encodeToString(FRAMED);
  private static final String NUMBERS = joined(", ", "", "");
  private static final String OBJS =
      "<Objs xmlns='http://schemas.microsoft.com/powershell/2004/04'>%s</Objs>";

  private static String joined(String separator, String before, String after) {
    List<String> items = new ArrayList<>();
    for (byte value : FRAMED) {
      items.add(before + (value & 0xff) + after);
    }
    return String.join(separator, items);
  }

  /** Beside an entry that is readable anyway, as the fault was. */
  static List<String> jsonForms() {
    String texts = joined(",", "\"", "\"");
    return List.of(
        "{\"Name\":\"vm\",\"KeyProtector\":[" + NUMBERS + "]}",
        "{\"Name\":\"vm\",\"KeyProtector\":{\"value\":[" + NUMBERS + "],\"Count\":9}}",
        "{\"Name\":\"vm\",\"KeyProtector\":[" + texts + "]}",
        "{\"Name\":\"vm\",\"KeyProtector\":\"" + BASE64 + "\"}",
        "{\"Name\":\"vm\",\"KeyProtector\":\"" + NUMBERS + "\"}",
        "{\"Name\":\"vm\",\"KeyProtector\":\"" + NUMBERS.replace(",", "") + "\"}",
        "{\"Name\":\"vm\",\"Key Protector\":[\"" + BASE64 + "\"]}",
        "{\"Name\":\"vm\",\"KeyProtector\":{\"RawData\":[" + NUMBERS + "]}}",
        "{\"Name\":\"vm\",\"Blob\":[" + NUMBERS + "]}",
        "{\"vm\":[" + NUMBERS + "]}",
        "{\"vm\":\"" + BASE64 + "\"}",
        "{\"vm\":{\"value\":[" + NUMBERS + "],\"Count\":9}}",
        "{\"vm\":{\"KeyProtector\":\"" + BASE64 + "\",\"VMName\":\"vm\"}}");
  }

  @ParameterizedTest
  @MethodSource("jsonForms")
  void readsAndRewritesEveryFormOfJson(String form) throws Exception {
    String other = "{\"Name\":\"other\",\"KeyProtector\":\"" + BASE64 + "\"}";
    assertReadAndKept("[" + other + "," + form + "]");
  }

  static List<String> clixmlForms() {
    String items = joined("", "<By>", "</By>");
    String list = "<LST>" + items + "</LST>";
    String named = "<Obj><MS><S N='Name'>vm</S>%s</MS></Obj>";
    return List.of(
        String.format(
            Locale.ROOT, named, "<Obj N='KeyProtector' RefId='1'><TN/>" + list + "</Obj>"),
        String.format(Locale.ROOT, named, "<Obj N='KeyProtector'><QUE>" + items + "</QUE></Obj>"),
        String.format(Locale.ROOT, named, "<BA N='KeyProtector'>" + BASE64 + "</BA>"),
        String.format(Locale.ROOT, named, "<S N='KeyProtector'>" + BASE64 + "</S>"),
        String.format(Locale.ROOT, named, "<S N='KeyProtector'>" + NUMBERS + "</S>"),
        String.format(Locale.ROOT, named, "<BA N='_x004B_eyProtector'>" + BASE64 + "</BA>"),
        String.format(Locale.ROOT, named, "<BA N='Blob'>" + BASE64 + "</BA>"),
        String.format(
            Locale.ROOT,
            named,
            "<Obj N='KeyProtector'><LST>" + joined("", "<I32>", "</I32>") + "</LST></Obj>"),
        String.format(
            Locale.ROOT,
            named,
            "<Obj N='KeyProtector'><LST>" + joined("", "<S>", "</S>") + "</LST></Obj>"),
        String.format(
            Locale.ROOT, named, "<Obj N='KeyProtector'><BA>" + BASE64 + "</BA><MS/></Obj>"),
        "<Obj><DCT><En><S N='Key'>vm</S><BA N='Value'>" + BASE64 + "</BA></En></DCT></Obj>",
        "<Obj><DCT><En><S N='Key'>vm</S><Obj N='Value'>" + list + "</Obj></En></DCT></Obj>",
        "<Obj><DCT><En><S N='Key'>Name</S><S N='Value'>vm</S></En><En><S N='Key'>KeyProtector</S>"
            + "<S N='Value'>"
            + BASE64
            + "</S></En></DCT></Obj>");
  }

  @ParameterizedTest
  @MethodSource("clixmlForms")
  void readsAndRewritesEveryFormOfClixml(String form) throws Exception {
    String other = "<Obj><MS><S N='Name'>other</S><BA N='RawData'>" + BASE64 + "</BA></MS></Obj>";
    assertReadAndKept(String.format(Locale.ROOT, OBJS, other + form));
  }

  private static void assertReadAndKept(String export) throws Exception {
    ProtectorFile file = ProtectorFile.of(bytes(export));
    List<String> names = new ArrayList<>();
    file.forEach(
        protector -> {
          names.add(protector.vm().orElse(null));
          assertArrayEquals(DOCUMENT, protector.document());
        });
    assertEquals(List.of("other", "vm"), names);
    String again = new String(file.rewritten(Map.of(1, DOCUMENT)), StandardCharsets.UTF_8);
    assertEquals(export.replace(" ", ""), again.replace(" ", ""));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "{}",
        "[]",
        "\"\"",
        "\"None\"",
        "\"System.Byte[]\"",
        "\"access denied\"",
        "true",
        "2",
        "[null]",
        "{\"value\":[],\"Count\":0}",
        "{\"value\":null}",
        "{\"Length\":5689}"
      })
  void saysThatWhatIsNoBytesWasNotCollected(String value) throws Exception {
    String export =
        "[{\"Name\":\"a\",\"KeyProtector\":\"" + BASE64 + "\"},{\"KeyProtector\":" + value;
    assertNotCollected(export + ",\"Name\":\"b\",\"Problem\":\"the VM is busy\"}]");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<Nil N='KeyProtector'/>",
        "<Obj N='KeyProtector' RefId='4'/>",
        "<Obj N='KeyProtector'><TN/><LST/></Obj>",
        "<Ref N='KeyProtector' RefId='4'/>",
        "<BA N='KeyProtector'></BA>",
        "<B N='KeyProtector'>true</B>",
        "<S N='KeyProtector'/>"
      })
  void saysThatWhatIsNoBytesInClixmlWasNotCollected(String value) throws Exception {
    String export = "<Obj><MS><S N='Name'>a</S><BA N='KeyProtector'>" + BASE64 + "</BA></MS></Obj>";
    export += "<Obj><MS>" + value + "<S N='Name'>b</S><S N='Problem'>the VM is busy</S></MS></Obj>";
    assertNotCollected(String.format(Locale.ROOT, OBJS, export));
  }

  private static void assertNotCollected(String export) throws Exception {
    List<EncodedProtector> found = new ArrayList<>();
    ProtectorFile.of(bytes(export)).forEach(found::add);
    assertEquals(2, found.size());
    assertEquals("b", found.get(1).vm().orElseThrow());
    NotCollectedException reason =
        assertThrows(NotCollectedException.class, () -> found.get(1).document());
    assertTrue(reason.fault().found().contains("the VM is busy"), reason.getMessage());
  }

  @Test
  void reportsAMachineWhoseEntryAloneHasNoColumn() throws Exception {
    String bare = "{\"VMName\":\"b\",\"State\":2}";
    assertEquals(
        List.of("a read", "b not-collected"),
        read("[" + bare + ",{\"VMName\":\"a\",\"KeyProtector\":\"" + BASE64 + "\"}]"));
  }

  @Test
  void reportsMachinesOfAHashtableThatHaveNothing() throws Exception {
    String json = "{\"a\":\"" + BASE64 + "\",\"b\":null,\"c\":\"AAAABA==\"}";
    assertEquals(List.of("a read", "c no-protector", "b not-collected"), read(json));
  }

  @ParameterizedTest
  @ValueSource(strings = {"AAAyFjw/", "0, 0, 300, 4", "not%base64"})
  void reportsDamagedTextAsSuch(String damaged) throws Exception {
    String text = damaged + BASE64.substring(0, 101).replace('/', 'A');
    String code = read("{\"Name\":\"a\",\"KeyProtector\":\"" + text + "\"}").get(0);
    assertTrue(code.equals("a not-a-protector") || damaged.contains("%"), code);
  }

  @Test
  void readsCsvOfWindowsInEitherLanguage() throws Exception {
    String numbers = NUMBERS.replace(",", "");
    String csv =
        "#TYPE Selected.VirtualMachine\r\n\"Name\";\"Notes\";\"KeyProtector\"\r\n"
            + "\"a\";\"x;\r\n\"\"y\"\"\";\""
            + BASE64
            + "\"\r\n"
            + "b;;"
            + numbers
            + "\r\n"
            + "\"c\";\"\";\"System.Byte[]\"\r\n\"d\";\"\";\r\n\"e\";;AAAABA==";
    assertEquals(
        List.of("a read", "b read", "c not-collected", "d not-collected", "e no-protector"),
        read(csv));
    ProtectorFile file = ProtectorFile.of(bytes(csv));
    assertEquals(ProtectorEncoding.CSV, file.encoding());
    UnsupportedFormatException refusal =
        assertThrows(UnsupportedFormatException.class, () -> file.rewritten(Map.of(0, DOCUMENT)));
    assertEquals("read-only-form", refusal.fault().code());
    assertArrayEquals(bytes(csv), file.rewritten(Map.of()));
  }

  @Test
  void refusesToRewriteXmlInsideOfAText() throws Exception {
    String text = new String(DOCUMENT, StandardCharsets.UTF_8);
    byte[] export = bytes("{\"Name\":\"a\",\"KeyProtector\":\"" + text + "\"}");
    ProtectorFile file = ProtectorFile.of(export);
    assertArrayEquals(DOCUMENT, file.single());
    assertThrows(UnsupportedFormatException.class, () -> file.rewritten(Map.of(0, DOCUMENT)));
  }

  @Test
  void givesALastKnownGoodProtectorBesideTheCurrentOne() throws Exception {
    String settings =
        "{\"InstanceID\":\"Microsoft:9C8A1C3E-3C0D-4A9B-8F4E-0000000000A1\\\\1A\","
            + "\"KeyProtector\":\"%s\",\"LastKnownGoodKeyProtector\":\"%s\"}";
    String none = "AAAABA==";
    List<VmLabel> labels = new ArrayList<>();
    String export =
        "["
            + String.format(Locale.ROOT, settings, BASE64, BASE64)
            + ","
            + String.format(Locale.ROOT, settings, none, none)
            + "]";
    ProtectorFile.of(bytes(export)).forEach(protector -> labels.add(protector.label()));
    assertEquals(List.of(false, true, false), labels.stream().map(VmLabel::lastKnownGood).toList());
    assertTrue(labels.get(0).isCalled("9c8a1c3e-3c0d-4a9b-8f4e-0000000000a1"));
    assertArrayEquals(
        DOCUMENT,
        ProtectorFile.of(bytes(String.format(Locale.ROOT, settings, BASE64, BASE64))).single());
  }

  @Test
  void tellsMachinesOfOneNameByTheirHosts() throws Exception {
    String vm = "{\"Name\":\"web\",\"PSComputerName\":\"%s\",\"KeyProtector\":\"" + BASE64 + "\"}";
    List<VmLabel> labels = new ArrayList<>();
    ProtectorFile.of(
            bytes(
                "["
                    + String.format(Locale.ROOT, vm, "HV1")
                    + ","
                    + String.format(Locale.ROOT, vm, "HV2")
                    + "]"))
        .forEach(protector -> labels.add(protector.label()));
    assertTrue(labels.stream().allMatch(label -> label.isCalled("WEB")));
    assertEquals(
        List.of(false, true), labels.stream().map(label -> label.isCalled("web@hv2")).toList());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"a\":[60,65,70,75],\"Mac\":[255,254,1,2],\"Name\":\"PFSense1\"}",
        "[1,2,3]",
        "[[60,30],[0,0]]",
        "{\"Thumbprint\":\"00\",\"RawData\":null}",
        "{\"HasKeyProtector\":true,\"KeyProtectionServerUrl\":\"x\"}"
      })
  void takesOtherDataForNoProtectors(String json) throws Exception {
    assertInstanceOf(
        FileReading.OtherExport.class, ProtectorFile.of(bytes(json)).examine(protector -> {}));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[{\"Name\":\"a\",\"KeyProtector\":[0,0",
        "[{\"Name\":\"b\",\"KeyProtector\":null},",
        "[{\"VMName\":\"a\",\"State\":2},{"
      })
  void saysThatABrokenFileWasAnExportOfMachines(String json) throws Exception {
    FileReading.Broken broken =
        assertInstanceOf(
            FileReading.Broken.class, ProtectorFile.of(bytes(json)).examine(protector -> {}));
    assertTrue(broken.ofMachines());
  }

  private static List<String> read(String export) throws Exception {
    List<String> found = new ArrayList<>();
    ProtectorFile.of(bytes(export))
        .forEach(
            protector -> {
              String code = "read";
              try {
                assertArrayEquals(DOCUMENT, protector.document());
              } catch (KeywardException e) {
                code = e.fault().code();
              }
              found.add(protector.vm().orElse("") + " " + code);
            });
    return found;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
