package dev.keyward.protector.form;

import dev.keyward.Fault;
import dev.keyward.MalformedInputException;
import dev.keyward.crypto.RsaEngine;
import dev.keyward.internal.crypto.AcceptedAlgorithms;
import dev.keyward.internal.xml.WrittenText;
import dev.keyward.internal.xml.XmlCursor;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/** Names and identifiers of the protector's document. */
public final class Schema {

  /** Of every element that is not a parameter (MS-KPS). */
  public static final String KPS = "http://schemas.microsoft.com/kps/2014/07";

  /** How each document begins that Keyward writes, to its first child. */
  public static final String WRITTEN_START =
      "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<Protector xmlns=\""
          + KPS
          + "\" MaxOfflineUnwraps=\"0\">";

  public static final String XMLDSIG = "http://www.w3.org/2000/09/xmldsig#";
  public static final String XMLENC11 = "http://www.w3.org/2009/xmlenc11#";
  public static final String XMLDSIG_MORE_2021 = "http://www.w3.org/2021/04/xmldsig-more#";

  /** Binds the derived key to its one use. */
  public static final String HKDF_INFO = "keyward/v1/transport-key-signature";

  private static final Set<String> KNOWN =
      Set.of(
          AcceptedAlgorithms.HKDF,
          AcceptedAlgorithms.HMAC_SHA256,
          AcceptedAlgorithms.RSA_OAEP,
          AcceptedAlgorithms.RSA_OAEP_MGF1P);

  private Schema() {}

  /** Whether bytes begin as a document does that Keyward writes. */
  public static boolean isWrittenStart(byte[] bytes) {
    byte[] start = WRITTEN_START.getBytes(StandardCharsets.US_ASCII);
    return new WrittenText(bytes).tryLiteral(start);
  }

  /**
   * Refuses the URI of an algorithm that Keyward knows and that does something else: only what is
   * unknown may stand where it cannot be checked.
   *
   * @param expected what belongs here
   */
  static void requireNotElsewhere(String uri, XmlCursor xml, String expected)
      throws MalformedInputException {
    if (KNOWN.contains(uri) || RsaEngine.knows(uri)) {
      throw new MalformedInputException(
          Fault.of("misplaced-algorithm", xml.place(), "the algorithm " + uri, expected));
    }
  }

  /** Passes over the parameters of an unknown algorithm: what they mean is its own affair. */
  public static void skipParameters(XmlCursor xml) throws MalformedInputException {
    if (xml.tryEnter(KPS, "Parameters")) {
      xml.skipContent();
      xml.leave();
    }
  }
}
