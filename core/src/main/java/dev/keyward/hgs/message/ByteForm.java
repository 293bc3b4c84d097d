package dev.keyward.hgs.message;

import dev.keyward.MalformedInputException;
import dev.keyward.internal.json.JsonFields;
import java.util.Base64;

/**
 * How a document of the attestation service writes bytes. MS-HGSA gives them the type of a base64
 * text. The serializer of .NET, which makes such documents, writes an array of numbers and reads
 * nothing else, and Microsoft's database drivers read only that.
 */
public enum ByteForm {
  /** An array of numbers from 0 to 255; what Keyward writes unless it was asked in base64. */
  NUMBERS {
    @Override
    Object written(byte[] bytes) {
      return bytes.clone();
    }
  },
  /** Base64 with padding, as the specification says; what earlier versions of Keyward write. */
  BASE64 {
    @Override
    Object written(byte[] bytes) {
      return Base64.getEncoder().encodeToString(bytes);
    }
  };

  /** What a tree of the document holds for the bytes. */
  abstract Object written(byte[] bytes);

  /** Reads the fields of one document in either form, and remembers which it was. */
  static final class Reading {

    private boolean hasNumbers;

    /** The bytes of that field, at most {@code most}. */
    byte[] bytes(JsonFields fields, String name, int most) throws MalformedInputException {
      hasNumbers |= !fields.isText(name);
      return fields.bytes(name, most);
    }

    /** Base64 where all fields were that. */
    ByteForm form() {
      return hasNumbers ? NUMBERS : BASE64;
    }
  }
}
