package dev.keyward.audit.look;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.keyward.audit.result.OtherKind;
import dev.keyward.tpm.log.RecordedBoot;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which files of a folder are damaged protectors, and which are something else. */
class FolderFileTest {

  private static final String DOCUMENT =
      "<Protector xmlns=\"http://schemas.microsoft.com/kps/2014/07\"><Wrappings>"
          + "<Wrapping><Id>0</Id>";

  private static Judgement judge(String name, byte[] content, Ending ending) {
    return new FolderFile(Glance.of(name, content)).judge(ending);
  }

  private static Judgement judge(String name, String content) {
    return judge(name, content.getBytes(StandardCharsets.ISO_8859_1), Ending.WHOLE);
  }

  private static void isDamaged(String name, String content) {
    assertInstanceOf(Judgement.Damaged.class, judge(name, content), name);
  }

  private static void isOther(OtherKind kind, String name, String content) {
    assertEquals(new Judgement.Other(kind), judge(name, content));
  }

  private static String base64(int bytes) {
    byte[] random = new byte[bytes];
    new Random(1).nextBytes(random);
    return Base64.getEncoder().encodeToString(random);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.kp", "a.framed", "A.SVM", "b/a.vmcx"})
  void whateverEndsLikeAProtectorIsDamaged(String name) {
    isDamaged(name, "a picture");
    isDamaged(name, "");
    isDamaged(name, "\u0089PNG\r\n\u001a\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"xml", "json", "clixml", "csv", "b64"})
  void aFormIsDamagedWhereItIsEmptyNoTextOrAPage(String ending) {
    isDamaged("vm." + ending, "");
    isDamaged("vm." + ending, "\u0000\u0001\u0002\u0003 no text");
    isDamaged("vm." + ending, "<!DOCTYPE html>\n<html><body>sign in</body></html>");
    isOther(OtherKind.TEXT, "vm." + ending, "words, and no more");
  }

  @Test
  void aPageOrAnEmptyFileIsAnotherFileUnderAnyOtherName() {
    isOther(OtherKind.TEXT, "index.html", "<!doctype html><html></html>");
    isOther(OtherKind.EMPTY, "notes", "");
  }

  @Test
  void whatBeginsLikeAProtectorIsDamagedUnderAnyName() {
    String comment = "<?xml version=\"1.0\"?>\n<!-- " + "x".repeat(50_000) + " -->\n";
    isDamaged("notes", DOCUMENT);
    isDamaged("notes", comment + "<p:Protector xmlns:p=\"urn:x\">");
    isDamaged("notes", "\u0000\u0000\u0023\u0000" + DOCUMENT);
    isDamaged("notes", "\u0000".repeat(4096));
    isOther(OtherKind.TEXT, "notes", comment + "<Project/>");
  }

  @Test
  void textThatStandsForTheBeginningIsDamaged() {
    byte[] framed = ("\u0000\u0000\u0023\u0000" + DOCUMENT).getBytes(StandardCharsets.ISO_8859_1);
    StringBuilder numbers = new StringBuilder();
    for (byte each : framed) {
      numbers.append(each & 0xff).append("\r\n");
    }
    String hex = HexFormat.ofDelimiter("-").withUpperCase().formatHex(framed);
    String base64 = Base64.getEncoder().encodeToString(framed);
    isDamaged("notes", numbers + "and then?");
    isDamaged("notes", numbers.toString().replace("\r\n", ", ") + "x");
    isDamaged("notes", hex + " ...");
    isDamaged("notes", base64 + "?");
    isDamaged("notes", "-----BEGIN CERTIFICATE-----\n" + base64 + "\n!");
  }

  @Test
  void utf16IsReadLikeAnyText() {
    byte[] wide = ("\ufeff" + DOCUMENT).getBytes(StandardCharsets.UTF_16LE);
    assertInstanceOf(Judgement.Damaged.class, judge("notes", wide, Ending.WHOLE));
    byte[] words = "\ufeffwords".getBytes(StandardCharsets.UTF_16LE);
    assertEquals(new Judgement.Other(OtherKind.TEXT), judge("notes", words, Ending.WHOLE));
  }

  @Test
  void nothingButNumbersOrBase64IsDamagedFromAThousandCharactersOn() {
    isDamaged("notes", base64(1200));
    isDamaged("notes", base64(1200).replaceAll("(.{64})", "$1\r\n"));
    isDamaged("notes", "7 200 255\n".repeat(200));
    isOther(OtherKind.TEXT, "notes", base64(300));
    isOther(OtherKind.TEXT, "notes", "7 200 256\n".repeat(200));
    isOther(OtherKind.TEXT, "words", "alpha\nbeta\ngammas\n".repeat(200));
  }

  @ParameterizedTest
  @ValueSource(strings = {"TransportKey", "Wrapping", "GuardianSignature"})
  void partsOfAProtectorAreDamagedWhereverTheyStand(String part) {
    String padding = "words ".repeat(100_000);
    isDamaged("notes", padding + "<k:" + part + "><a>" + base64(300) + "</a>");
    isOther(OtherKind.TEXT, "notes", padding + "<" + part + "> is an element, " + "x ".repeat(300));
    isOther(OtherKind.TEXT, "notes", padding + part + " " + base64(300));
  }

  @Test
  void anExportThatBreaksOffIsDamagedOnlyWhereItIsOfMachines() {
    byte[] text = "{\"Name\": ".getBytes(StandardCharsets.UTF_8);
    assertInstanceOf(Judgement.Damaged.class, judge("vms.txt", text, Ending.BROKEN_OFF_MACHINES));
    assertEquals(new Judgement.Other(OtherKind.TEXT), judge("vms.txt", text, Ending.BROKEN_OFF));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[{\"VMName\":\"a\",\"State\":2,",
        "{\"a\":{\"keyProtector\" : \"AAAA",
        "<Objs><Obj><MS><BA N=\"KeyProtector\">AAAA"
      })
  void anExportThatBreaksOffInItsFirstObjectIsKnownByItsKeys(String content) {
    byte[] text = content.getBytes(StandardCharsets.UTF_8);
    assertInstanceOf(Judgement.Damaged.class, judge("vms.txt", text, Ending.BROKEN_OFF));
    assertInstanceOf(Judgement.Other.class, judge("vms.txt", text, Ending.WHOLE));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 9\n",
        "\u0000GITCRYPT\u0000\u0011\u0012",
        "age-encryption.org/v1\n-> X25519 ",
        "$ANSIBLE_VAULT;1.1;AES256\n3132",
        "{\"data\":\"ENC[AES256_GCM,data:x]\",\"sops\":{}}"
      })
  void aStandInIsToldAsSuch(String content) {
    for (String name : new String[] {"vm.kp", "vm.xml", "vm.json"}) {
      Judgement judgement = judge(name, content);
      assertTrue(judgement instanceof Judgement.Damaged damaged && damaged.isStandIn(), name);
    }
    assertInstanceOf(Judgement.Other.class, judge("vm.txt", content));
  }

  @ParameterizedTest
  @CsvSource({
    "disk, 7668647866696c65",
    "guest state, 4755455354525453",
    "pkcs12, 308209fc020103308209",
    "pkcs7, 308203f006092a864886f70d010702",
    "certificate, 3082030230820201a003020102",
    "archive, 504b030414000000",
    "archive, 1f8b0800",
    "pdf, 255044462d312e37",
    "image, 89504e470d0a1a0a",
    "program, 7f454c4602",
    "program, 4d5a9000",
    "event export, 456c6646696c6500",
    "office file, d0cf11e0a1b11ae1"
  })
  void knowsAKindByItsFirstBytes(String kind, String hex) {
    byte[] content = HexFormat.of().parseHex(hex + "00".repeat(64));
    assertEquals(OtherKind.find(kind), new FolderFile(Glance.of("x", content)).known());
  }

  /** A Host Guardian Service keeps one of each measured host. */
  @Test
  void knowsTheEventLogOfABoot() {
    byte[] log = new RecordedBoot("shim").file("log");
    assertEquals(
        Optional.of(OtherKind.BOOT_LOG), new FolderFile(Glance.of("hosts/a/log", log)).known());
  }

  @Test
  void knowsAFixedDiskByItsLastBytes() {
    byte[] content = new byte[8192];
    System.arraycopy("conectix".getBytes(StandardCharsets.US_ASCII), 0, content, 8192 - 512, 8);
    assertEquals(Optional.of(OtherKind.DISK), new FolderFile(Glance.of("d.vhd", content)).known());
  }

  @ParameterizedTest
  @EnumSource(OtherKind.class)
  void everyKindIsFoundByItsWords(OtherKind kind) {
    assertEquals(Optional.of(kind), OtherKind.find(kind.words()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"lock", ".a.kp.keyward-lock", ".keyward-12-3.tmp"})
  void aLockIsKnownByNameAndEmptiness(String name) {
    isOther(OtherKind.KEYWARD, "vms/" + name, "");
    isOther(OtherKind.TEXT, name, "words");
    isDamaged(name, DOCUMENT);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"schema\":\"keyward.audit/1\",\"data\":{",
        "{\"format\":\"keyward-audit-shard\",\"version\":2}",
        "\u00ef\u00bb\u00bfseverity,code,file,entry,vm,owner\r\n",
        "# A policy\nschema: keyward.audit-policy/1\nowners: []\n",
        "{\"$schema\":\"https://json.schemastore.org/sarif-2.1.0.json\",\"runs\":[{\"tool\":"
            + "{\"driver\":{\"name\":\"Keyward\"",
        "KEYWARD-FILE 1\n{\"schema\":\"keyward.volume-signature-catalog/1\"",
        "<k:Metadata xmlns:k=\"urn:k\"><k:GuardianInformation/></k:Metadata>"
      })
  void knowsFilesOfItsOwn(String content) {
    isOther(OtherKind.KEYWARD, "x", content);
  }

  @Test
  void aHugeFileOfBracketsOrCommentsEndsNoStack() {
    isOther(OtherKind.TEXT, "x", "<!--" + "-- ".repeat(1_000_000));
    isOther(OtherKind.TEXT, "x", "<a>".repeat(1_000_000));
    isOther(OtherKind.TEXT, "x", "ab-\n".repeat(1_000_000));
    isOther(OtherKind.TEXT, "x", "<Wrapping>".repeat(400_000));
  }

  private static FileRemedy remedy(String content, Ending ending) {
    byte[] bytes = content.getBytes(StandardCharsets.ISO_8859_1);
    return new FolderFile(Glance.of("vm.kp", bytes)).remedy(ending);
  }

  @ParameterizedTest
  @CsvSource({
    "'', FILL",
    "'version https://git-lfs.github.com/spec/v1\noid sha256:00', FETCH",
    "'$ANSIBLE_VAULT;1.1;AES256\n66', DECRYPT",
    "'age-encryption.org/v1\n', DECRYPT",
    "'<!DOCTYPE html><html>', DOWNLOAD",
    "'<Protector xmlns=\"urn:x\"><Wrappings>', COPY",
    "'<Protector xmlns=\"urn:x\"><Wrappings></Protector>', RESTORE",
    "'a picture', RESTORE"
  })
  void theAdviceFitsTheDamage(String content, FileRemedy remedy) {
    assertEquals(remedy, remedy(content, Ending.BROKEN_OFF));
  }

  @Test
  void theAdviceForZeroBytesIsThatTheDiskLostTheContent() {
    assertEquals(FileRemedy.RECOVER, remedy("\u0000".repeat(4096), Ending.BROKEN_OFF));
  }

  @Test
  void theAdviceForAnExportThatBreaksOffIsToExportAgain() {
    assertEquals(FileRemedy.EXPORT, remedy("[{\"VMName\":\"a\",", Ending.BROKEN_OFF));
    assertEquals(FileRemedy.EXPORT, remedy("anything", Ending.BROKEN_OFF_MACHINES));
  }
}
