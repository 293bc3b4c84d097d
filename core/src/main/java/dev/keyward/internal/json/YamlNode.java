package dev.keyward.internal.json;

import dev.keyward.Fault;
import dev.keyward.MalformedInputException;

/**
 * A value of a YAML text that knows its place. The narrowing methods take what was expected there,
 * in words, and refuse everything else with code {@code wrong-type}.
 */
public sealed interface YamlNode permits YamlMapping, YamlSequence, YamlScalar {

  /** Where the value starts. */
  YamlPosition at();

  /** What kind of value this is, for messages, such as {@code a list}. */
  String kind();

  /** The cursor over a mapping's keys. */
  default YamlFields fields(String expected) throws MalformedInputException {
    if (this instanceof YamlMapping mapping) {
      return new YamlFields(mapping);
    }
    throw fault("wrong-type", kind(), expected);
  }

  /** This as a list. */
  default YamlSequence sequence(String expected) throws MalformedInputException {
    if (this instanceof YamlSequence sequence) {
      return sequence;
    }
    throw fault("wrong-type", kind(), expected);
  }

  /** The text of a scalar that is text: neither number, nor truth value, nor nothing. */
  default String text(String expected) throws MalformedInputException {
    if (this instanceof YamlScalar scalar) {
      if (scalar.type() == YamlScalar.Type.TEXT) {
        return scalar.text();
      }
      if (scalar.type() != YamlScalar.Type.NOTHING) {
        Fault fault = Fault.of("wrong-type", at().toString(), kind(), expected);
        throw new MalformedInputException(
            fault.withHint("text that looks like a number or a truth value is written in quotes"));
      }
    }
    throw fault("wrong-type", kind(), expected);
  }

  /** A whole number in plain decimal digits, from {@code least} to {@code most}. */
  default int wholeNumber(int least, int most) throws MalformedInputException {
    String expected = "a whole number from " + least + " to " + most;
    if (!(this instanceof YamlScalar scalar) || scalar.type() != YamlScalar.Type.NUMBER) {
      throw fault("wrong-type", kind(), expected);
    }
    // YAML also has octal, hexadecimal and digits in groups: too easily misread in a rule.
    boolean plain = scalar.text().matches("0|[1-9][0-9]{0,8}");
    int number = plain ? Integer.parseInt(scalar.text()) : -1;
    if (!plain || number < least || number > most) {
      throw fault("bad-value", YamlText.shown(scalar.text()), expected);
    }
    return number;
  }

  /** An error at this value's place. */
  default MalformedInputException fault(String code, String found, String expected) {
    return new MalformedInputException(Fault.of(code, at().toString(), found, expected));
  }
}
