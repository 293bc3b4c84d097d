package dev.keyward.protector.file;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.keyward.KeywardException;
import dev.keyward.MalformedInputException;
import dev.keyward.crypto.TestTools;
import dev.keyward.protector.KeylessReader;
import dev.keyward.protector.ProtectorAuthor;
import dev.keyward.protector.ProtectorVerifier;
import dev.keyward.protector.TestGuardians;
import dev.keyward.protector.VerifiedKeyProtector;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProtectorFileTest {

  private static final byte[] DOCUMENT = ascii("<Protector>" + " ".repeat(9000) + "</Protector>");
  private static final String EXPORT =
      "[{\"Name\":\"a\",\"RawData\":null},{\"Name\":\"b\",\"RawData\":[60,112,47,62]}]";

  @ParameterizedTest
  @EnumSource(names = {"XML", "FRAMED", "BYTES", "BASE64"})
  void readsAStreamOnceFromItsBeginning(ProtectorEncoding encoding) throws Exception {
    InputStream in = new ByteArrayInputStream(encoding.encode(DOCUMENT));
    ProtectorFile file = ProtectorFile.of(in);
    assertEquals(encoding, file.encoding());
    assertArrayEquals(DOCUMENT, file.single());
    assertArrayEquals(DOCUMENT, file.single());
  }

  @Test
  void refusesAPipeThatNobodyMayEverWriteTo(@TempDir Path folder) throws Exception {
    Path pipe = folder.resolve("pipe");
    makePipe(pipe);
    FileSystemException e = assertThrows(FileSystemException.class, () -> ProtectorFile.open(pipe));
    assertEquals("a pipe or a device; give - and send it to standard input", e.getReason());
  }

  @Test
  void readsAStreamAndLeavesItOpen() throws Exception {
    boolean[] closed = new boolean[1];
    InputStream in =
        new ByteArrayInputStream(ProtectorEncoding.FRAMED.encode(DOCUMENT)) {
          @Override
          public void close() {
            closed[0] = true;
          }
        };
    assertArrayEquals(DOCUMENT, ProtectorFile.of(in).single());
    assertEquals(false, closed[0]);
  }

  @Test
  void takesNoMoreOfAStreamThanItsBound() throws Exception {
    long[] taken = new long[1];
    InputStream endless =
        new InputStream() {
          @Override
          public int read() {
            taken[0]++;
            return '1';
          }

          @Override
          public int read(byte[] buffer, int offset, int length) {
            taken[0] += length;
            return length;
          }
        };
    MalformedInputException refusal =
        assertThrows(MalformedInputException.class, () -> ProtectorFile.of(endless));
    assertEquals("too-large", refusal.fault().code());
    assertTrue(taken[0] <= ProtectorFile.MOST_BYTES_ONCE + 1L, "took " + taken[0]);
  }

  @Test
  void saysThatAFileIsMissing(@TempDir Path folder) {
    assertThrows(NoSuchFileException.class, () -> ProtectorFile.open(folder.resolve("none")));
  }

  @ParameterizedTest
  @EnumSource(names = {"XML", "FRAMED"})
  void readsNoFurtherThanADocumentCanReach(ProtectorEncoding encoding) {
    byte[] content = encoding.encode(new byte[(1 << 20) + 1]);
    content[0] = (byte) (encoding == ProtectorEncoding.XML ? '<' : 0);
    assertEquals("too-large", code(content));
  }

  @Test
  void writesToAStreamAndLeavesItOpen() throws Exception {
    ByteArrayOutputStream out =
        new ByteArrayOutputStream() {
          @Override
          public void close() {
            throw new IllegalStateException("closed");
          }
        };
    ProtectorFile.of(ascii(EXPORT)).rewrite(Map.of(1, ascii("<q/>")), out);
    assertEquals(EXPORT.replace("112", "113"), out.toString(StandardCharsets.US_ASCII));
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 2})
  void replacesNothingWhereNoProtectorStands(int index) throws Exception {
    ProtectorFile file = ProtectorFile.of(ascii(EXPORT));
    MalformedInputException refusal =
        assertThrows(
            MalformedInputException.class, () -> file.rewritten(Map.of(index, ascii("<q/>"))));
    assertEquals("no-such-protector", refusal.fault().code());
  }

  @Test
  void replacesOnlyTheFirstOfASingleFile() throws Exception {
    ProtectorFile file = ProtectorFile.of(DOCUMENT);
    assertThrows(MalformedInputException.class, () -> file.rewritten(Map.of(1, DOCUMENT)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"%s", "%s\n", "%s\r\n\r\n", "%s \t\n"})
  void keepsWhatFollowsBase64(String form) throws Exception {
    String text = Base64.getEncoder().encodeToString(ascii("<p/>"));
    String other = Base64.getEncoder().encodeToString(ascii("<q/>"));
    byte[] rewritten =
        ProtectorFile.of(ascii(String.format(Locale.ROOT, form, text)))
            .rewritten(Map.of(0, ascii("<q/>")));
    assertEquals(
        String.format(Locale.ROOT, form, other), new String(rewritten, StandardCharsets.US_ASCII));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n", "\r\n", "\n\n\n"})
  void keepsTheEndOfDecimalLines(String end) throws Exception {
    String lineEnd = end.startsWith("\r") ? "\r\n" : "\n";
    byte[] content = ascii(String.join(lineEnd, "60", "112", "47", "62") + end);
    assertArrayEquals(content, ProtectorFile.of(content).rewritten(Map.of(0, ascii("<p/>"))));
  }

  @ParameterizedTest
  @ValueSource(strings = {"<Objs/>", "<Objs xmlns='urn:other'/>", "<Objs><Objs/></Objs>"})
  void refusesAnExportOfAnotherNamespace(String content) {
    assertEquals("malformed-clixml", code(ascii(content)));
  }

  @Test
  void tellsAFrameOfAWrongLengthInAnExport() throws Exception {
    List<String> codes = new ArrayList<>();
    ProtectorFile.of(
            ascii("[{\"RawData\":[0,0,0,9,60]},{\"RawData\":[0,0,0,4]},{\"RawData\":[7]}]"))
        .forEach(
            each -> {
              try {
                each.document();
              } catch (KeywardException e) {
                codes.add(e.fault().code());
              }
            });
    assertEquals(List.of("bad-frame", "no-protector", "not-a-protector"), codes);
  }

  private static void makePipe(Path pipe) throws InterruptedException {
    boolean made;
    try {
      made = new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor() == 0;
    } catch (IOException e) {
      made = false;
    }
    Assumptions.assumeTrue(made, "skipped: this system has no mkfifo");
  }

  private static String code(byte[] content) {
    try {
      ProtectorFile.of(content).forEach(EncodedProtector::document);
      return "read";
    } catch (KeywardException e) {
      return e.fault().code();
    } catch (IOException e) {
      throw new AssertionError("no input or output took place", e);
    }
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  @Test
  void whatWasVerifiedStaysAsItWasWhenTheCallerReusesItsBuffer() throws Exception {
    byte[] document =
        new ProtectorAuthor(TestTools.of(TestGuardians.ENGINE, TestGuardians.RANDOM))
            .create(TestGuardians.of("owner").signing(), List.of())
            .encode();
    byte[] buffer = document.clone();
    List<EncodedProtector> kept = new ArrayList<>();
    ProtectorFile.of(buffer).forEach(kept::add);
    Arrays.fill(buffer, (byte) ' ');
    VerifiedKeyProtector verified =
        new ProtectorVerifier(TestGuardians.ENGINE).verify(kept.get(0).read(new KeylessReader()));
    assertArrayEquals(document, verified.protector().encode());
  }
}
