package dev.keyward.protector.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.keyward.KeywardException;
import dev.keyward.UnsupportedFormatException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which machine an export says a protector is of: as PowerShell reads it, or nobody. */
class ExportNamesTest {

  private static final String FIRST = base64("first");
  private static final String SECOND = base64("second");

  private static String base64(String mark) {
    byte[] document = bytes("<Protector>" + (mark + " ").repeat(60) + "</Protector>");
    return Base64.getEncoder().encodeToString(ProtectorEncoding.FRAMED.encode(document));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String objs(String content) {
    return "<Objs xmlns='http://schemas.microsoft.com/powershell/2004/04'>"
        + content.replace("FIRST", FIRST).replace("SECOND", SECOND)
        + "</Objs>";
  }

  private static String json(String content) {
    return content.replace('\'', '"').replace("FIRST", FIRST).replace("SECOND", SECOND);
  }

  /** Of each protector the machine, and which it is or the code of the error. */
  private static List<String> read(String export) throws Exception {
    List<String> found = new ArrayList<>();
    ProtectorFile.of(bytes(export)).forEach(each -> found.add(entry(each)));
    return found;
  }

  private static String entry(EncodedProtector protector) {
    String name = protector.vm().orElse("-");
    try {
      String text = new String(protector.document(), StandardCharsets.UTF_8);
      return name + " " + text.substring(11, text.indexOf(' '));
    } catch (KeywardException e) {
      return name + " " + e.fault().code();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // A text with properties of its own, as lines of a file have, is a name all the same.
        "<Obj N='Name'><S>app</S><MS><S N='PSPath'>x</S></MS></Obj><BA N='KeyProtector'>FIRST</BA>"
            + " | app first",
        "<S N='Name'>_x0041_pp</S><BA N='KeyProtector'>FIRST</BA> | App first",
        "<I32 N='Name'>007</I32><BA N='KeyProtector'>FIRST</BA> | 7 first",
        "<C N='Name'>65</C><BA N='KeyProtector'>FIRST</BA> | A first",
        "<B N='Name'>true</B><BA N='KeyProtector'>FIRST</BA> | True first",
        "<Version N='Name'>1.2</Version><BA N='KeyProtector'>FIRST</BA> | 1.2 first",
        "<Nil N='Name'/><S N='Id'>i</S><BA N='KeyProtector'>FIRST</BA> | i first",
        "<Obj N='Name'><LST><S>a</S></LST></Obj><S N='Id'>i</S><BA N='KeyProtector'>FIRST</BA>"
            + " | - ambiguous-export",
        "<MS N='Name'><S N='Name'>x</S></MS><BA N='KeyProtector'>FIRST</BA>"
            + " | - ambiguous-export",
        "<MS N='Set'><S N='Name'>x</S></MS><BA N='KeyProtector'>FIRST</BA> | - first",
        "<S N='Name'>a</S><Obj N='KeyProtector'><Props><S N='Name'>x</S><BA N='RawData'>FIRST</BA>"
            + "</Props></Obj> | a first",
        "<S N='Name'>a</S><Obj N='KeyProtector'><LST><Obj><BA>FIRST</BA><MS><S N='Name'>x</S></MS>"
            + "</Obj></LST></Obj> | a first",
      })
  void aPropertyOfAnyKindIsAName(String members, String expected) throws Exception {
    assertEquals(List.of(expected), read(objs("<Obj><MS>" + members + "</MS></Obj>")));
  }

  @Test
  void anAddedPropertyHidesOneOfTheClassInEitherOrder() throws Exception {
    String adapted = "<Props><S N='Name'>app</S></Props>";
    String extended = "<MS><S N='NAME'>dc01</S><BA N='KeyProtector'>FIRST</BA></MS>";
    assertEquals(List.of("dc01 first"), read(objs("<Obj>" + adapted + extended + "</Obj>")));
    assertEquals(List.of("dc01 first"), read(objs("<Obj>" + extended + adapted + "</Obj>")));
  }

  @Test
  void aNameThatWasAddedAndIsNothingHidesOneOfTheClass() throws Exception {
    String object =
        "<Obj><Props><S N='Name'>app</S></Props>"
            + "<MS><Nil N='Name'/><BA N='KeyProtector'>FIRST</BA></MS></Obj>";
    assertEquals(List.of("- first"), read(objs(object)));
  }

  @Test
  void ofTwoEntriesOfAHashtableWithOneKeyNeitherIsTaken() throws Exception {
    String entry = "<En><S N='Key'>%s</S><BA N='Value'>%s</BA></En>";
    String table =
        "<Obj><DCT>"
            + String.format(Locale.ROOT, entry, "app", "FIRST")
            + String.format(Locale.ROOT, entry, "dc01", "FIRST")
            + String.format(Locale.ROOT, entry, "APP", "SECOND")
            + "</DCT></Obj>";
    assertEquals(
        List.of("app ambiguous-export", "dc01 first", "APP ambiguous-export"), read(objs(table)));
  }

  @Test
  void aKeyWithNothingBesideOneOfTheSameNameIsNotPassedOver() throws Exception {
    String table =
        "<Obj><DCT><En><S N='Key'>app</S><BA N='Value'>FIRST</BA></En>"
            + "<En><S N='Key'>app</S><Nil N='Value'/></En></DCT></Obj>";
    assertEquals(List.of("app ambiguous-export", "app ambiguous-export"), read(objs(table)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "false", "0", "{}", "[]", "{'x':1}", "'System.Byte[]'", "''"})
  void aMachineOfAHashtableWithoutBytesIsNotPassedOver(String value) throws Exception {
    assertEquals(
        List.of("a first", "b not-collected"), read(json("{'a':'FIRST','b':" + value + "}")));
  }

  @Test
  void aFieldInsideOfAProtectorNamesNobody() throws Exception {
    assertEquals(
        List.of("dc01 first"), read(json("{'Name':'dc01','KeyProtector':{'app':'FIRST'}}")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'Name':12,'Id':'app','KeyProtector':'FIRST'} | 12 first",
        "{'Name':true,'KeyProtector':'FIRST'} | True first",
        "{'Name':{'value':'app','PSPath':'x'},'KeyProtector':'FIRST'} | app first",
        "{'Name':{'value':'a','Value':'b'},'KeyProtector':'FIRST'} | - ambiguous-export",
        "{'Name':{'x':'a'},'Id':'i','KeyProtector':'FIRST'} | - ambiguous-export",
        "{'Name':['a'],'Id':'i','KeyProtector':'FIRST'} | - ambiguous-export",
        "{'Name':null,'Id':'i','KeyProtector':'FIRST'} | i first",
        "{'VMName':'a','Name':{'x':1},'KeyProtector':'FIRST'} | a first",
        "{'Id':'i','ID':'j','Name':'a','KeyProtector':'FIRST'} | a first",
        "{'':'FIRST','Name':'a'} | a first",
      })
  void aValueOfAnyKindIsANameInJson(String export, String expected) throws Exception {
    assertEquals(List.of(expected), read(json(export)));
  }

  @Test
  void twoValuesOfOneArrayWithAddedMembersAreAnError() throws Exception {
    String export = "{'Name':'a','KeyProtector':{'value':'FIRST','Value':'SECOND'}}";
    assertEquals(List.of("a ambiguous-export", "a ambiguous-export"), read(json(export)));
  }

  @Test
  void objectsInTwoColumnsOfOneNameAreAnError() throws Exception {
    String export =
        "{'Name':'a','KeyProtector':{'RawData':'FIRST'},'keyprotector':{'RawData':'SECOND'}}";
    assertEquals(List.of("a ambiguous-export", "a ambiguous-export"), read(json(export)));
  }

  @Test
  void aKeyThatIsThereTwiceIsNamed() {
    String export = json("[{'Name':'app',\n'KeyProtector':'FIRST','KeyProtector':'SECOND'}]");
    KeywardException refusal = assertThrows(KeywardException.class, () -> read(export));
    assertTrue(
        refusal.fault().found().startsWith("the key \"KeyProtector\" twice"), refusal.getMessage());
  }

  /** A name may come too late to be held for; then an entry of its own says so. */
  @Test
  void aNameBehindManyProtectorsIsReported() throws Exception {
    String nested = "<Obj N='x'><MS><BA N='KeyProtector'>FIRST</BA></MS></Obj>".repeat(70);
    String object = "<Obj><MS>" + nested + "<S N='Name'>dc01</S></MS></Obj>";
    List<String> found = read(objs(object));
    assertEquals(71, found.size());
    assertEquals("- first", found.get(0));
    assertEquals("dc01 first", found.get(69));
    assertEquals("dc01 ambiguous-export", found.get(70));
  }

  @Test
  void anInnerObjectWhoseNameIsNotKnownYetDoesNotGetTheOuterOne() throws Exception {
    String many = "<Obj N='y'><MS><BA N='KeyProtector'>FIRST</BA></MS></Obj>".repeat(70);
    String inner = "<Obj N='x'><MS>" + many + "<S N='Name'>inner</S></MS></Obj>";
    List<String> found = read(objs("<Obj><MS><S N='Name'>outer</S>" + inner + "</MS></Obj>"));
    assertEquals("- first", found.get(0));
    assertTrue(found.contains("inner ambiguous-export"), found.toString());
  }

  @Test
  void manyProtectorsOfOneListNeedNoNames() throws Exception {
    List<String> found = read("[" + json("'FIRST',".repeat(99) + "'SECOND'") + "]");
    assertEquals(100, found.size());
    assertEquals("- second", found.get(99));
  }

  private static final String WITH_NOTE =
      "<Obj N='KeyProtector' RefId='1'><BA>FIRST</BA><MS><S N='Name'>note</S></MS></Obj>";

  private static String machine(String name, String members) {
    return "<Obj><MS><S N='Name'>" + name + "</S>" + members + "</MS></Obj>";
  }

  @Test
  void aReferenceIsTheProtectorThatItLeadsTo() throws Exception {
    String second = machine("b", "<Ref N='KeyProtector' RefId='1'/>");
    assertEquals(List.of("a first", "b first"), read(objs(machine("a", WITH_NOTE) + second)));
  }

  @Test
  void aReferenceInAListAndInAHashtableIsFollowed() throws Exception {
    String list = machine("b", "<Obj N='KeyProtector'><LST><Ref RefId='1'/></LST></Obj>");
    String table = "<Obj><DCT><En><S N='Key'>c</S><Ref N='Value' RefId='1'/></En></DCT></Obj>";
    assertEquals(
        List.of("a first", "b first", "c first"),
        read(objs(machine("a", WITH_NOTE) + list + table)));
  }

  @Test
  void aReferenceToATextIsAName() throws Exception {
    String named =
        "<Obj><MS><Obj N='Label' RefId='5'><S>app</S><MS/></Obj><Ref N='Name' RefId='5'/>"
            + "<BA N='KeyProtector'>FIRST</BA></MS></Obj>";
    assertEquals(List.of("app first"), read(objs(named)));
  }

  @Test
  void aReferenceToAMachineGivesItNoSecondEntry() throws Exception {
    String first = "<Obj RefId='7'><MS><S N='Name'>a</S><BA N='KeyProtector'>FIRST</BA></MS></Obj>";
    String second = machine("b", "<Ref N='Parent' RefId='7'/><BA N='KeyProtector'>SECOND</BA>");
    assertEquals(List.of("a first", "b second"), read(objs(first + second + "<Ref RefId='7'/>")));
  }

  @Test
  void theLastObjectOfANumberIsMeant() throws Exception {
    String again = WITH_NOTE.replace("FIRST", "SECOND");
    String third = machine("c", "<Ref N='KeyProtector' RefId='1'/>");
    assertEquals(
        List.of("a first", "b second", "c second"),
        read(objs(machine("a", WITH_NOTE) + machine("b", again) + third)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<Ref N='KeyProtector' RefId='9'/>",
        "<Ref N='KeyProtector'/>",
        "<Obj N='KeyProtector' RefId='9'><LST><Ref RefId='9'/></LST></Obj>",
        "<Obj N='x' RefId='9'><S>text</S></Obj><Ref N='KeyProtector' RefId='9'/>",
      })
  void aReferenceThatLeadsToNoBytesIsNotCollected(String members) throws Exception {
    assertEquals(List.of("a not-collected"), read(objs(machine("a", members))));
  }

  @Test
  void anObjectThatIsTooFarBackIsNotCollected() throws Exception {
    String filler = "<S N='x'>" + "y".repeat(1_000_000) + "</S>";
    String export =
        machine("a", WITH_NOTE)
            + ("<Obj><MS>" + filler + "</MS></Obj>").repeat(5)
            + machine("b", "<Ref N='KeyProtector' RefId='1'/>");
    assertEquals(List.of("a first", "b not-collected"), read(objs(export)));
  }

  @Test
  void namesOfProtectorsAreBoundedOverAllObjectsThatAreOpen() {
    String entry = "<En><S N='Key'>k%d</S><BA N='Value'>AAAABA==</BA></En>";
    StringBuilder export = new StringBuilder();
    for (int depth = 0; depth < 3; depth++) {
      export.append("<Obj><DCT>");
      for (int i = 0; i < 23_000; i++) {
        export.append(String.format(Locale.ROOT, entry, i));
      }
      export.append("<En><S N='Key'>next</S><Obj N='Value'><LST>");
    }
    String open = export.toString();
    KeywardException refusal = assertThrows(KeywardException.class, () -> read(objs(open)));
    assertEquals("malformed-export", refusal.fault().code());
  }

  /** Twelve steps of ten references each would be a million million protectors. */
  @Test
  void referencesThatMultiplyAreBounded() {
    StringBuilder export = new StringBuilder("<Obj RefId='0'><BA>FIRST</BA></Obj>");
    for (int i = 1; i <= 12; i++) {
      String items = ("<Ref RefId='" + (i - 1) + "'/>").repeat(10);
      export.append("<Obj RefId='" + i + "'><LST>" + items + "</LST></Obj>");
    }
    KeywardException refusal =
        assertThrows(KeywardException.class, () -> read(objs(export.toString())));
    assertTrue(refusal.getMessage().contains("64 MiB"), refusal.getMessage());
  }

  @Test
  void aProtectorThatIsAReferenceCannotBeReplaced() throws Exception {
    String second = machine("b", "<Ref N='KeyProtector' RefId='1'/>");
    ProtectorFile file = ProtectorFile.of(bytes(objs(machine("a", WITH_NOTE) + second)));
    assertThrows(
        UnsupportedFormatException.class, () -> file.rewritten(Map.of(1, bytes("<Protector/>"))));
  }

  @Test
  void aProtectorThatAReferenceLeadsToCannotBeReplacedEither() throws Exception {
    String second = machine("b", "<Ref N='KeyProtector' RefId='1'/>");
    ProtectorFile file = ProtectorFile.of(bytes(objs(machine("a", WITH_NOTE) + second)));
    UnsupportedFormatException refusal =
        assertThrows(
            UnsupportedFormatException.class,
            () -> file.rewritten(Map.of(0, bytes("<Protector/>"))));
    assertEquals("read-only-form", refusal.fault().code());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<Obj><MS><BA>FIRST</BA></MS></Obj>",
        "<Obj><BA>FIRST</BA><BA>SECOND</BA></Obj>",
        "<Obj><Props/><Props/></Obj>",
        "<Obj><TN><Obj><BA>FIRST</BA></Obj></TN></Obj>",
        "<x:Obj xmlns:x='urn:x'><MS><BA N='KeyProtector'>FIRST</BA></MS></x:Obj>",
        "<Obj><DCT><BA N='KeyProtector'>FIRST</BA></DCT></Obj>",
        "<Obj><DCT><En><S N='Key'>a</S></En><En><BA N='Value'>FIRST</BA></En></DCT></Obj>",
        "<Obj><DCT><En><S N='Key'>a</S><S N='Key'>b</S><BA N='Value'>FIRST</BA></En></DCT></Obj>",
        "<MS><S N='Name'>a</S></MS>",
        "<Obj>text</Obj>",
      })
  void whatPowerShellRefusesIsRefused(String content) {
    KeywardException refusal = assertThrows(KeywardException.class, () -> read(objs(content)));
    assertEquals("malformed-clixml", refusal.fault().code());
  }

  @Test
  void aNameAtTheRootIsNotThatOfTheNextObject() throws Exception {
    assertEquals(
        List.of("- first"), read(objs("<S N='Name'>app</S><BA N='KeyProtector'>FIRST</BA>")));
  }
}
