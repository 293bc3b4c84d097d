package dev.keyward.vm.shielding;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.keyward.MalformedInputException;
import dev.keyward.vm.Mutations;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AnswerFileTest {

  private static final String START = "<unattend xmlns=\"urn:schemas-microsoft-com:unattend\">";
  private static final String END = "</unattend>";

  private static AnswerFile read(String content) throws MalformedInputException {
    return AnswerFile.parse((START + content + END).getBytes(StandardCharsets.UTF_8));
  }

  private static List<String> known(String content) throws MalformedInputException {
    return read(content).substitutions().stream().map(Substitution::text).toList();
  }

  @Test
  void textBehindAChildIsReplacedToo() throws MalformedInputException {
    assertEquals(
        List.of("@ComputerName@", "@ProductKey@", "@TimeZone@"),
        known("<a>@TimeZone@<b>@ComputerName@</b>, @ProductKey@</a>"));
    assertEquals(List.of("@TimeZone@"), known("<a><b/></a> in @TimeZone@ "));
  }

  private static void refused(String code, String document) {
    var e =
        assertThrows(
            MalformedInputException.class,
            () -> AnswerFile.parse(document.getBytes(StandardCharsets.UTF_8)));
    assertEquals(code, e.fault().code(), e.getMessage());
  }

  @ParameterizedTest
  @CsvSource({
    "@ComputerName@, the computer's name",
    "@TimeZone@, the time zone",
    "@ProductKey@, the product key",
    "@IP4Addr-1@, the IPv4 address of network adapter 1",
    "@IP6Addr-2@, the IPv6 address of network adapter 2",
    "@MACAddr-10@, the MAC address of network adapter 10",
    "@Prefix-1-2@, the address prefix of route 2 of network adapter 1",
    "@NextHop-3-1@, the next hop of route 1 of network adapter 3",
    "@MacAddr-1@, the MAC address of network adapter 1",
    "@DnsAddr-1-2@, the address of DNS server 2 of network adapter 1",
  })
  void tellsWhatTheHostMustSupply(String text, String meaning) throws Exception {
    Substitution found = read("<a>" + text + "</a>").substitutions().get(0);
    assertEquals(text, found.text());
    assertEquals(meaning, found.meaning());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "@computername@",
        "@ComputerName-1@",
        "@IP4Addr@",
        "@IP4Addr-0@",
        "@IP4Addr-01@",
        "@IP4Addr-1000@",
        "@IP4Addr-1-1@",
        "@Prefix-1@",
        "@NextHop-1-1-1@",
        "@Department@"
      })
  void warnsOfStringsThatNoHostKnows(String text) throws Exception {
    AnswerFile answers = read("<a>" + text + "</a>");
    assertEquals(List.of("unattend/a"), answers.unknown());
    assertEquals(List.of(), answers.substitutions());
  }

  @Test
  void namesElementsAndAttributesAndNeverWhatTheyHold() throws Exception {
    AnswerFile answers =
        read(
            "<s a='x@Secret1@'><Password>P@ssw0rd@1</Password><Password>p@Secret2@</Password>"
                + "</s>@Secret3@");
    assertEquals(
        List.of("unattend/s/@a", "unattend/s/Password", "unattend/s/Password[2]", "unattend"),
        answers.unknown());
  }

  @Test
  void anErrorDoesNotRepeatThePassword() {
    for (String broken : new String[] {"P@Secret@<", "P&Secret;", "P]]>Secret", "<Secret"}) {
      var e = assertThrows(MalformedInputException.class, () -> read("<Password>" + broken + END));
      assertFalse(e.fault().message().contains("Secret"), e.fault().message());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"someone@example.com", "@ ComputerName @", "@@", "@-1@", "@", "a@b.c@d"})
  void leavesOtherTextsAlone(String text) throws Exception {
    assertEquals(new AnswerFile(List.of(), List.of()), read("<a>" + text + "</a>"));
  }

  @Test
  void findsThemInAttributesAndCdataAndOnlyOnce() throws Exception {
    assertEquals(
        List.of("@ComputerName@", "@ProductKey@", "@TimeZone@"),
        known(
            "<a b=\"x@TimeZone@y\">@ComputerName@, @ComputerName@</a>"
                + "<c><![CDATA[@ProductKey@]]></c><d>@TimeZone@</d>"));
  }

  @Test
  void findsAKnownOneBehindASignThatBelongsToSomethingElse() throws Exception {
    assertTrue(known("<a>me@home@ComputerName@</a>").contains("@ComputerName@"));
    assertEquals(List.of("@ComputerName@", "@TimeZone@"), known("<a>@ComputerName@@TimeZone@</a>"));
  }

  @Test
  void passesOverComments() throws Exception {
    assertEquals(List.of(), known("<!-- @ComputerName@ --><a/>"));
  }

  @Test
  void takesNamespacesOfItsParts() throws Exception {
    assertEquals(
        List.of("@IP4Addr-1@"),
        known("<a xmlns:wcm=\"urn:x\"><b wcm:action=\"add\">@IP4Addr-1@</b></a>"));
  }

  @Test
  void takesTheAnswerFileOfLinux() throws Exception {
    AnswerFile answers =
        AnswerFile.parse(
            ("<LinuxOSSpecialization xmlns=\"http://www.microsoft.com/schema/linuxvmmst\">"
                    + "<HostName>@ComputerName@</HostName></LinuxOSSpecialization>")
                .getBytes(StandardCharsets.UTF_8));
    assertEquals("@ComputerName@", answers.substitutions().get(0).text());
  }

  @Test
  void namesAnEncodingThatItDoesNotRead() {
    byte[] document =
        ("<?xml version=\"1.0\" encoding=\"windows-1252\"?>" + START + "B\u00e4r" + END)
            .getBytes(StandardCharsets.ISO_8859_1);
    var e = assertThrows(MalformedInputException.class, () -> AnswerFile.parse(document));
    assertEquals("bad-encoding", e.fault().code());
    assertTrue(e.fault().found().contains("windows-1252"), e.getMessage());
    assertTrue(e.fault().expected().contains("UTF-8"), e.getMessage());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<unattend/>",
        "<LinuxOSSpecialization/>",
        "<Unattend xmlns=\"urn:schemas-microsoft-com:unattend\"/>",
        "<a><unattend xmlns=\"urn:schemas-microsoft-com:unattend\"/></a>"
      })
  void refusesAnotherRoot(String document) {
    refused("not-unattend", document);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "text",
        START,
        START + END + "more",
        START + "<a></b>" + END,
        START + "&entity;" + END,
        "<!DOCTYPE unattend [<!ENTITY x \"y\">]>" + START + END
      })
  void refusesWhatIsNotWellFormedOrHasADtd(String document) {
    assertThrows(
        MalformedInputException.class,
        () -> AnswerFile.parse(document.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void refusesMoreStringsThanAHeaderHolds() {
    String many =
        IntStream.rangeClosed(1, 257)
            .mapToObj(i -> "<a>@IP4Addr-" + i + "@</a>")
            .collect(Collectors.joining());
    refused("too-many-substitutions", START + many + END);
  }

  @Test
  void mutationsEndInDeclaredErrors() throws Exception {
    mutate(1_000, 23);
  }

  @Test
  @Tag("soak")
  void tenThousandMutationsEndInDeclaredErrors() throws Exception {
    mutate(10_000, 24);
  }

  private static void mutate(int count, long seed) throws Exception {
    byte[] document =
        (START + "<s pass=\"@TimeZone@\"><a>@ComputerName@</a><b>&amp;@Prefix-1-1@</b></s>" + END)
            .getBytes(StandardCharsets.UTF_8);
    int refused = Mutations.refused(document, count, seed, AnswerFile::parse);
    assertTrue(refused > count / 10 * 3 && refused < count, refused + " refused");
  }
}
